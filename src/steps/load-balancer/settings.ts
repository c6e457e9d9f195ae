import {
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { orNothing } from '../../aws/or-nothing.ts';
import { gone, there } from '../../engine/seen.ts';
import { defineStep, type OutputsOf } from '../../engine/step.ts';
import { reads, uses } from '../../permissions/allow.ts';
import type { Words } from '../../words.ts';
import { deletionProtection, loadBalancer } from './load-balancer.ts';
import { targetGroup } from './target-group.ts';

interface Attribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

type Attributes = { readonly [key: string]: string };

const listOf = (attributes: Attributes) => Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));

/** Settings that can only be made once the resource exists, and go away with it. */
const attributesStep = <
  const Needs extends { readonly [name: string]: typeof loadBalancer | typeof targetGroup },
>(step: {
  id: string;
  title: Words;
  needs: Needs;
  /** In the names of the calls that read and change them. */
  attributes: 'LoadBalancerAttributes' | 'TargetGroupAttributes';
  settings: { readonly [key: string]: { readonly title: Words; readonly wanted: string } };
  arn(needs: OutputsOf<Needs>): string;
  read(elb: ElasticLoadBalancingV2Client, arn: string): Promise<Attribute[] | undefined>;
  write(elb: ElasticLoadBalancingV2Client, arn: string, attributes: ReturnType<typeof listOf>): Promise<unknown>;
}) => {
  const read = async (elb: ElasticLoadBalancingV2Client, arn: string) =>
    Object.fromEntries(((await step.read(elb, arn)) ?? []).map(({ Key = '', Value }) => [Key, Value]));

  return defineStep({
    id: step.id,
    title: step.title,
    needs: step.needs,
    asks: {},
    allows: [
      reads(`elasticloadbalancing:Describe${step.attributes}`),
      uses(`elasticloadbalancing:Modify${step.attributes}`),
    ],

    settings: step.settings,

    async find({ elb, needs, wanted }) {
      const arn = step.arn(needs);
      const found = await read(elb, arn);
      return Object.entries(wanted).every(([key, value]) => found[key] === value) ? { arn } : undefined;
    },

    async create({ elb, needs, wanted }) {
      const arn = step.arn(needs);
      await step.write(elb, arn, listOf(wanted));
      return { arn };
    },

    async check({ elb }, { arn }) {
      const settings = await orNothing(read(elb, arn));
      return settings ? there({ settings }) : gone;
    },

    async change({ elb, wanted }, { arn }) {
      await step.write(elb, arn, listOf(wanted));
    },
  });
};

export const loadBalancerSettings = attributesStep({
  id: 'load-balancer-settings',
  title: { en: 'Load balancer drops malformed headers', ko: '로드 밸런서의 잘못된 헤더 차단' },
  needs: { loadBalancer },
  attributes: 'LoadBalancerAttributes',
  settings: {
    'routing.http.drop_invalid_header_fields.enabled': {
      title: { en: 'dropping malformed headers', ko: '잘못된 헤더 차단' },
      wanted: 'true',
    },
    [deletionProtection]: { title: { en: 'deletion protection', ko: '삭제 방지' }, wanted: 'true' },
  },
  arn: (needs) => needs.loadBalancer.loadBalancerArn,
  read: async (elb, arn) =>
    (await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn }))).Attributes,
  write: (elb, arn, Attributes) =>
    elb.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: arn, Attributes })),
});

export const targetGroupSettings = attributesStep({
  id: 'target-group-settings',
  title: { en: 'Connection draining: 15 seconds', ko: '기존 연결 15초 뒤 종료' },
  needs: { targetGroup },
  attributes: 'TargetGroupAttributes',
  settings: {
    // With one server there is nothing to drain to; the default is five minutes.
    'deregistration_delay.timeout_seconds': {
      title: { en: 'seconds of draining', ko: '연결 유지 시간(초)' },
      wanted: '15',
    },
  },
  arn: (needs) => needs.targetGroup.targetGroupArn,
  read: async (elb, arn) =>
    (await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }))).Attributes,
  write: (elb, arn, Attributes) =>
    elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes })),
});
