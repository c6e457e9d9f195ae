import type { MetricAlarm, PutMetricAlarmCommandInput } from '@aws-sdk/client-cloudwatch';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import { page } from '../pages.ts';
import type { Call, Operations, Service } from '../service.ts';
import { tag, tagged, tagList } from '../tags.ts';
import type { Alarm } from './data.ts';
import { dashboards } from './dashboards.ts';
import { metricData } from './metric-data.ts';
import { enter, watch } from './watch.ts';

const arnOf = (name: string, { region }: Call) => `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;

const invalid = (what: string) => refuse('ValidationError', what);

const alarmAt = ({ here }: Call, arn: string | undefined): Alarm =>
  here.alarms.find((one) => one.arn === arn) ?? refuse('ResourceNotFound', 'Unknown alarm', 404);

const day = 86_400;
const silences: ReadonlySet<string> = new Set(['breaching', 'notBreaching', 'ignore', 'missing']);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
function check(input: PutMetricAlarmCommandInput, { region }: Call): void {
  const { AlarmName = '', MetricName, Namespace, Statistic, ExtendedStatistic, Period = 0 } = input;
  const { EvaluationPeriods = 0, DatapointsToAlarm = EvaluationPeriods, TreatMissingData = 'missing' } = input;
  if (AlarmName.length < 1 || AlarmName.length > 255) invalid('The parameter AlarmName has to be 1 to 255 long.');
  if (!MetricName || !Namespace) invalid('The parameters MetricName and Namespace are required.');
  if ((Statistic === undefined) === (ExtendedStatistic === undefined))
    invalid('Exactly one of Statistic and ExtendedStatistic must be given.');
  if (![10, 20, 30].includes(Period) && (Period < 60 || Period % 60 !== 0)) invalid('Period is not valid.');
  if (Period * EvaluationPeriods > (Period >= 3600 ? 7 : 1) * day)
    invalid('Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).');
  if (EvaluationPeriods < 1 || DatapointsToAlarm < 1 || DatapointsToAlarm > EvaluationPeriods)
    invalid('DatapointsToAlarm must be 1 to EvaluationPeriods.');
  if (input.Threshold === undefined || !input.ComparisonOperator)
    invalid('Threshold and ComparisonOperator are required.');
  if (!silences.has(TreatMissingData)) invalid('TreatMissingData is not valid.');
  if ((input.AlarmDescription ?? '').length > 1024) invalid('AlarmDescription is too long.');
  for (const action of input.AlarmActions ?? [])
    if (action.split(':')[3] !== region)
      invalid(`Invalid region ${action.split(':')[3]} specified. Only ${region} is supported.`);
}

const show = ({ arn, name, config, state, reason, changedAt }: Alarm): MetricAlarm => {
  const { Tags: _tags, ...rest } = config;
  return {
    ...rest,
    AlarmName: name,
    AlarmArn: arn,
    ActionsEnabled: config.ActionsEnabled ?? true,
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: new Date(changedAt),
    StateTransitionedTimestamp: new Date(changedAt),
  };
};

const byMinute = (of: readonly number[], from: number, to: number, period: number) => {
  const counts = new Map<number, number>();
  for (const at of of)
    if (at >= from && at < to) {
      const begun = Math.floor(at / (period * 1000)) * period * 1000;
      counts.set(begun, (counts.get(begun) ?? 0) + 1);
    }
  return [...counts].map(([begun, Sum]) => ({ Timestamp: new Date(begun), Sum, Unit: 'Count' as const }));
};

/** Until a metric of SNS is shown, in milliseconds. */
const metricTakes = 60_000;

/** An alarm, or a dashboard. */
const taggedAt = (call: Call, arn: string | undefined) =>
  call.account.dashboards.find((one) => one.arn === arn) ?? alarmAt(call, arn);

const operations = {
  ...metricData,
  ...dashboards,

  PutMetricAlarm(input, call) {
    check(input, call);
    const { AlarmName = '', Tags } = input;
    const arn = arnOf(AlarmName, call);
    const there = call.here.alarms.find((one) => one.arn === arn);
    // What is there already keeps its tags, whatever is asked.
    if (there) there.config = input;
    else
      call.here.alarms.push({
        arn,
        name: AlarmName,
        config: input,
        state: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        changedAt: call.now,
        history: [],
        tags: tagged(Tags),
      });
    return {};
  },

  DescribeAlarms({ AlarmNames, AlarmNamePrefix = '', MaxRecords = 50, NextToken }, call) {
    const found = call.here.alarms.filter(({ name }) =>
      AlarmNames ? AlarmNames.includes(name) : name.startsWith(AlarmNamePrefix),
    );
    const { items, next } = page(found, MaxRecords, NextToken);
    return { MetricAlarms: items.map(show), CompositeAlarms: [], NextToken: next };
  },

  DeleteAlarms({ AlarmNames = [] }, call) {
    if (AlarmNames.length > 100) invalid('At most 100 alarms can be deleted at once.');
    for (const name of AlarmNames) alarmAt(call, arnOf(name, call));
    call.here.alarms = call.here.alarms.filter(({ name }) => !AlarmNames.includes(name));
    return {};
  },

  SetAlarmState({ AlarmName = '', StateValue = 'ALARM', StateReason = '' }, call) {
    enter(call.here, alarmAt(call, arnOf(AlarmName, call)), StateValue, call.now, StateReason);
    return {};
  },

  DescribeAlarmHistory({ AlarmName, HistoryItemType, StartDate, MaxRecords = 50, ScanBy, NextToken }, call) {
    const all = call.here.alarms
      .filter(({ name }) => AlarmName === undefined || name === AlarmName)
      .flatMap(({ name, history }) => history.map((one) => ({ name, ...one })))
      .filter(({ type, at }) => (!HistoryItemType || type === HistoryItemType) && at >= Number(StartDate ?? 0))
      .toSorted((a, b) => (ScanBy === 'TimestampAscending' ? a.at - b.at : b.at - a.at));
    const { items, next } = page(all, MaxRecords, NextToken);
    return {
      AlarmHistoryItems: items.map(({ name, at, type, summary }) => ({
        AlarmName: name,
        AlarmType: 'MetricAlarm' as const,
        Timestamp: new Date(at),
        HistoryItemType: type,
        HistorySummary: summary,
      })),
      NextToken: next,
    };
  },

  // Whether mails went out is all that is played of single metrics.
  GetMetricStatistics({ MetricName, Dimensions = [], StartTime, EndTime, Period = 60 }, { here, now }) {
    const [{ Value: name = '' } = {}] = Dimensions;
    const mails = here.mails.filter(({ topicArn }) => topicArn.endsWith(`:${name}`)).map(({ at }) => at);
    const isPlayed = MetricName === 'NumberOfNotificationsDelivered';
    const end = Math.min(Number(EndTime ?? now), now - metricTakes);
    return { Label: MetricName, Datapoints: isPlayed ? byMinute(mails, Number(StartTime ?? 0), end, Period) : [] };
  },

  TagResource({ ResourceARN, Tags }, call) {
    tag(taggedAt(call, ResourceARN).tags, Tags);
    return {};
  },

  ListTagsForResource: ({ ResourceARN }, call) => ({ Tags: tagList(taggedAt(call, ResourceARN).tags) }),
} satisfies Operations<typeof import('@aws-sdk/client-cloudwatch')>;

/** Alarms, which look once a minute and tell topics, and dashboards. */
export const cloudwatch = {
  operations,
  global: {
    atFirst: () => ({ dashboards: [] }),
    inventory: ({ dashboards }) => dashboards.map(({ name, tags }) => ({ kind: 'dashboard', id: name, tags })),
  },
  regional: {
    atFirst: () => ({ alarms: [], sights: {}, watchedUntil: 0 }),
    inventory: ({ alarms }) => alarms.map(({ name, tags }) => ({ kind: 'alarm', id: name, tags })),
  },
  settle: watch,
} satisfies Service;
