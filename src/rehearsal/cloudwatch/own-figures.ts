import { allowedTo } from '../ec2/profiles.ts';
import type { Moment } from '../service.ts';
import { installedOn } from '../ssm/index.ts';
import { dimensionsOf, type Named } from './sights.ts';

/** What a server sends of itself, by the name of its figure: a word of what Systems Manager installs for that. */
const senders = {
  disk_used_percent: { word: 'figures.json', of: 'disk' },
  mem_used_percent: { word: 'figures.json', of: 'memory' },
  certificate_days: { word: 'put-metric-data', of: 'certificateDays' },
} as const;

/** Since when a figure is sent, and what it says; undefined when it is not. */
export function sent(metric: Named, moment: Moment): { readonly since: number; readonly value: number } | undefined {
  if (metric.Namespace !== 'stepway') return undefined;
  const sender = senders[metric.MetricName as keyof typeof senders];
  const { InstanceId } = dimensionsOf(metric);
  const since = installedOn(InstanceId, sender.word, moment);
  const server = moment.here.instances.find(({ id }) => id === InstanceId);
  const isLet = server && allowedTo(server, moment).includes('cloudwatch:PutMetricData');
  if (since === undefined || !isLet) return undefined;
  return { since, value: moment.scenario.figures[sender.of] };
}
