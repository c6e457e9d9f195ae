import { GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Aws } from './clients.ts';

/** A metric of CloudWatch. */
export interface Figure {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One, and what is made of its values in a period. */
export interface Metric extends Figure {
  /** As CloudWatch names it: `Sum`, `Average`, `p95`. */
  readonly statistic: string;
}

/** One value a period, the oldest first; undefined where there is none. */
export type Values = readonly (number | undefined)[];

/** Seconds: EC2 sends its values every five minutes, and so often they are free. */
export const period = 300;

/**
 * The values of metrics up to now, all in one request. AWS charges 0.01 USD for a thousand metrics:
 * https://aws.amazon.com/cloudwatch/pricing/
 *
 * @param count how many periods.
 * @param every how long one is, in seconds.
 */
export async function valuesOf(
  { cloudWatch }: Pick<Aws, 'cloudWatch'>,
  metrics: readonly Metric[],
  now: number,
  count: number,
  every = period,
): Promise<readonly Values[]> {
  const end = Math.ceil(now / 1000 / every) * every;
  const start = end - count * every;
  const queries = metrics.map(({ namespace, name, dimensions, statistic }, at): MetricDataQuery => ({
    Id: `m${at}`,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: every,
      Stat: statistic,
    },
  }));
  if (queries.length === 0) return [];
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(start * 1000),
      EndTime: new Date(end * 1000),
      ScanBy: 'TimestampAscending',
    }),
  );
  return metrics.map((_, at) => {
    const found = MetricDataResults.find(({ Id }) => Id === `m${at}`);
    const values = new Map(
      (found?.Timestamps ?? []).map((moment, index) => [
        Math.floor((moment.getTime() / 1000 - start) / every),
        found?.Values?.[index],
      ]),
    );
    return Array.from({ length: count }, (__, index) => values.get(index));
  });
}
