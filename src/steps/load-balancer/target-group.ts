import {
  CreateTargetGroupCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  InvalidTargetException,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { usersAt } from '../../aws/blockers.ts';
import { orNothing, said } from '../../aws/replies.ts';
import { describeTargetGroup, ourTargetGroup, taggedAt, tagsOf } from '../../aws/load-balancing.ts';
import { carries, strangerOf, tagList } from '../../aws/tags.ts';
import { defineStep, drifted, gone, ready } from '../../engine/step.ts';
import { NotYet } from '../../errors.ts';
import { same } from '../../facts.ts';
import { labelsOfElb, later, makes, reads, uses } from '../../permissions/allow.ts';
import { entry, healthPath } from '../firewall/questions.ts';
import { loadBalancerEntry } from './entry.ts';
import { anyVpc } from '../network/ready.ts';
import { instance } from '../server/instance.ts';
import type { Words } from '../../words.ts';

/** Where nginx listens on the server, whatever the app's own port is. */
const webPort = 80;

/** As the calls take it. */
const asSent = <Checks>({ HttpCode, ...checks }: Checks & { readonly HttpCode: string }) => ({
  ...checks,
  Matcher: { HttpCode },
});

export const targetGroup = defineStep({
  id: 'target-group',
  title: { en: 'Target group', ko: '대상 그룹' },
  needs: { vpc: anyVpc },
  asks: { entry, path: healthPath },
  allows: [
    reads('elasticloadbalancing:DescribeTags', 'elasticloadbalancing:DescribeTargetGroups'),
    makes('elasticloadbalancing:CreateTargetGroup'),
    ...labelsOfElb,
    later(uses('elasticloadbalancing:DeleteTargetGroup', 'elasticloadbalancing:ModifyTargetGroup')),
  ],
  // A path at which the app is not well changes nothing: the server is asked first.
  making: { after: [instance] },
  follows: {
    live: ['path'],
    initial: ['entry'],
  },
  when: (answers) => answers.entry === loadBalancerEntry.id,

  // With a single server, checks can be frequent.
  settings: {
    HealthCheckProtocol: { title: { en: 'health check protocol', ko: '상태 확인 프로토콜' }, wanted: 'HTTP' },
    HealthCheckPort: { title: { en: 'health check port', ko: '상태 확인 포트' }, wanted: 'traffic-port' },
    HealthCheckIntervalSeconds: {
      title: { en: 'seconds between health checks', ko: '상태 확인 간격(초)' },
      wanted: 10,
    },
    HealthCheckTimeoutSeconds: {
      title: { en: 'health check timeout in seconds', ko: '상태 확인 제한 시간(초)' },
      wanted: 5,
    },
    HealthyThresholdCount: { title: { en: 'checks to become healthy', ko: '정상 판정 횟수' }, wanted: 2 },
    UnhealthyThresholdCount: { title: { en: 'checks to become unhealthy', ko: '비정상 판정 횟수' }, wanted: 2 },
    HealthCheckPath: {
      title: { en: 'health check path', ko: '상태 확인 경로' },
      wanted: ({ answers }) => answers.path,
    },
    // A redirect to a login page counts as healthy, too.
    HttpCode: { title: { en: 'healthy status codes', ko: '정상으로 볼 응답 코드' }, wanted: '200-399' },
  },

  async find(given) {
    const { elb } = given;
    const name = ourTargetGroup(given);
    const found = await describeTargetGroup(elb, { name });
    if (!found) return undefined;
    const arn = said(found, 'TargetGroupArn');
    if (!carries(await tagsOf(elb, arn), given)) throw strangerOf({ en: 'target group', ko: '대상 그룹' }, name);
    return { targetGroupArn: arn };
  },

  async create(given) {
    const { elb, tags, needs, wanted } = given;
    const { TargetGroups: [made] = [] } = await elb.send(
      new CreateTargetGroupCommand({
        Name: ourTargetGroup(given),
        Protocol: 'HTTP',
        Port: webPort,
        VpcId: needs.vpc.vpcId,
        TargetType: 'instance',
        ...asSent(wanted),
        Tags: tagList(tags),
      }),
    );
    return { targetGroupArn: said(made, 'TargetGroupArn') };
  },

  async check(context, { targetGroupArn }) {
    const found = await describeTargetGroup(context.elb, { arn: targetGroupArn });
    if (!found) return gone;
    return ready({}, async () => ({
      tags: await taggedAt(context, targetGroupArn),
      settings: { ...found, Matcher: undefined, HttpCode: found.Matcher?.HttpCode },
    }));
  },

  async change({ elb, wanted }, { targetGroupArn }) {
    await elb.send(new ModifyTargetGroupCommand({ TargetGroupArn: targetGroupArn, ...asSent(wanted) }));
  },

  going: {
    async blockers(context, { targetGroupArn }) {
      const found = await describeTargetGroup(context.elb, { arn: targetGroupArn });
      return usersAt(context, found?.LoadBalancerArns ?? []);
    },
  },

  async delete({ elb }, { targetGroupArn }) {
    await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: targetGroupArn }));
  },

  says: { answers: ({ HealthCheckPath }) => ({ path: HealthCheckPath }) },
});

