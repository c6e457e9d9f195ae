import { alarmsNamed, changesOf, deliveredSince, rangSince, ring, type AlarmChange } from '../aws/alarms.ts';
import type { Aws } from '../aws/clients.ts';
import { until } from '../engine/wait.ts';
import { Trouble } from '../errors.ts';
import { contextOf, type Run } from '../engine/run.ts';
import type { Facts } from '../facts.ts';
import type { State } from '../state/state.ts';
import { chapters, steps } from '../steps/index.ts';
import type { Words } from '../words.ts';
import { openDraft } from './sign-in.ts';
import { unlessStopped, type Site } from './site.ts';

/** An alarm of a stack, as it was made, and where. */
interface Known {
  readonly id: string;
  readonly title: Words;
  readonly name: string;
  readonly topicArn: string;
}

/** An alarm as it stands now; `missing` is one that somebody has deleted. */
export interface AlarmRow extends Known {
  readonly state: 'ok' | 'ringing' | 'no-data' | 'missing';
  readonly since?: Date;
}

/** An address that is told, once its owner has confirmed it. */
export interface Recipient {
  readonly address: string;
  readonly topicArn: string;
  readonly confirmed: boolean;
  /** What its owner has to do. */
  readonly todo?: Words;
  /** Who else is told, or may be. */
  readonly note?: Words;
}

export interface AlarmsSeen {
  readonly rows: readonly AlarmRow[];
  /** The newest first. */
  readonly changes: readonly (AlarmChange & { readonly id: string; readonly title: Words })[];
  readonly mails: readonly Recipient[];
}

/** An alarm that rang for a test: when its topic took the message, and when SNS had handed it over, if it tells. */
export interface Rung {
  readonly alarm: Known;
  readonly address: string;
  readonly at: Date;
  readonly delivered?: Date;
}

const textOf = (handle: Facts, field: string): string => {
  const value = handle[field];
  return typeof value === 'string' ? value : '';
};

const regionOf = (arn: string): string => arn.split(':')[3] ?? '';

/** Some alarms are in another region than the stack. */
const cloudWatchOf = (aws: Aws, region: string, topicArn: string) =>
  regionOf(topicArn) === region ? aws.cloudWatch : aws.globalCloudWatch;

/** What is written down of the alarms, in the order in which people think of them. */
const knownIn = ({ steps: recorded }: State): readonly Known[] =>
  chapters
    .flatMap((chapter) => chapter.steps)
    .flatMap(({ id, title }) => {
      const handle = recorded.get(id)?.handle;
      if (!handle || !('alarmName' in handle)) return [];
      return { id, title, name: textOf(handle, 'alarmName'), topicArn: textOf(handle, 'topicArn') };
    });

/** @throws Trouble `usage` when the stack has no alarms. */
async function open(site: Site, state: State, region: string | undefined) {
  const known = knownIn(state);
  if (known.length === 0) throw noAlarms(state.name);
  const run = await unlessStopped(site.signal, openDraft(site, state, region));
  return { known, run, region: state.pin?.region ?? '' };
}

/** Who would be told, as AWS says now. */
async function recipients(run: Run, state: State): Promise<readonly Recipient[]> {
  const found = await Promise.all(
    steps.map(async (step): Promise<Recipient | undefined> => {
      const handle = state.steps.get(step.id)?.handle;
      if (!handle || !('email' in handle)) return undefined;
      const seen = await step.check?.(contextOf(run, step), handle);
      // One may tell an address that is not wanted, and not the one that is.
      const isAsked = seen?.is === 'pending' || (seen?.is === 'drifted' && seen.fix !== undefined);
      const todo = isAsked ? step.making?.task?.now(handle) : undefined;
      const note = seen?.is === 'ready' || seen?.is === 'drifted' ? seen.note : undefined;
      return {
        address: textOf(handle, 'email'),
        topicArn: textOf(handle, 'topicArn'),
        confirmed: !isAsked && (seen?.is === 'ready' || seen?.is === 'drifted'),
        ...(todo && { todo }),
        ...(note && { note }),
      };
    }),
  );
  return found.flatMap((one) => one ?? []);
}

const states = { OK: 'ok', ALARM: 'ringing', INSUFFICIENT_DATA: 'no-data' } as const;

/** So many changes are shown, and asked for of each alarm. */
const newest = 10;

