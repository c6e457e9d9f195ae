import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuse } from '../errors.ts';
import { capitals } from '../ids.ts';
import type { Call } from '../service.ts';
import type { Listener, LoadBalancer, TargetGroup } from './data.ts';

const zones: Record<string, string> = { 'us-east-1': 'Z35SXDOTRQ7X7K', 'ap-northeast-2': 'ZWKZPGTI48KDX' };

/** The Route 53 zone that load balancers' names are in; of most regions some made-up one. */
export const canonicalHostedZones = (region: string): string => zones[region] ?? `Z${capitals(`elb ${region}`, 13)}`;

/** The target groups to which actions send requests. */
export const groupsOf = (actions: readonly Action[]): string[] => [
  ...new Set(
    actions
      .flatMap(({ TargetGroupArn, ForwardConfig }) => [
        TargetGroupArn,
        ...(ForwardConfig?.TargetGroups ?? []).map((one) => one.TargetGroupArn),
      ])
      .filter((arn) => arn !== undefined),
  ),
];

/** The load balancers whose listeners send requests to a target group. */
export const usersOf = ({ arn }: TargetGroup, { here }: Call): LoadBalancer[] => {
  const listeners = here.listeners.filter(({ actions }) => groupsOf(actions).includes(arn));
  return here.loadBalancers.filter((one) => listeners.some(({ loadBalancerArn }) => loadBalancerArn === one.arn));
};

/** The things that Elastic Load Balancing admits to: of a new one it may need seconds to hear everywhere. */
export const visible = <Thing extends { visibleAt: number }>(things: readonly Thing[], { now }: Call): Thing[] =>
  things.filter(({ visibleAt }) => visibleAt <= now);

export const loadBalancerAt = (call: Call, wanted: string | undefined): LoadBalancer =>
  visible(call.here.loadBalancers, call).find(({ arn }) => arn === wanted) ??
  refuse('LoadBalancerNotFound', `Load balancer '${wanted}' not found`);

export const targetGroupAt = (call: Call, wanted: string | undefined): TargetGroup =>
  visible(call.here.targetGroups, call).find(({ arn }) => arn === wanted) ??
  refuse('TargetGroupNotFound', 'One or more target groups not found');

export const listenerAt = (call: Call, wanted: string | undefined): Listener =>
  visible(call.here.listeners, call).find(({ arn }) => arn === wanted) ??
  refuse('ListenerNotFound', 'One or more listeners not found');

/** Names of load balancers and target groups follow the same rules. */
export function checkName(name: string, what: string): void {
  if (name.length < 1 || name.length > 32) {
    refuse('ValidationError', `${what} name '${name}' cannot be longer than '32' characters`);
  }
  if (!/^[A-Za-z0-9-]+$/.test(name)) {
    refuse(
      'ValidationError',
      `${what} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`,
    );
  }
  if (name.startsWith('-') || name.endsWith('-')) {
    refuse('ValidationError', `${what} name '${name}' cannot begin or end with a hyphen(-)`);
  }
  if (name.startsWith('internal-')) {
    refuse('ValidationError', `${what} name '${name}' cannot begin with 'internal-'`);
  }
}

/** Changes attributes, of which only those that the thing has may be named. */
export function setAttributes(
  attributes: Record<string, string>,
  changes: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
  what: string,
): { Key: string; Value: string }[] {
  for (const { Key = '', Value = '' } of changes ?? []) {
    if (!(Key in attributes)) refuse('ValidationError', `${what} attribute key '${Key}' is not recognized`);
    attributes[Key] = Value;
  }
  return attributeList(attributes);
}

export const attributeList = (attributes: Record<string, string>) =>
  Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
