import type {
  CloudWatchLogsClient,
  FilterLogEventsCommandInput,
  FilteredLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test } from 'vitest';
import { cloudWatchLines, type Looking } from '../../src/logs/cloudwatch.ts';
import { Seen } from '../../src/logs/seen.ts';
import { virtualClock } from '../support/virtual-clock.ts';

interface Kept {
  readonly at: number;
  /** When CloudWatch shows it. */
  readonly cameAt: number;
  readonly text: string;
  readonly stream?: string;
}

const start = Date.UTC(2026, 10, 27, 10);

/** A log group that answers in pages, some of them empty, and shows lines when they have come. */
function logGroup(kept: readonly Kept[], pageSize = 3) {
  const clock = virtualClock(start);
  const asked: FilterLogEventsCommandInput[] = [];
  const logs = {
    async send({ input }: { readonly input: FilterLogEventsCommandInput }) {
      asked.push(input);
      const from = Number(input.nextToken ?? 0);
      const found = kept
        .map((one, index) => ({ ...one, index }))
        .filter(({ at, cameAt }) => cameAt <= clock.now() && at >= (input.startTime ?? 0))
        .toSorted((a, b) => a.at - b.at);
      const isEmpty = from % 2 === 1;
      const next = isEmpty ? from - 1 + pageSize * 2 : from + 1;
      const at = from / 2;
      const events = isEmpty ? [] : found.slice(at, at + pageSize);
      return {
        events: events.map(({ at: timestamp, text, index, stream = 'app/i-1' }): FilteredLogEvent => ({
          eventId: String(index),
          timestamp,
          message: `${new Date(timestamp).toISOString().replace('Z', '000Z')} web ${text}`,
          logStreamName: stream,
        })),
        nextToken: at + pageSize < found.length || !isEmpty ? String(next) : undefined,
      };
    },
  } as unknown as CloudWatchLogsClient;
  const stop = new AbortController();
  const looking = (more: Partial<Looking>): Looking => ({
    since: undefined,
    last: 100,
    wants: () => true,
    follow: false,
    clock,
    signal: stop.signal,
    ...more,
  });
  const texts = async (more: Partial<Looking> = {}, until = Number.POSITIVE_INFINITY) => {
    const all: string[] = [];
    for await (const lines of cloudWatchLines({ logs, logGroup: '/stepway/1' }, looking(more))) {
      all.push(...lines.map(({ text }) => text));
      if (clock.now() >= until) stop.abort();
    }
    return all;
  };
  return { clock, asked, texts };
}

const before = (seconds: number, text: string): Kept => ({ at: start - seconds * 1000, cameAt: 0, text });

describe('the log in CloudWatch', () => {
  test('shows the last lines, however long ago they were said', async () => {
    const group = logGroup([before(400_000, 'old'), before(7000, 'hours ago'), before(5, 'now')]);
    expect(await group.texts()).toEqual(['old', 'hours ago', 'now']);
    expect(await group.texts({ last: 2 })).toEqual(['hours ago', 'now']);
  });

  test('shows them as soon as CloudWatch has answered', async () => {
    const group = logGroup([before(5, 'now')]);
    expect(await group.texts()).toEqual(['now']);
    expect(group.clock.now()).toBe(start);
  });

  test('is read from page to page, also where one is empty', async () => {
    const group = logGroup(Array.from({ length: 20 }, (_, index) => before(100 - index, `n${index}`)));
    expect(await group.texts({ since: start - 200_000 })).toEqual(
      Array.from({ length: 20 }, (_, index) => `n${index}`),
    );
  });

  test('is followed without gaps or doubles, also where lines of one stream come minutes late', async () => {
    const kept = Array.from({ length: 300 }, (_, index): Kept => {
      const at = start + index * 1000;
      const isLate = index % 10 === 3;
      return {
        at,
        cameAt: at + (isLate ? 120_000 : 4000),
        text: `n${index}`,
        stream: isLate ? 'worker/i-1' : 'app/i-1',
      };
    });
    const group = logGroup(kept, 50);
    const seen = await group.texts({ follow: true }, start + 600_000);
    expect(seen).toHaveLength(300);
    expect(new Set(seen).size).toBe(300);
  });

  test('what was left out of the last lines is not shown as new', async () => {
    const group = logGroup(Array.from({ length: 30 }, (_, index) => before(30 - index, `n${index}`)));
    expect(await group.texts({ follow: true, last: 3 }, start + 120_000)).toEqual(['n27', 'n28', 'n29']);
  });

  test('a line is shown at most some seconds after CloudWatch has it', async () => {
    const group = logGroup([{ at: start + 5000, cameAt: start + 9000, text: 'hello' }]);
    let shownAt = 0;
    const seen = await group.texts(
      {
        follow: true,
        wants: () => {
          shownAt ||= group.clock.now();
          return true;
        },
      },
      start + 60_000,
    );
    expect(seen).toEqual(['hello']);
    expect(shownAt - (start + 9000)).toBeLessThanOrEqual(2500);
  });
});

test('a million lines take no more memory than fifty thousand', () => {
  const seen = new Seen();
  for (let line = 0; line < 1_000_000; line++) seen.add(`3${line}`.padEnd(56, '0'), start + line);
  expect(seen.size).toBeLessThanOrEqual(50_000);
  expect(seen.floor).toBeGreaterThan(start + 940_000);
  expect(seen.add('again', start)).toBe(false);
});
