import { DescribeTargetHealthCommand, type TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import { orNothing } from '../../aws/replies.ts';
import { defineStep, gone, pending, ready } from '../../engine/step.ts';
import { reads } from '../../permissions/allow.ts';
import { oneLine } from '../../plain.ts';
import { verbatim, type Words } from '../../words.ts';
import { httpsListener } from './listeners.ts';
import { target } from './target-group.ts';

/** What a health check reason means to the person who has to fix it, and how to. */
interface Reason {
  readonly note: Words;
  readonly fix?: Words;
}

/** By the codes of `TargetHealth.Reason`. */
const reasons: Readonly<Record<string, Reason>> = {
  'Elb.RegistrationInProgress': { note: { en: 'being registered', ko: '등록하는 중' } },
  'Elb.InitialHealthChecking': { note: { en: 'first health checks', ko: '첫 상태 확인 중' } },
  'Target.Timeout': {
    note: { en: 'the server did not respond in time', ko: '서버가 제때 응답하지 않습니다' },
    fix: {
      en: 'The app hangs, or a firewall drops the requests. `stepway logs --source app` shows what it said last; on the server, `curl -i localhost` shows whether it responds.',
      ko: '앱이 멈춰 있거나 방화벽이 요청을 막고 있습니다. 앱의 마지막 출력은 `stepway logs --source app`으로 보고, 응답이 오는지는 서버에서 `curl -i localhost`로 확인하세요.',
    },
  },
  'Target.FailedHealthChecks': {
    note: {
      en: 'the server refused the connection: nginx, in front of the app, is not running',
      ko: '서버가 연결을 거부합니다. 앱 앞에 있는 nginx가 실행 중이 아닙니다',
    },
    fix: {
      en: 'On the server, `sudo systemctl status nginx stepway-setup` shows why; `sudo systemctl restart stepway-setup` sets it up again.',
      ko: '서버에서 `sudo systemctl status nginx stepway-setup`으로 원인을 확인하고, `sudo systemctl restart stepway-setup`으로 다시 설정할 수 있습니다.',
    },
  },
  'Target.ResponseCodeMismatch': {
    note: {
      en: 'the app returned an error for the health check path',
      ko: '앱이 상태 확인 경로에 오류로 응답합니다',
    },
    fix: {
      en: 'Make the app return 200 for that path, or choose another one with --health-path. `stepway logs --source app` shows what it said last. With 502 the app is not running, or does not listen on --app-port.',
      ko: '앱이 그 경로에 200으로 응답하게 하거나, 응답하는 다른 경로를 --health-path로 지정하세요. 앱의 마지막 출력은 `stepway logs --source app`으로 볼 수 있습니다. 502라면 앱이 실행 중이 아니거나 --app-port로 지정한 포트에서 요청을 받지 않는 것입니다.',
    },
  },
  'Target.NotInUse': { note: { en: 'no listener uses it yet', ko: '아직 연결된 리스너가 없음' } },
  'Target.InvalidState': {
    note: { en: 'the server is not running', ko: '서버가 실행 중이 아닙니다' },
    fix: { en: 'Start it with `stepway up`.', ko: '`stepway up`으로 시작하세요.' },
  },
  'Target.DeregistrationInProgress': {
    note: { en: 'being removed from the load balancer', ko: '로드 밸런서에서 등록 취소하는 중' },
  },
  'Elb.InternalError': {
    note: { en: 'the load balancer itself has a problem', ko: '로드 밸런서 자체에 문제가 있습니다' },
    fix: {
      en: 'This is a problem at AWS: wait a few minutes, and check https://health.aws.amazon.com.',
      ko: 'AWS에서 해결해야 하는 문제입니다. 몇 분 기다리고 https://health.aws.amazon.com 을 확인하세요.',
    },
  },
};

function pendingWith({ Reason, Description }: TargetHealth) {
  const { note, fix } = reasons[Reason ?? ''] ?? {
    note: Reason ? verbatim(Reason) : { en: 'not healthy yet', ko: '아직 정상이 아님' },
  };
  // AWS's description includes the status code that the app returned.
  const detail = Reason === 'Target.ResponseCodeMismatch' && Description ? ` (${oneLine(Description)})` : '';
  return pending({ en: note.en + detail, ko: note.ko + detail }, fix);
}

export const healthy = defineStep({
  id: 'healthy',
  title: { en: 'Health checks of your app', ko: '로드 밸런서의 앱 상태 확인' },
  needs: { target, listener: httpsListener },
  asks: {},
  allows: [reads('elasticloadbalancing:DescribeTargetHealth')],
  making: { takes: { earliest: 5, usual: 25, every: 2, limit: 600 } },

  find: async ({ needs: { target } }) => ({
    instanceId: target.instanceId,
    targetGroupArn: target.targetGroupArn,
    port: target.port,
  }),

  async check({ elb }, { targetGroupArn, instanceId, port }) {
    const target = { TargetGroupArn: targetGroupArn, Targets: [{ Id: instanceId, Port: port }] };
    const found = await orNothing(elb.send(new DescribeTargetHealthCommand(target)));
    if (!found) return gone;
    const health = found.TargetHealthDescriptions?.[0]?.TargetHealth ?? {};
    return health.State === 'healthy' ? ready() : pendingWith(health);
  },
});
