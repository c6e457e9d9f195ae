import { refuse } from '../errors.ts';
import type { Call, Operations } from '../service.ts';
import { sent } from './own-figures.ts';
import { dimensionsOf, leastIn, minute, watchedBy, type Named } from './sights.ts';

/** A number from 0 to 1 that is the same for the same text. */
function chance(text: string): number {
  let sum = 2166136261;
  for (const letter of text) sum = Math.imul(sum ^ letter.charCodeAt(0), 16777619) >>> 0;
  return (sum % 10_000) / 10_000;
}

const day = 86_400_000;

/** What a small site sends: quiet at night, busy in the evening, and never quite the same. */
const courses: Readonly<Record<string, (busy: number, noise: number) => number | undefined>> = {
  'AWS/ApplicationELB RequestCount': (busy, noise) => Math.round(busy * 240 * (0.6 + noise * 0.8)),
  // Nothing is sent where nothing happened.
  'AWS/ApplicationELB HTTPCode_Target_5XX_Count': (_, noise) => (noise > 0.93 ? Math.round(noise * 4) : undefined),
  'AWS/ApplicationELB TargetResponseTime': (busy, noise) => 0.02 + busy * 0.06 + noise * noise * 0.08,
  'AWS/EC2 CPUUtilization': (busy, noise) => 2 + busy * 22 + noise * 5,
  'AWS/EC2 CPUCreditBalance': (busy) => 144 - busy * 20,
  'AWS/RDS CPUUtilization': (busy, noise) => 3 + busy * 12 + noise * 3,
  'AWS/RDS DatabaseConnections': (busy, noise) => Math.round(2 + busy * 6 + noise),
  'AWS/RDS FreeStorageSpace': (_, noise) => (17.2 + noise * 0.05) * 1024 ** 3,
};

/** Since when something sends values; undefined for what there is none of. */
function sinceOf({ here }: Call, dimensions: Readonly<Record<string, string | undefined>>): number | undefined {
  const { InstanceId, LoadBalancer, DBInstanceIdentifier } = dimensions;
  if (InstanceId) return here.instances.find(({ id }) => id === InstanceId)?.launchedAt;
  if (LoadBalancer)
    return here.loadBalancers.find(({ arn }) => arn.endsWith(`:loadbalancer/${LoadBalancer}`))?.createdAt;
  return here.databases.find(({ id }) => id === DBInstanceIdentifier)?.madeAt;
}

/** How long after its end CloudWatch has a period's figure, in milliseconds. */
const late = minute;

/** What a metric says of the period that begins then. */
function coursesOf(metric: Named, length: number, call: Call): (at: number) => number | undefined {
  const watched = watchedBy(metric, call);
  if (watched)
    return (at) => {
      if (at + length + late > call.now) return undefined;
      const minutes = Array.from({ length: length / minute }, (_, of) => leastIn(watched, at + of * minute, call));
      const known = minutes.filter((value) => value !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    };
  const figure = sent(metric, call);
  if (figure) return (at) => (at + length > figure.since ? figure.value : undefined);
  const name = `${metric.Namespace} ${metric.MetricName}`;
  const since = sinceOf(call, dimensionsOf(metric));
  const course = courses[name];
  return (at) => {
    if (!course || since === undefined || at < since) return undefined;
    const busy = (1 - Math.cos(((at % day) / day) * 2 * Math.PI)) / 2;
    return course(busy, chance(`${name} ${at}`));
  };
}

/** CloudWatch's figures of what the account has, by the time of the day. */
export const metricData = {
  GetMetricData({ MetricDataQueries = [], StartTime, EndTime }, call) {
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
    if (!StartTime || !EndTime || MetricDataQueries.length === 0)
      refuse('MissingParameter', 'The parameters MetricDataQueries, StartTime and EndTime are required.');
    if (MetricDataQueries.length > 500)
      refuse('ValidationError', 'The collection MetricDataQueries must not have a size greater than 500.');
    if (StartTime >= EndTime)
      refuse('ValidationError', 'The parameter StartTime must be less than the parameter EndTime.');
    return {
      MetricDataResults: MetricDataQueries.map(({ Id = '', MetricStat }) => {
        const { Metric, Period = 0 } = MetricStat ?? {};
        if (!/^[a-z]\w*$/.test(Id)) refuse('ValidationError', `The value ${Id} for parameter Id is not valid.`);
        if (Period <= 0 || Period % 60 !== 0)
          refuse('ValidationError', 'The parameter Period must be a multiple of 60.');
        const valueAt = coursesOf(Metric ?? {}, Period * 1000, call);
        const Timestamps: Date[] = [];
        const Values: number[] = [];
        for (let at = StartTime.getTime(); at < Math.min(EndTime.getTime(), call.now); at += Period * 1000) {
          const value = valueAt(at);
          if (value === undefined) continue;
          Timestamps.push(new Date(at));
          Values.push(value);
        }
        return { Id, Label: Metric?.MetricName, Timestamps, Values, StatusCode: 'Complete' as const };
      }),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-cloudwatch')>;
