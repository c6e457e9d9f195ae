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
import { defineStep, gone, ready } from '../../engine/step.ts';
import { same } from '../../facts.ts';
import { labelsOfElb, later, makes, reads, uses } from '../../permissions/allow.ts';
import { appPort, entry } from '../firewall/questions.ts';
import { loadBalancerEntry } from './entry.ts';
import { anyVpc } from '../network/ready.ts';
import { instance } from '../server/instance.ts';
import { healthPath } from './questions.ts';

/** As the calls take it. */
const asSent = <Checks>({ HttpCode, ...checks }: Checks & { readonly HttpCode: string }) => ({
  ...checks,
  Matcher: { HttpCode },
});

export const targetGroup = defineStep({
  id: 'target-group',
  title: { en: 'Target group', ko: '대상 그룹' },
  needs: { vpc: anyVpc },
  asks: { entry, port: appPort, path: healthPath },
  allows: [
    reads('elasticloadbalancing:DescribeTags', 'elasticloadbalancing:DescribeTargetGroups'),
    makes('elasticloadbalancing:CreateTargetGroup'),
    ...labelsOfElb,
    later(uses('elasticloadbalancing:DeleteTargetGroup', 'elasticloadbalancing:ModifyTargetGroup')),
  ],
  follows: {
    live: ['path'],
    // Each target is registered with its own port.
    initial: ['entry', 'port'],
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
    const { elb, tags, needs, answers, wanted } = given;
    const { TargetGroups: [made] = [] } = await elb.send(
      new CreateTargetGroupCommand({
        Name: ourTargetGroup(given),
        Protocol: 'HTTP',
        Port: answers.port,
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

const targetOf = (
  needs: { targetGroup: { targetGroupArn: string }; instance: { instanceId: string } },
  port: number,
): Target => ({
  instanceId: needs.instance.instanceId,
  targetGroupArn: needs.targetGroup.targetGroupArn,
  port,
});

const register = (elb: ElasticLoadBalancingV2Client, { targetGroupArn, instanceId, port }: Target) =>
  elb.send(new RegisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets: [{ Id: instanceId, Port: port }] }));

const deregister = (elb: ElasticLoadBalancingV2Client, { targetGroupArn, instanceId, port }: Target) =>
  elb.send(new DeregisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets: [{ Id: instanceId, Port: port }] }));

async function isRegistered(elb: ElasticLoadBalancingV2Client, target: Target): Promise<boolean> {
  const { TargetHealthDescriptions = [] } =
    (await orNothing(elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: target.targetGroupArn })))) ?? {};
  return TargetHealthDescriptions.some(
    ({ Target, TargetHealth }) =>
      Target?.Id === target.instanceId && Target.Port === target.port && TargetHealth?.State !== 'draining',
  );
}

export const target = defineStep({
  id: 'target',
  title: { en: 'Server in the target group', ko: '로드 밸런서에 서버 등록' },
  needs: { targetGroup, instance },
  asks: { port: appPort },
  allows: [
    reads('elasticloadbalancing:DescribeTargetHealth'),
    uses('elasticloadbalancing:RegisterTargets'),
    later(uses('elasticloadbalancing:DeregisterTargets')),
  ],
  follows: { live: ['port', 'instance', 'targetGroup'] },

  async find({ elb, needs, answers }) {
    const wanted = targetOf(needs, answers.port);
    return (await isRegistered(elb, wanted)) ? wanted : undefined;
  },

  async create({ elb, needs, answers }) {
    const wanted = targetOf(needs, answers.port);
    await register(elb, wanted);
    return wanted;
  },

  async check({ elb }, handle) {
    return (await isRegistered(elb, handle)) ? ready() : gone;
  },

  async change({ elb, needs, answers }, handle) {
    const wanted = targetOf(needs, answers.port);
    await register(elb, wanted);
    if (!same(handle, wanted)) await deregister(elb, handle);
    return wanted;
  },

  async delete({ elb }, handle) {
    await deregister(elb, handle).catch((error: unknown) => {
      // No longer registered; the engine checks that it really is gone.
      if (!(error instanceof InvalidTargetException)) throw error;
    });
  },
});
