import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  SetAlarmStateCommand,
  type CloudWatchClient,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';

/** The alarms of these names that there are; at most 100. */
export async function alarmsNamed(cloudWatch: CloudWatchClient, names: readonly string[]): Promise<MetricAlarm[]> {
  if (names.length === 0) return [];
  const asked = new DescribeAlarmsCommand({ AlarmNames: [...names], MaxRecords: 100 });
  return (await cloudWatch.send(asked)).MetricAlarms ?? [];
}

/** A change of an alarm's state. States are in CloudWatch's words. */
export interface AlarmChange {
  readonly at: Date;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** The last changes of an alarm, the newest first; CloudWatch remembers them for 30 days. */
export async function changesOf(cloudWatch: CloudWatchClient, name: string, most: number): Promise<AlarmChange[]> {
  const { AlarmHistoryItems = [] } = await cloudWatch.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: name,
      HistoryItemType: 'StateUpdate',
      MaxRecords: most,
      ScanBy: 'TimestampDescending',
    }),
  );
  return AlarmHistoryItems.flatMap(({ Timestamp, HistorySummary = '' }) => {
    const [, from, to] = /from (\w+) to (\w+)/.exec(HistorySummary) ?? [];
    return Timestamp && from && to ? { at: Timestamp, name, from, to } : [];
  });
}

/** Makes an alarm ring: it does what it does when it rings, and looks again within a minute. */
export const ring = (cloudWatch: CloudWatchClient, AlarmName: string, StateReason: string): Promise<unknown> =>
  cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason }));

/** What came of it when an alarm rang since then: when, and whether the topic took the message; undefined before. */
export async function rangSince(
  cloudWatch: CloudWatchClient,
  name: string,
  since: number,
): Promise<{ readonly at: Date; readonly taken: boolean; readonly said: string } | undefined> {
  const { AlarmHistoryItems = [] } = await cloudWatch.send(
    new DescribeAlarmHistoryCommand({
      AlarmName: name,
      HistoryItemType: 'Action',
      StartDate: new Date(since),
      ScanBy: 'TimestampDescending',
      MaxRecords: 10,
    }),
  );
  const [newest] = AlarmHistoryItems;
  if (!newest?.Timestamp) return undefined;
  const said = newest.HistorySummary ?? '';
  return { at: newest.Timestamp, taken: said.startsWith('Successfully'), said };
}

/**
 * The minute in which SNS handed over a message of a topic since then; undefined as long as its metric does not tell.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export async function deliveredSince(
  cloudWatch: CloudWatchClient,
  topicName: string,
  since: number,
  now: number,
): Promise<Date | undefined> {
  const minute = 60_000;
  const { Datapoints = [] } = await cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/SNS',
      MetricName: 'NumberOfNotificationsDelivered',
      Dimensions: [{ Name: 'TopicName', Value: topicName }],
      StartTime: new Date(Math.floor(since / minute) * minute),
      EndTime: new Date(now),
      Period: 60,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.find(({ Sum = 0 }) => Sum > 0)?.Timestamp;
}
