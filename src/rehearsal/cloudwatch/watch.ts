import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { RegionData } from '../account.ts';
import type { Moment } from '../service.ts';
import { publish } from '../sns/publish.ts';
import type { Alarm } from './data.ts';
import { sent } from './own-figures.ts';
import { leastIn, look, minute, momentsSince, watchedBy } from './sights.ts';

const gibibyte = 2 ** 30;

/** What a site that is well sends of the rest, at any time. What is not listed sends nothing as long as all is well. */
const usual: Readonly<Record<string, number>> = {
  CPUCreditBalance: 20,
  CPUUtilization: 5,
  DatabaseConnections: 3,
  DaysToExpiry: 180,
  FreeStorageSpace: 18 * gibibyte,
  TargetResponseTime: 0.05,
};

/** What an alarm sees of the period that begins then; undefined when there is nothing. */
function valueAt(alarm: Alarm, begun: number, moment: Moment): number | undefined {
  const watched = watchedBy(alarm.config, moment);
  if (watched) return leastIn(watched, begun, moment);
  if (alarm.config.Namespace === 'stepway') {
    const figure = sent(alarm.config, moment);
    const end = begun + (alarm.config.Period ?? 60) * 1000;
    return figure && end > figure.since ? figure.value : undefined;
  }
  return usual[alarm.config.MetricName ?? ''];
}

const isBeyond = ({ config: { ComparisonOperator, Threshold = 0 } }: Alarm, value: number): boolean =>
  ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value > Threshold;

/** So many periods more are looked at when some have no data: what is late is no silence. */
const besides = 3;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
function stateAt(alarm: Alarm, moment: Moment): StateValue | undefined {
  const { Period = 60, EvaluationPeriods = 1, DatapointsToAlarm = EvaluationPeriods } = alarm.config;
  const length = Period * 1000;
  const end = Math.floor(moment.now / length) * length;
  const values = Array.from({ length: EvaluationPeriods + besides }, (_, back) =>
    valueAt(alarm, end - (back + 1) * length, moment),
  ).filter((one) => one !== undefined);
  if (values.length === 0) {
    const silence = alarm.config.TreatMissingData ?? 'missing';
    if (silence === 'ignore') return undefined;
    return silence === 'breaching' ? 'ALARM' : silence === 'notBreaching' ? 'OK' : 'INSUFFICIENT_DATA';
  }
  const beyond = values.slice(0, EvaluationPeriods).filter((value) => isBeyond(alarm, value));
  return beyond.length >= DatapointsToAlarm ? 'ALARM' : 'OK';
}

/** Puts an alarm into a state, and does what it has to do about that. */
export function enter(here: RegionData, alarm: Alarm, state: StateValue, at: number, reason: string): void {
  if (alarm.state === state) return;
  alarm.history.push({ at, type: 'StateUpdate', summary: `Alarm updated from ${alarm.state} to ${state}` });
  Object.assign(alarm, { state, reason, changedAt: at });
  const { AlarmActions = [], ActionsEnabled = true, AlarmDescription = '' } = alarm.config;
  if (state !== 'ALARM' || !ActionsEnabled) return;
  for (const arn of AlarmActions) {
    const subject = `ALARM: "${alarm.name}" in ${alarm.arn.split(':')[3]}`;
    const isTaken = publish(here, arn, 'cloudwatch.amazonaws.com', { at, subject, text: AlarmDescription });
    const summary = isTaken ? `Successfully executed action ${arn}` : `Failed to execute action ${arn}`;
    alarm.history.push({ at, type: 'Action', summary });
  }
}

/** Lets the alarms of a region look at all that has passed since they looked last, once a minute. */
export function watch(now: Moment): void {
  const { here } = now;
  if (here.alarms.length > 0)
    for (const at of momentsSince(now)) {
      const moment = { ...now, now: at };
      const seen = new Map(
        here.alarms.flatMap(({ config }) => watchedBy(config, moment) ?? []).map((one) => [one.key, one]),
      );
      for (const [key, watched] of seen) look((here.sights[key] ??= { since: at, least: {} }), watched, moment);
      if (at % minute !== 0) continue;
      for (const alarm of here.alarms) {
        const state = stateAt(alarm, moment);
        if (state) enter(here, alarm, state, at, `Threshold Crossed: ${state}`);
      }
    }
  here.watchedUntil = now.now;
}