/** How the alarms of a stack stand, what has changed, and who is told. */
export async function lookAtAlarms(site: Site, state: State, asked: string | undefined): Promise<AlarmsSeen> {
  const { known, run, region } = await open(site, state, asked);
  const seen = await unlessStopped(
    site.signal,
    Promise.all([
      Promise.all(
        known.map(async (one) => {
          const cloudWatch = cloudWatchOf(run.aws, region, one.topicArn);
          const [found] = await alarmsNamed(cloudWatch, [one.name]);
          const since = found?.StateTransitionedTimestamp ?? found?.StateUpdatedTimestamp;
          const row: AlarmRow = {
            ...one,
            state: found ? states[found.StateValue as keyof typeof states] : 'missing',
            ...(since && { since }),
          };
          const changes = found ? await changesOf(cloudWatch, one.name, newest) : [];
          return { row, changes: changes.map((change) => ({ ...change, id: one.id, title: one.title })) };
        }),
      ),
      recipients(run, state),
    ]),
  );
  const [all, mails] = seen;
  const changes = all.flatMap((one) => one.changes).toSorted((a, b) => Number(b.at) - Number(a.at));
  return { rows: all.map(({ row }) => row), changes: changes.slice(0, newest), mails };
}

/** CloudWatch acts at once, and a metric of SNS takes some minutes; in seconds. */
const acting = { earliest: 1, usual: 10, every: 2, limit: 60 };
const telling = { earliest: 30, usual: 90, every: 15, limit: 300 };

/**
 * Makes an alarm ring for real for each topic of a stack, and waits until SNS tells that it has handed the mail over.
 *
 * @param taken hears as soon as a topic has taken the message.
 * @throws Trouble `waiting` when nobody would be told, `aws` when a topic does not take it.
 */
export async function ringAlarms(
  site: Site,
  state: State,
  asked: string | undefined,
  taken: (rung: Rung) => void,
): Promise<readonly Rung[]> {
  const { known, run, region } = await open(site, state, asked);
  const { clock, signal } = site;
  const mails = await unlessStopped(signal, recipients(run, state));
  const deaf = mails.find(({ confirmed }) => !confirmed);
  if (deaf ?? mails.length === 0) throw nobodyHears(deaf);
  const rung = mails.map(async ({ address, topicArn }) => {
    const alarm = known.find((one) => one.topicArn === topicArn);
    if (!alarm) return [];
    const cloudWatch = cloudWatchOf(run.aws, region, topicArn);
    const since = clock.now();
    await ring(cloudWatch, alarm.name, 'stepway alarms test');
    const watching = { clock, signal, since };
    const acted = await until({ ...watching, duration: acting }, async () => {
      const found = await rangSince(cloudWatch, alarm.name, since - 1000);
      return found ?? (clock.now() - since > acting.limit * 1000 ? 'never' : undefined);
    });
    if (acted === 'never' || !acted.taken) throw notTaken(alarm, acted === 'never' ? '' : acted.said);
    taken({ alarm, address, at: acted.at });
    const delivered = await until({ ...watching, duration: telling }, async () => {
      const now = clock.now();
      const found = await deliveredSince(cloudWatch, topicArn.replace(/^.*:/, ''), since, now);
      return found ?? (now - since > telling.limit * 1000 ? 'untold' : undefined);
    });
    return [{ alarm, address, at: acted.at, ...(delivered !== 'untold' && { delivered }) }];
  });
  return (await Promise.all(rung)).flat();
}

const noAlarms = (name: string) =>
  new Trouble(
    'usage',
    { en: `The stack ${name} has no alarms.`, ko: `${name} 스택에는 알림이 없습니다.` },
    {
      en: 'Run `stepway up --alarms EMAIL` to be told when the site is down.',
      ko: '사이트가 멈췄을 때 알림을 받으려면 `stepway up --alarms EMAIL`을 실행하세요.',
    },
  );

const nobodyHears = (deaf: Recipient | undefined) =>
  new Trouble(
    'waiting',
    deaf?.todo
      ? {
          en: `Nobody would be told: ${deaf.address} has not confirmed yet.`,
          ko: `아무에게도 알림이 가지 않습니다. ${deaf.address} 주소를 아직 확인하지 않았습니다.`,
        }
      : {
          en: `Nobody would be told: ${deaf ? `${deaf.address} is` : 'no address is'} not subscribed any more.`,
          ko: `아무에게도 알림이 가지 않습니다. 구독 중인 주소가 없습니다${deaf ? `(${deaf.address})` : ''}.`,
        },
    deaf?.todo ?? {
      en: 'Run `stepway up`: AWS sends another mail to confirm the address.',
      ko: '`stepway up`을 실행하면 AWS가 확인 메일을 다시 보냅니다.',
    },
  );

const notTaken = ({ title }: Known, said: string) =>
  new Trouble(
    'aws',
    {
      en: `${title.en}: it rang, and nothing reached its topic${said ? ` ("${said.slice(0, 200)}")` : ''}.`,
      ko: `${title.ko}: 울렸지만 알림 주제에 전달되지 않았습니다${said ? `("${said.slice(0, 200)}")` : ''}.`,
    },
    {
      en: '`stepway up` puts the topic and the alarms right; then run `stepway alarms test` again.',
      ko: '`stepway up`으로 알림 주제와 경보를 바로잡은 뒤 `stepway alarms test`를 다시 실행하세요.',
    },
  );
