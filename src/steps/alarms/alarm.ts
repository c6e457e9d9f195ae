import {
  DeleteAlarmsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  TagResourceCommand,
  type MetricAlarm,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { alarmsNamed } from '../../aws/alarms.ts';
import type { Figure } from '../../aws/metrics.ts';
import { orNothing } from '../../aws/replies.ts';
import { carries, markList, strangerOf, tagList } from '../../aws/tags.ts';
import {
  defineStep,
  gone,
  there,
  type AnyStep,
  type Asks,
  type Context,
  type Given,
  type Needs,
} from '../../engine/step.ts';
import type { Json } from '../../facts.ts';
import { allow, later, reads } from '../../permissions/allow.ts';
import { monthly } from '../../prices/prices.ts';
import type { AnswersTo } from '../../questions/question.ts';
import { inAll, type Words } from '../../words.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { ringing } from './prices.ts';
import { alarms as email } from './questions.ts';
import { globalTopic, topic } from './topic.ts';

/** How an alarm looks, and from when on it rings. Periods are in seconds; `threshold` is in the unit of the figure. */
interface Watch {
  /** `p90` and the like are percentiles. */
  readonly statistic: 'Average' | 'Maximum' | 'Minimum' | 'Sum' | `p${number}`;
  readonly Period: number;
  /** It rings when so many of the last so many periods are beyond the threshold. */
  readonly of: readonly [DatapointsToAlarm: number, EvaluationPeriods: number];
  readonly when: 'less' | 'more';
  /** What a period without any data counts as. */
  readonly silence: 'breaching' | 'notBreaching' | 'missing';
}

/** One alarm: a row of the table of all of them. */
interface Alarm<N, A> {
  readonly id: string;
  readonly title: Words;
  readonly needs: N;
  readonly asks?: A;
  readonly watch: Watch;
  /** What it looks at. */
  figure(given: Given<NoInfer<N>, NoInfer<A>>): Figure;
  threshold(given: Given<NoInfer<N>, NoInfer<A>>): number;
  /** What the mail says of it: what is the matter, and what to do. */
  readonly says: Words;
  /** Apart from whether anybody is to be told at all. */
  wanted?(answers: AnswersTo<NoInfer<A>>): boolean;
  readonly after?: readonly AnyStep[];
  /** Where Route 53 has its metrics, instead of the stack's region. */
  readonly isGlobal?: true;
}

const comparing = { less: 'LessThanThreshold', more: 'GreaterThanThreshold' } as const;

export const ofAlarm = allow('Alarms, by name.', 'arn:*:cloudwatch:*:*:alarm:*-alarm-*');

/** Where the mail goes: an alarm can reach no topic in another region. */
const topicOf = ({ needs }: { readonly needs: unknown }): string =>
  (needs as { readonly topic: { readonly topicArn: string } }).topic.topicArn;

/** What an alarm has to be, as CloudWatch takes it. */
const asSent = ({ metric, rings, AlarmActions, ...plain }: ReturnType<typeof asRead>) => {
  const { statistic, Dimensions, ...where } = metric;
  const [DatapointsToAlarm, EvaluationPeriods] = rings.of;
  const isPercentile = statistic.startsWith('p');
  return {
    ...plain,
    ...where,
    Dimensions: Object.entries(Dimensions).map(([Name, Value]) => ({ Name, Value })),
    ...(isPercentile
      ? { ExtendedStatistic: statistic, EvaluateLowSampleCountPercentile: 'ignore' }
      : { Statistic: statistic as NonNullable<PutMetricAlarmCommandInput['Statistic']> }),
    DatapointsToAlarm,
    EvaluationPeriods,
    Threshold: rings.Threshold,
    ComparisonOperator: rings.ComparisonOperator as NonNullable<PutMetricAlarmCommandInput['ComparisonOperator']>,
    TreatMissingData: rings.TreatMissingData,
    AlarmActions: [...AlarmActions],
  };
};

/** What there is of one, by the names of the settings. */
const asRead = (found: MetricAlarm) => ({
  metric: {
    Namespace: found.Namespace ?? '',
    MetricName: found.MetricName ?? '',
    Dimensions: Object.fromEntries((found.Dimensions ?? []).map(({ Name = '', Value = '' }) => [Name, Value])),
    statistic: found.ExtendedStatistic ?? found.Statistic ?? '',
    Period: found.Period ?? 0,
  },
  rings: {
    of: [found.DatapointsToAlarm ?? found.EvaluationPeriods ?? 0, found.EvaluationPeriods ?? 0],
    Threshold: found.Threshold ?? 0,
    ComparisonOperator: found.ComparisonOperator ?? '',
    TreatMissingData: found.TreatMissingData ?? 'missing',
  },
  AlarmActions: (found.AlarmActions ?? []) as readonly string[],
  ActionsEnabled: found.ActionsEnabled ?? false,
  AlarmDescription: found.AlarmDescription ?? '',
});

/** An alarm of CloudWatch, which mails when what it watches goes beyond a threshold, and again only after it was well. */
export const alarmFor = <const N extends Needs, const A extends Asks = Record<never, never>>(alarm: Alarm<N, A>) => {
  const { watch } = alarm;
  const needs = { topic: alarm.isGlobal ? globalTopic : topic, ...alarm.needs };
  const asks = { email, ...alarm.asks } as unknown as A & { readonly email: typeof email };
  const cloudWatch = (context: Context) => (alarm.isGlobal ? context.globalCloudWatch : context.cloudWatch);
  const nameOf = (context: Context) => (alarm.isGlobal ? context.uniqueName : context.name);

  const inPlace = async (context: Context, name: string) => {
    const found = (await alarmsNamed(cloudWatch(context), [name]))[0];
    if (!found?.AlarmArn) return undefined;
    const asked = new ListTagsForResourceCommand({ ResourceARN: found.AlarmArn });
    return { found, arn: found.AlarmArn, tags: (await orNothing(cloudWatch(context).send(asked)))?.Tags };
  };

  return defineStep<N, A, { readonly alarmName: string; readonly topicArn: string }, ReturnType<typeof settingsOf>>({
    id: alarm.id,
    title: { en: `Alarm: ${alarm.title.en}`, ko: `알림: ${alarm.title.ko}` },
    needs,
    asks,
    allows: [
      reads('cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'),
      ofAlarm('cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'),
      later(ofAlarm('cloudwatch:DeleteAlarms')),
    ],
    when: (answers) => (answers as { readonly email: string }).email !== 'none' && (alarm.wanted?.(answers) ?? true),
    follows: {
      live: [...Object.keys(needs), ...Object.keys(asks)].filter((name) => name !== 'email') as never,
      initial: ['email'] as never,
    },
    ...(alarm.after && { making: { after: alarm.after } }),

    settings: settingsOf(),

    async find(given) {
      const name = nameOf(given);
      const there = await inPlace(given, name);
      if (!there) return undefined;
      if (!carries(there.tags, given)) throw strangerOf({ en: 'alarm', ko: '경보' }, name);
      return { alarmName: name, topicArn: there.found.AlarmActions?.[0] ?? '' };
    },

    async create(given) {
      const AlarmName = nameOf(given);
      await cloudWatch(given).send(
        new PutMetricAlarmCommand({ AlarmName, ...asSent(given.wanted), Tags: tagList(given.tags) }),
      );
      return { alarmName: AlarmName, topicArn: topicOf(given) };
    },

    async check(context, handle) {
      const seen = await inPlace(context, handle.alarmName);
      if (!seen) return gone;
      if (whoseIs({ tags: seen.tags }, handle, context) === 'theirs') return nameTaken;
      const Tags = markList(context.tags);
      return there({
        tags: {
          are: seen.tags,
          restore: () => cloudWatch(context).send(new TagResourceCommand({ ResourceARN: seen.arn, Tags })),
        },
        settings: asRead(seen.found),
      });
    },

    /** Without tags: CloudWatch takes them for a new one only. */
    async change(given, { alarmName }) {
      await cloudWatch(given).send(new PutMetricAlarmCommand({ AlarmName: alarmName, ...asSent(given.wanted) }));
      return { alarmName, topicArn: topicOf(given) };
    },

    async delete(context, handle) {
      const seen = await inPlace(context, handle.alarmName);
      return deleteOurs(seen && { tags: seen.tags }, handle, context, async () => {
        await cloudWatch(context).send(new DeleteAlarmsCommand({ AlarmNames: [handle.alarmName] }));
      });
    },

    says: { price: () => [monthly({ en: 'Alarms', ko: '알림' }, ringing)] },
  });

  function settingsOf() {
    return {
      metric: {
        title: { en: 'what it watches', ko: '지켜보는 지표' },
        wanted: (given: Given<N, A>) => {
          const { namespace, name, dimensions } = alarm.figure(given);
          return {
            Namespace: namespace,
            MetricName: name,
            Dimensions: dimensions,
            statistic: watch.statistic as string,
            Period: watch.Period,
          };
        },
      },
      rings: {
        title: { en: 'when it rings', ko: '울리는 조건' },
        wanted: (given: Given<N, A>) => ({
          of: [...watch.of],
          Threshold: alarm.threshold(given),
          ComparisonOperator: comparing[watch.when] as string,
          TreatMissingData: watch.silence as string,
        }),
      },
      AlarmActions: {
        title: { en: 'whom it tells', ko: '알리는 곳' },
        wanted: (given: Given<N, A>): readonly string[] => [topicOf(given)],
        holds: (is: Json | undefined, wanted: Json) =>
          Array.isArray(is) && Array.isArray(wanted) && wanted.every((one) => is.includes(one)),
      },
      ActionsEnabled: { title: { en: 'it tells anybody', ko: '알림 보내기' }, wanted: true as boolean },
      AlarmDescription: { title: { en: 'what it says', ko: '설명' }, wanted: inAll(alarm.says) },
    };
  }
};
