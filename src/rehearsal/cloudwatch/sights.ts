import { letsIn } from '../ec2/rules.ts';
import { healthOf } from '../elb/health.ts';
import { at } from '../phase.ts';
import type { Call, Moment } from '../service.ts';
import type { Sight } from './data.ts';

const second = 1000;
export const minute = 60 * second;

/** So often is looked. */
const step = 5 * second;

/** How long ago what is looked back at is, at most. */
const memory = 60 * minute;

/** What alarms look at that can be well or not: whether it answers, and after how long it is found out that it does not. */
interface Watched {
  readonly key: string;
  readonly grace: number;
  isWell(moment: Moment): boolean;
}

/** A metric, as CloudWatch's calls name it. */
export interface Named {
  readonly MetricName?: string | undefined;
  readonly Namespace?: string | undefined;
  readonly Dimensions?:
    readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[] | undefined;
}

export const dimensionsOf = ({ Dimensions = [] }: Named): Readonly<Record<string, string>> =>
  Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));

/** The targets of a load balancer: it takes two checks, and the time that the last one may take. */
function targetsOf(metric: Named, { here }: Moment): Watched | undefined {
  const group = here.targetGroups.find(({ arn }) => arn.endsWith(`:${dimensionsOf(metric)['TargetGroup']}`));
  if (metric.MetricName !== 'HealthyHostCount' || !group) return undefined;
  const { interval, unhealthy, timeout } = group.check;
  return {
    key: group.arn,
    grace: (interval * unhealthy + timeout) * second,
    isWell: (moment) => group.targets.some((one) => healthOf(group, one, moment as Call).State === 'healthy'),
  };
}

/** An address, as Route 53 sees it: so many checks in a row, by nearly all that check. */
function endpointOf(metric: Named, { account }: Moment): Watched | undefined {
  const check = account.healthChecks.find(({ id }) => id === dimensionsOf(metric)['HealthCheckId']);
  if (metric.MetricName !== 'HealthCheckStatus' || !check) return undefined;
  const { RequestInterval = 30, FailureThreshold = 3, IPAddress, Port = 443 } = check.config;
  return {
    key: check.id,
    grace: RequestInterval * FailureThreshold * second,
    isWell: ({ now, scenario }) =>
      Object.values(account.regions).some((here) => {
        const address = here.addresses.find(({ ip }) => ip === IPAddress);
        const port = here.interfaces.find(({ id }) => id === address?.association?.interfaceId);
        const instance = here.instances.find(({ id }) => id === port?.instanceId);
        const isRunning = instance && at(instance.state, now) === 'running' && instance.upAt <= now;
        return (
          port !== undefined &&
          isRunning === true &&
          letsIn(here.rules, port.groupIds, Port, []) &&
          !scenario.setupFails &&
          scenario.healthCheckAnswer < 400
        );
      }),
  };
}

export const watchedBy = (metric: Named, moment: Moment): Watched | undefined =>
  targetsOf(metric, moment) ?? endpointOf(metric, moment);

/** The least that there was in a minute. Before alarms looked there was something to see as well. */
export function leastIn({ key, isWell }: Watched, begun: number, moment: Moment): number | undefined {
  const sight = moment.here.sights[key];
  if (sight && sight.since <= begun) return sight.least[String(begun)];
  for (let at = begun; at < begun + minute; at += step) if (!isWell({ ...moment, now: at })) return 0;
  return 1;
}

/** The moments since alarms looked last. */
export function* momentsSince({ here, now }: Moment): Generator<number> {
  const from = Math.max(here.watchedUntil, now - memory);
  for (let moment = Math.ceil((from + 1) / step) * step; moment <= now; moment += step) yield moment;
}

/** Writes down what is seen of something at a moment. */
export function look(sight: Sight, { grace, isWell }: Watched, moment: Moment): void {
  if (isWell(moment)) delete sight.failingSince;
  else sight.failingSince ??= moment.now;
  const value = sight.failingSince !== undefined && moment.now - sight.failingSince >= grace ? 0 : 1;
  const begun = String(Math.floor(moment.now / minute) * minute);
  sight.least[begun] = Math.min(sight.least[begun] ?? 1, value);
  for (const old of Object.keys(sight.least)) if (Number(old) < moment.now - memory) delete sight.least[old];
}
