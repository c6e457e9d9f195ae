import { afterAll, describe, expect, test } from 'vitest';
import type { Run } from '../../src/engine/run.ts';
import { built, mortal } from '../engine/mortal.ts';
import { once } from '../support/built-stack.ts';
import { newStack, type Flags } from '../support/stack.ts';
import { figures, sampled, thorough } from '../support/thorough.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const flags: Flags = { 'elastic-ip': 'true' };

let lives = 0;
afterAll(() => figures(`Clocks: ${lives} stacks begun with a clock that was wrong, and finished with a right one`));

/** A run on a computer whose clock is ahead by so many milliseconds, or behind. */
const ahead =
  (by: number) =>
  (run: Run): Run => ({
    ...run,
    clock: { now: () => run.clock.now() + by, sleep: (ms, signal) => run.clock.sleep(ms, signal) },
  });

const undisturbed = once(async () => {
  const stack = newStack();
  await stack.up(flags);
  return built(stack);
});

describe.each([20 * minute, day, -20 * minute, -day])('a run on a clock that is off by %i ms', (by) => {
  const events = Array.from({ length: thorough ? 40 : 5 }, (_, index) => 4 + index * (thorough ? 3 : 24));

  test.each(sampled(events, 5))('and killed at event %i is gone on with on a right one', async (at) => {
    const stack = newStack();
    const { end } = await mortal({ of: 'event', at, moment: 'after' }, ({ between, wrap = (run) => run }) =>
      stack.up(flags, { between: between!, wrap: (run) => ahead(by)(wrap(run)) }),
    );
    expect(end).toBe('died');
    const began = stack.clock.now();
    await stack.up(flags);
    expect(stack.clock.now() - began).toBeLessThan(12 * minute);
    expect(built(stack)).toEqual(await undisturbed());
    await stack.teardown('delete', { wrap: ahead(by) });
    expect(built(stack)).toEqual([]);
    lives++;
  });
});
