import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newStack, type Stack } from '../support/stack.ts';
import { around, built, mortal } from './mortal.ts';

const written = (stack: Stack) => stack.calls.filter(({ write }) => write).length;

describe('a last snapshot', () => {
  test('is taken once, though the teardown is killed around it', async () => {
    for (const moment of ['before', 'after'] as const) {
      const stack = newStack();
      await stack.up();
      let calls = 0;
      let at = 0;
      const count = around(async ({ operation }, next) => {
        calls++;
        if (operation === 'DeleteDBInstance') at = calls;
        return next();
      });
      const trial = newStack();
      await trial.up();
      await trial.teardown('snapshot', { between: count });
      await mortal({ of: 'call', at, moment }, (options) => stack.teardown('snapshot', options));
      const receipt = await stack.teardown('snapshot');
      const left = stack.rehearsal.account.inventory();
      expect(left, moment).toMatchObject([{ kind: 'snapshot' }]);
      expect(receipt.filter(({ outcome }) => outcome === 'kept')).toMatchObject([{ id: left[0]?.id }]);
    }
  });
});

describe('a program that is stopped', () => {
  /** Aborts when the run comes to its nth write call. */
  function stopAt(at: number) {
    const controller = new AbortController();
    let writes = 0;
    const between = around(async ({ write }, next) => {
      if (write && ++writes === at) controller.abort();
      return next();
    });
    return { signal: controller.signal, between };
  }

  test.each([1, 5, 12, 25, 40])('at write call %i of building says so, and goes on later', async (at) => {
    const undisturbed = newStack();
    await undisturbed.up();
    const stack = newStack();
    await expect(stack.up({}, stopAt(at))).rejects.toMatchObject({ kind: 'interrupted' });
    // What was under way has finished: of everything that is there the handle is written down.
    for (const { kind, tags } of stack.rehearsal.account.inventory())
      if (tags['stepway:step']) expect(stack.state.steps.get(tags['stepway:step'])?.handle, kind).toBeDefined();
    await stack.up();
    expect(built(stack)).toEqual(built(undisturbed));
  });

  test.each([1, 10, 30])('at write call %i of taking away says so, and goes on later', async (at) => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    await expect(stack.teardown(undefined, stopAt(at))).rejects.toMatchObject({ kind: 'interrupted' });
    await stack.teardown();
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('while it takes away what it made a moment ago, makes that again in its next run', async () => {
    const flags = { entry: 'elastic-ip', database: 'none' };
    const undisturbed = newStack();
    await undisturbed.up(flags);
    for (const at of [2, 5, 8, 11, 14]) {
      const stack = newStack();
      const controller = new AbortController();
      const between = around(async ({ operation }, next) => {
        if (operation === 'RunInstances') controller.abort();
        return next();
      });
      await expect(stack.up(flags, { signal: controller.signal, between })).rejects.toMatchObject({
        kind: 'interrupted',
      });
      await mortal({ of: 'call', at, moment: 'after' }, (options) => stack.teardown(undefined, options));
      await stack.up();
      await stack.clock.sleep(600_000);
      expect(built(stack), `killed after call ${at}`).toEqual(built(undisturbed));
    }
  });

  test('does not wait any longer', async () => {
    const stack = newStack();
    const controller = new AbortController();
    const running = stack.up({}, { signal: controller.signal });
    await stack.clock.sleep(120_000);
    controller.abort();
    await expect(running).rejects.toMatchObject({ kind: 'interrupted' });
    expect(stack.clock.now() - Date.parse('2026-11-20T00:00:00Z')).toBeLessThan(125_000);
  });
});

describe('a lost state file', () => {
  test('is made up for: what carries our tags is found, and nothing is made again', async () => {
    const stack = newStack();
    await stack.up();
    const whole = built(stack);
    rmSync(stack.stateFile);
    const before = written(stack);
    await stack.up({}, { recover: true });
    expect(written(stack) - before).toBe(0);
    expect(built(stack)).toEqual(whole);
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });
});
