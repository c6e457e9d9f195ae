import {
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isNotFound } from '../../aws/error-names.ts';
import { defineStep, drifted, gone, ready, type OutputsOf } from '../../engine/step.ts';
import type { Words } from '../../words.ts';
import { deletionProtection, loadBalancer } from './load-balancer.ts';
import { targetGroup } from './target-group.ts';

interface Attribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/** A setting that can only be made once the resource exists, and goes away with it. */
const settings = <const Needs extends { readonly [name: string]: typeof loadBalancer | typeof targetGroup }>(step: {
  id: string;
  title: Words;
  needs: Needs;
  wanted: readonly { Key: string; Value: string }[];
  arn(needs: OutputsOf<Needs>): string;
  read(elb: ElasticLoadBalancingV2Client, arn: string): Promise<Attribute[] | undefined>;
  write(
    elb: ElasticLoadBalancingV2Client,
    arn: string,
    attributes: readonly { Key: string; Value: string }[],
  ): Promise<unknown>;
}) => {
  const isSet = (actual: readonly Attribute[] | undefined) =>
    step.wanted.every((one) => actual?.some(({ Key, Value }) => Key === one.Key && Value === one.Value));

  return defineStep({
    id: step.id,
    title: step.title,
    needs: step.needs,
    asks: {},

    async find({ elb, needs }) {
      const arn = step.arn(needs);
      return isSet(await step.read(elb, arn)) ? { arn } : undefined;
    },

    async create({ elb, needs }) {
      const arn = step.arn(needs);
      await step.write(elb, arn, step.wanted);
      return { arn };
    },

    async check({ elb }, { arn }) {
      try {
        return isSet(await step.read(elb, arn))
          ? ready()
          : drifted({ en: 'setting was changed', ko: '설정이 바뀌었습니다' });
      } catch (error) {
        if (isNotFound(error)) return gone;
        throw error;
      }
    },

    async change({ elb }, { arn }) {
      await step.write(elb, arn, step.wanted);
    },
  });
};

export const loadBalancerSettings = settings({
  id: 'load-balancer-settings',
  title: { en: 'Load balancer drops malformed headers', ko: '로드 밸런서의 잘못된 헤더 차단' },
  needs: { loadBalancer },
  wanted: [
    { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
    { Key: deletionProtection, Value: 'true' },
  ],
  arn: (needs) => needs.loadBalancer.loadBalancerArn,
  read: async (elb, arn) =>
    (await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn }))).Attributes,
  write: (elb, arn, attributes) =>
    elb.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: arn, Attributes: [...attributes] })),
});

export const targetGroupSettings = settings({
  id: 'target-group-settings',
  title: { en: 'Connection draining: 15 seconds', ko: '기존 연결 15초 뒤 종료' },
  needs: { targetGroup },
  // With one server there is nothing to drain to; the default is five minutes.
  wanted: [{ Key: 'deregistration_delay.timeout_seconds', Value: '15' }],
  arn: (needs) => needs.targetGroup.targetGroupArn,
  read: async (elb, arn) =>
    (await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }))).Attributes,
  write: (elb, arn, attributes) =>
    elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes: [...attributes] })),
});
