import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { around, built, deaths, mortal } from './mortal.ts';

const written = (stack: Stack) => stack.calls.filter(({ write }) => write).length;

/** What an undisturbed run makes, and with how many write calls it makes it and takes it away. */
async function undisturbed(flags: Flags) {
  const stack = newStack();
  await stack.up(flags);
  const whole = built(stack);
  const ups = written(stack);
  await stack.teardown('delete');
  return { whole, ups, downs: written(stack) - ups };
}

describe.each([
  { called: 'behind a load balancer', flags: {} },
  { called: 'straight to the server', flags: { entry: 'elastic-ip', database: 'none', ssh: 'my-ip' } },
])('a program that is killed, $called', ({ flags }: { flags: Flags }) => {
  test('while it builds, goes on in its next run, and makes one of each thing', async () => {
    const { whole, ups } = await undisturbed(flags);
    for (const death of deaths(ups)) {
      const where = `killed ${death.moment} write ${death.at}`;
      const stack = newStack();
      await mortal(death, (options) => stack.up(flags, options));
      const outputs = await stack.up();
      expect(built(stack), where).toEqual(whole);
      expect(outputs.url, where).toBe('https://app.example.com');
      await stack.teardown('delete');
      expect(built(stack), where).toEqual([]);
    }
  }, 300_000);

  test('while it builds, leaves nothing that a teardown straight after does not find', async () => {
    const { ups } = await undisturbed(flags);
    for (const death of deaths(ups).filter((_, index) => index % 2 === 0)) {
      const stack = newStack();
      await mortal(death, (options) => stack.up(flags, options));
      await stack.teardown('delete');
      expect(built(stack), `killed ${death.moment} write ${death.at}`).toEqual([]);
      expect(stack.state.steps.size).toBe(0);
    }
  }, 300_000);

  test('while it takes away, goes on in its next run, and leaves nothing', async () => {
    const { downs } = await undisturbed(flags);
    for (const death of deaths(downs)) {
      const where = `killed ${death.moment} write ${death.at}`;
      const stack = newStack();
      await stack.up(flags);
      await mortal(death, (options) => stack.teardown('delete', options));
      await stack.teardown('delete');
      expect(built(stack), where).toEqual([]);
      expect(stack.state.steps.size, where).toBe(0);
    }
  }, 300_000);
});

describe('a last snapshot', () => {
  test('is taken once, though the teardown is killed around it', async () => {
    for (const moment of ['before', 'after'] as const) {
      const stack = newStack();
      await stack.up();
      let at = 0;
      const count = around(async ({ write, operation }, next) => {
        if (write) at++;
        if (operation === 'DeleteDBInstance') throw new Error(`found ${at}`);
        return next();
      });
      const trial = newStack();
      await trial.up();
      await trial.teardown('snapshot', { between: count }).catch(() => undefined);
      await mortal({ at, moment }, (options) => stack.teardown('snapshot', options));
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
    const { whole } = await undisturbed({});
    const stack = newStack();
    await expect(stack.up({}, stopAt(at))).rejects.toMatchObject({ kind: 'interrupted' });
    // What was under way has finished: of everything that is there the handle is written down.
    for (const { kind, tags } of stack.rehearsal.account.inventory())
      if (tags['stepway:step']) expect(stack.state.steps.get(tags['stepway:step'])?.handle, kind).toBeDefined();
    await stack.up();
    expect(built(stack)).toEqual(whole);
  });

  test.each([1, 10, 30])('at write call %i of taking away says so, and goes on later', async (at) => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    await expect(stack.teardown(undefined, stopAt(at))).rejects.toMatchObject({ kind: 'interrupted' });
    await stack.teardown();
    expect(stack.rehearsal.account.inventory()).toEqual([]);
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
    await stack.up();
    expect(written(stack) - before).toBe(0);
    expect(built(stack)).toEqual(whole);
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });
});
