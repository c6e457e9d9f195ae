import {
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { orNothing } from '../../aws/replies.ts';
import { reads, uses } from '../../permissions/allow.ts';
import { settingStep } from '../setting.ts';
import { deletionProtection, loadBalancer } from './load-balancer.ts';
import { targetGroup } from './target-group.ts';

interface Attribute {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const asRead = (attributes: readonly Attribute[] = []) =>
  Object.fromEntries(attributes.map(({ Key = '', Value }) => [Key, Value]));

const asSent = (wanted: { readonly [key: string]: string }) =>
  Object.entries(wanted).map(([Key, Value]) => ({ Key, Value }));

export const loadBalancerSettings = settingStep({
  id: 'load-balancer-settings',
  title: { en: 'Load balancer settings', ko: '로드 밸런서 설정' },
  needs: { loadBalancer },
  asks: {},
  allows: [
    reads('elasticloadbalancing:DescribeLoadBalancerAttributes'),
    uses('elasticloadbalancing:ModifyLoadBalancerAttributes'),
  ],
  settings: {
    'routing.http.drop_invalid_header_fields.enabled': {
      title: { en: 'dropping malformed headers', ko: '잘못된 헤더 차단' },
      wanted: 'true',
    },
    // A quiet connection, such as a WebSocket, or an answer that takes long; nginx waits longer.
    'idle_timeout.timeout_seconds': { title: { en: 'seconds of silence', ko: '유휴 제한 시간(초)' }, wanted: '120' },
    [deletionProtection]: { title: { en: 'deletion protection', ko: '삭제 방지' }, wanted: 'true' },
  },
  handle: ({ needs }) => ({ arn: needs.loadBalancer.loadBalancerArn }),
  async read({ elb }, { arn }) {
    const found = await orNothing(elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn })));
    return found && asRead(found.Attributes);
  },
  write: ({ elb }, { arn }, wanted) =>
    elb.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: arn, Attributes: asSent(wanted) })),
});

export const targetGroupSettings = settingStep({
  id: 'target-group-settings',
  title: { en: 'Connection draining: 15 seconds', ko: '기존 연결 15초 뒤 종료' },
  needs: { targetGroup },
  asks: {},
  allows: [
    reads('elasticloadbalancing:DescribeTargetGroupAttributes'),
    uses('elasticloadbalancing:ModifyTargetGroupAttributes'),
  ],
  settings: {
    // With one server there is nothing to drain to; the default is five minutes.
    'deregistration_delay.timeout_seconds': {
      title: { en: 'seconds of draining', ko: '연결 유지 시간(초)' },
      wanted: '15',
    },
  },
  handle: ({ needs }) => ({ arn: needs.targetGroup.targetGroupArn }),
  async read({ elb }, { arn }) {
    const found = await orNothing(elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn })));
    return found && asRead(found.Attributes);
  },
  write: ({ elb }, { arn }, wanted) =>
    elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes: asSent(wanted) })),
});
