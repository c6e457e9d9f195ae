import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pause, until } from '../../src/engine/wait.ts';
import type { Duration } from '../../src/engine/step.ts';
import { Trouble } from '../../src/errors.ts';
import { steps } from '../../src/steps/index.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const database: Duration = { earliest: 150, usual: 255, every: 5, limit: 2400 };
const never = new AbortController().signal;

/** The seconds at which somebody looks who waits for something that takes `seconds`. */
async function looks(duration: Duration, seconds: number): Promise<number[]> {
  const clock = virtualClock(0);
  const seen: number[] = [];
  await until({ clock, signal: never, since: 0, duration }, async () => {
    seen.push(clock.now() / 1000);
    return clock.now() >= seconds * 1000 ? true : undefined;
  });
  return seen;
}

describe('waiting', () => {
  test('looks once right away, then is silent until the earliest moment, then looks at a steady pace', async () => {
    expect(await looks(database, 171)).toEqual([0, 150, 155, 160, 165, 170, 175]);
  });

  test('looks ever more rarely after twice the usual time, but at least every half minute', async () => {
    const seen = await looks(database, 900);
    const gaps = seen.slice(1).map((at, index) => at - (seen[index] ?? 0));
    const late = gaps.filter((_, index) => (seen[index] ?? 0) > 2 * database.usual);
    expect(late).toEqual(late.toSorted((a, b) => a - b));
    expect(late[0]).toBeGreaterThan(database.every);
    expect(late.at(-1)).toBe(30);
  });

  test('does not look again what is there already', async () => {
    expect(await looks(database, 0)).toEqual([0]);
  });

  test('ends at once when the user stops', async () => {
    const clock = virtualClock(0);
    const controller = new AbortController();
    const waiting = until({ clock, signal: controller.signal, since: 0, duration: database }, async () => {
      controller.abort();
      return undefined;
    });
    await expect(waiting).rejects.toMatchObject({ kind: 'interrupted' });
    expect(clock.now()).toBe(0);
  });

  test('gives up when it is told to', async () => {
    const clock = virtualClock(0);
    const enough = new Trouble('aws', { en: 'enough', ko: '그만' }, { en: '', ko: '' });
    const before = (elapsed: number) => {
      if (elapsed > 300) throw enough;
    };
    const waiting = until({ clock, signal: never, since: 0, duration: database, before }, async () => undefined);
    await expect(waiting).rejects.toBe(enough);
    expect(clock.now()).toBe(305_000);
  });

  test('goes on from where an earlier run was, instead of being silent anew', async () => {
    const clock = virtualClock(200_000);
    let count = 0;
    await until({ clock, signal: never, since: 0, duration: database }, async () => (++count === 2 ? true : undefined));
    expect(clock.now()).toBe(205_000);
  });
});

describe('the pause between two looks', () => {
  const durations = fc
    .tuple(fc.nat({ max: 600 }), fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 60 }))
    .map(([earliest, more, every]): Duration => ({ earliest, usual: earliest + more, every, limit: 3600 }));

  test('is never nothing, and never so long that half a minute passes unnoticed once it is due', () => {
    fc.assert(
      fc.property(durations, fc.nat({ max: 4000 }), fc.nat({ max: 50 }), (duration, elapsed, late) => {
        const seconds = pause(duration, elapsed, late);
        expect(seconds).toBeGreaterThan(0);
        if (elapsed < duration.earliest) expect(elapsed + seconds).toBeCloseTo(duration.earliest, 5);
        else expect(seconds).toBeLessThanOrEqual(Math.max(30, duration.every));
      }),
    );
  });

  test('finds what becomes ready in the usual time no later than one pace', async () => {
    await fc.assert(
      fc.asyncProperty(durations, fc.double({ min: 0, max: 1, noNaN: true }), async (duration, share) => {
        const { earliest, usual, every } = duration;
        const ready = earliest + share * (usual - earliest);
        const seen = await looks(duration, ready);
        expect((seen.at(-1) ?? 0) - ready).toBeLessThanOrEqual(every + 0.001);
      }),
      { numRuns: 30 },
    );
  });

  test.each(
    steps.flatMap(({ id, making, going }) =>
      [making?.takes, going?.takes].flatMap((one) => (one ? [{ id, ...one }] : [])),
    ),
  )('of $id makes sense: earliest $earliest, usual $usual, limit $limit', ({ earliest, usual, every, limit }) => {
    expect(earliest).toBeLessThanOrEqual(usual);
    expect(every).toBeGreaterThanOrEqual(1);
    expect(limit).toBeGreaterThanOrEqual(2 * usual);
  });
});