type Target = { readonly instanceId: string; readonly targetGroupArn: string; readonly port: number };

const targetOf = (needs: { targetGroup: { targetGroupArn: string }; instance: { instanceId: string } }): Target => ({
  instanceId: needs.instance.instanceId,
  targetGroupArn: needs.targetGroup.targetGroupArn,
  port: webPort,
});

const register = (elb: ElasticLoadBalancingV2Client, { targetGroupArn, instanceId, port }: Target) =>
  elb.send(new RegisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets: [{ Id: instanceId, Port: port }] }));

const deregister = (elb: ElasticLoadBalancingV2Client, { targetGroupArn, instanceId, port }: Target) =>
  elb.send(new DeregisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets: [{ Id: instanceId, Port: port }] }));

/** What the load balancer makes of a target; undefined when it has none such, or no longer. */
async function stateOf(elb: ElasticLoadBalancingV2Client, target: Target): Promise<string | undefined> {
  const { TargetHealthDescriptions = [] } =
    (await orNothing(elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: target.targetGroupArn })))) ?? {};
  const state = TargetHealthDescriptions.find(
    ({ Target }) => Target?.Id === target.instanceId && Target.Port === target.port,
  )?.TargetHealth?.State;
  return state === 'draining' ? undefined : state;
}

/** As version 0.1.0 registered it. */
const onAppPort: Words = {
  en: 'nginx is to be in front of the app, on port 80',
  ko: '앱 앞에 nginx를 두고 80번 포트로 연결합니다',
};

export const target = defineStep({
  id: 'target',
  title: { en: 'Server in the target group', ko: '로드 밸런서에 서버 등록' },
  needs: { targetGroup, instance },
  asks: {},
  allows: [
    reads('elasticloadbalancing:DescribeTargetHealth'),
    uses('elasticloadbalancing:RegisterTargets'),
    later(uses('elasticloadbalancing:DeregisterTargets')),
  ],
  follows: { live: ['instance', 'targetGroup'] },

  async find({ elb, needs }) {
    const wanted = targetOf(needs);
    return (await stateOf(elb, wanted)) === undefined ? undefined : wanted;
  },

  async create({ elb, needs }) {
    const wanted = targetOf(needs);
    await register(elb, wanted);
    return wanted;
  },

  async check({ elb }, handle) {
    if ((await stateOf(elb, handle)) === undefined) return gone;
    return handle.port === webPort ? ready() : drifted(onAppPort);
  },

  // The old one serves until the new one does.
  async change({ elb, needs }, handle) {
    const wanted = targetOf(needs);
    await register(elb, wanted);
    if (same(handle, wanted)) return wanted;
    if ((await stateOf(elb, handle)) === 'healthy' && (await stateOf(elb, wanted)) !== 'healthy')
      throw new NotYet({
        en: 'the load balancer is getting to know the server on its new port',
        ko: '로드 밸런서가 새 포트의 서버를 확인하는 중',
      });
    await deregister(elb, handle);
    return wanted;
  },

  async delete({ elb }, handle) {
    await deregister(elb, handle).catch((error: unknown) => {
      // No longer registered; the engine checks that it really is gone.
      if (!(error instanceof InvalidTargetException)) throw error;
    });
  },
});
