import { DescribeTargetHealthCommand, type TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import { isNotFound } from '../../aws/error-names.ts';
import { defineStep, gone, pending, ready } from '../../engine/step.ts';
import type { Words } from '../../words.ts';
import { httpsListener } from './listeners.ts';
import { target } from './target-group.ts';

/** What each reason of the load balancer means for the person who has to mend it. */
const reasons: Readonly<Record<string, Words>> = {
  'Elb.RegistrationInProgress': { en: 'being registered', ko: '등록하는 중' },
  'Elb.InitialHealthChecking': { en: 'first health checks', ko: '첫 상태 확인 중' },
  'Target.Timeout': {
    en: 'the app does not answer in time: is it running, on the app port?',
    ko: '앱이 제때 응답하지 않습니다. 앱이 지정한 포트에서 실행 중인가요?',
  },
  'Target.FailedHealthChecks': {
    en: 'the app refuses the connection: is it running, on the app port?',
    ko: '앱이 연결을 거부합니다. 앱이 지정한 포트에서 실행 중인가요?',
  },
  'Target.ResponseCodeMismatch': {
    en: 'the app answers the health path with an error',
    ko: '앱이 상태 확인 경로에 오류로 응답합니다',
  },
  'Target.NotInUse': { en: 'no listener sends to it yet', ko: '아직 연결된 리스너가 없음' },
};

const noteOf = ({ Reason, Description }: TargetHealth): Words => {
  const known = reasons[Reason ?? ''] ?? { en: Reason ?? 'not healthy yet', ko: Reason ?? '아직 정상이 아님' };
  // AWS's own words hold the status code that the app answered with.
  if (Reason !== 'Target.ResponseCodeMismatch' || !Description) return known;
  return { en: `${known.en} (${Description})`, ko: `${known.ko} (${Description})` };
};

export const healthy = defineStep({
  id: 'healthy',
  title: { en: 'The load balancer sees your app', ko: '로드 밸런서의 앱 상태 확인' },
  needs: { target, listener: httpsListener },
  asks: {},
  takes: { earliest: 5, usual: 25, every: 2, limit: 600 },

  find: async ({ needs: { target } }) => ({
    instanceId: target.instanceId,
    targetGroupArn: target.targetGroupArn,
    port: target.port,
  }),

  async check({ elb }, { targetGroupArn, instanceId, port }) {
    try {
      const { TargetHealthDescriptions = [] } = await elb.send(
        new DescribeTargetHealthCommand({
          TargetGroupArn: targetGroupArn,
          Targets: [{ Id: instanceId, Port: port }],
        }),
      );
      const health = TargetHealthDescriptions[0]?.TargetHealth ?? {};
      return health.State === 'healthy' ? ready() : pending(noteOf(health));
    } catch (error) {
      if (isNotFound(error)) return gone;
      throw error;
    }
  },
});
