import {
  FilterLogEventsCommand,
  type CloudWatchLogsClient,
  type FilteredLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../clock.ts';
import { isSource, type LogLine, type LogSource } from './line.ts';
import { Seen } from './seen.ts';

/** A site's log in CloudWatch. */
export interface CloudWatchLog {
  readonly logs: CloudWatchLogsClient;
  readonly logGroup: string;
  readonly source?: LogSource | undefined;
}

const minute = 60_000;

/** Lines begin with their own time, which is more exact than CloudWatch's, and with what said them. */
const ofStepway = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) (\S+) (.*)$/s;

/** Of what others wrote into the log nothing is said. */
function lineOf({ logStreamName = '', message = '', timestamp = 0 }: FilteredLogEvent): LogLine | undefined {
  const [source, , name = source] = logStreamName.split('/');
  if (!isSource(source)) return undefined;
  const text = message.replace(/[\r\n]+$/, '');
  const [, time, who, said] = ofStepway.exec(text) ?? [];
  if (time && who) return { time, source, name: who, text: said ?? '' };
  return { time: new Date(timestamp).toISOString(), source, name: name ?? source, text };
}

/** CloudWatch's events of a time, a page at a time; a page can be empty and not be the last. */
async function* events({ logs, logGroup, source }: CloudWatchLog, startTime: number, signal: AbortSignal) {
  let nextToken: string | undefined;
  do {
    const found = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: logGroup,
        startTime,
        ...(source && { logStreamNamePrefix: `${source}/` }),
        ...(nextToken && { nextToken }),
      }),
    );
    yield found.events ?? [];
    ({ nextToken } = found);
  } while (nextToken !== undefined && !signal.aborted);
}

/** Those that are new, in the order of their times. */
const fresh = (found: readonly FilteredLogEvent[], seen: Seen): LogLine[] =>
  found
    .filter(({ eventId = '', timestamp = 0 }) => seen.add(eventId, timestamp))
    .flatMap((event) => lineOf(event) ?? [])
    .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));

/** How far back the last lines are looked for, in milliseconds, until there are enough. */
const windows = [10 * minute, 24 * 60 * minute, Number.POSITIVE_INFINITY];

/** For how long CloudWatch's agent may hold a line back, and how often what is older is looked at, in looks. */
const [soon, late, everySoOften] = [20_000, 5 * minute, 15];

/** Milliseconds between two looks. */
const pause = 2000;

export interface Looking {
  /** In milliseconds since 1970; without it, the last lines. */
  readonly since: number | undefined;
  /** How many those are. */
  readonly last: number;
  /** Whether a line is wanted. */
  wants(line: LogLine): boolean;
  readonly follow: boolean;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * The lines of a log in order, some at a time; those that come late as they come. Each comes once: CloudWatch is asked
 * again for a time in which lines may have come late.
 */
export async function* cloudWatchLines(log: CloudWatchLog, looking: Looking): AsyncGenerator<readonly LogLine[]> {
  const { clock, signal, follow } = looking;
  let seen = new Seen();
  let newest = 0;
  let start = looking.since ?? 0;
  async function* look(from: number) {
    for await (const found of events(log, from, signal)) {
      newest = found.reduce((time, { timestamp = 0 }) => Math.max(time, timestamp), newest);
      yield fresh(found, seen).filter((line) => looking.wants(line));
    }
  }
  if (looking.since === undefined) {
    let last: LogLine[] = [];
    const now = clock.now();
    for (const window of windows) {
      last = [];
      seen = new Seen();
      start = Math.max(0, now - window);
      for await (const found of look(start)) last = [...last, ...found].slice(-looking.last);
      if (last.length >= looking.last || signal.aborted) break;
    }
    yield last;
  } else yield* look(looking.since);
  if (newest === 0) newest = looking.since ?? clock.now() - late;
  if (!follow) return;
  for (let looks = 1; !signal.aborted; looks++) {
    await clock.sleep(pause, signal);
    if (signal.aborted) return;
    const back = looks % everySoOften === 0 ? late : soon;
    yield* look(Math.max(start, newest - back, seen.floor));
    seen.forget(newest - late);
  }
}
