import { refuse } from '../errors.ts';
import type { Call, Operations, Service } from '../service.ts';
import { tag, tagList, type Tags as TagRecord } from '../tags.ts';
import { listenerAt, loadBalancerAt, targetGroupAt } from './shared.ts';
import { listeners } from './listeners.ts';
import { loadBalancers } from './load-balancers.ts';
import { targetGroups } from './target-groups.ts';

function tagsAt(call: Call, arn: string): TagRecord {
  if (arn.includes(':targetgroup/')) return targetGroupAt(call, arn).tags;
  if (arn.includes(':listener/')) return listenerAt(call, arn).tags;
  return loadBalancerAt(call, arn).tags;
}

const tagging = {
  AddTags({ ResourceArns = [], Tags }, call) {
    for (const tags of ResourceArns.map((arn) => tagsAt(call, arn))) tag(tags, Tags);
    return {};
  },

  DescribeTags({ ResourceArns = [] }, call) {
    if (ResourceArns.length > 20) refuse('ValidationError', 'At most 20 resources may be asked for at once');
    return {
      TagDescriptions: ResourceArns.map((arn) => ({ ResourceArn: arn, Tags: tagList(tagsAt(call, arn)) })),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-elastic-load-balancing-v2')>;

/** Everything that the rehearsal knows of Elastic Load Balancing. */
export const elasticloadbalancing = {
  operations: { ...loadBalancers, ...listeners, ...targetGroups, ...tagging },
  regional: {
    atFirst: () => ({ loadBalancers: [], targetGroups: [], listeners: [] }),
    inventory: (here) => [
      ...here.loadBalancers.map(({ arn, tags }) => ({ kind: 'loadbalancer', id: arn, tags })),
      ...here.targetGroups.map(({ arn, tags }) => ({ kind: 'targetgroup', id: arn, tags })),
      ...here.listeners.map(({ arn, tags }) => ({ kind: 'listener', id: arn, tags })),
    ],
  },
} satisfies Service;
