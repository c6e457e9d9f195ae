import fs from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import type { Disk } from '../../src/state/file-store.ts';
import { built } from '../engine/mortal.ts';
import { builtStack, once } from '../support/built-stack.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { figures, sampled } from '../support/thorough.ts';

const reasons = { ENOSPC: 'the disk is full', EDQUOT: 'quota', EIO: 'EIO' } as const;
type Code = keyof typeof reasons;

interface Failure {
  readonly code: Code;
  /** The append that fails: the nth of the run. */
  readonly at: number;
  /** How much of its line still goes onto the disk. */
  readonly part: number;
  /** Whether the half line can be taken back. */
  readonly takesBack: boolean;
}

/** The real disk, which is full from one append on; without a failure it only counts. */
function fillingDisk(failure?: Failure): Disk & { readonly appends: number } {
  let appends = 0;
  const refuse = (syscall: string) => {
    throw Object.assign(new Error(`${failure?.code}: ${syscall}`), { code: failure?.code, syscall });
  };
  return {
    ...fs,
    get appends() {
      return appends;
    },
    writeSync(file, data, from) {
      if (from === 0) appends++;
      if (!failure || appends < failure.at) return fs.writeSync(file, data, from);
      if (appends > failure.at || from > 0 || failure.part === 0) return refuse('write');
      return fs.writeSync(file, data, 0, Math.ceil(failure.part * (data.length - 1)));
    },
    ftruncateSync: (file, length) =>
      failure?.takesBack === false ? refuse('ftruncate') : fs.ftruncateSync(file, length),
  };
}

/** Every kind of failure in turn, one at each append. */
const failures = (appends: number): Failure[] =>
  Array.from({ length: appends }, (_, index) => ({
    at: index + 1,
    code: (Object.keys(reasons) as Code[])[index % 3]!,
    part: [0, 0.5, 1, 0.1][index % 4]!,
    takesBack: index % 5 !== 0,
  }));

const said = ({ at, code, part, takesBack }: Failure) =>
  `${code} at append ${at}, ${part} of it written, ${takesBack ? 'taken back' : 'not taken back'}`;

let appendsFailed = 0;
afterAll(() => figures(`full disks: ${appendsFailed} appends failed, each gone on from to one of each thing, or none`));

/** Runs it with a disk that fails, and expects that it stops with a sentence about the disk. */
async function fail(stack: Stack, failure: Failure, run: (disk: Disk) => Promise<unknown>): Promise<void> {
  const shown = stack.events.length;
  const trouble = await run(fillingDisk(failure)).then(
    () => undefined,
    (error: unknown) => error,
  );
  appendsFailed++;
  if (!(trouble instanceof Trouble)) return expect.unreachable(`${said(failure)} ended with ${String(trouble)}`);
  expect(trouble.kind, said(failure)).toBe('state');
  expect(trouble.what.en).toContain(stack.stateFile);
  expect(trouble.what.ko).toContain(stack.stateFile);
  expect(trouble.what.en).toContain(reasons[failure.code]);
  expect(trouble.todo.en).toContain('run the same command again');
  const told = stack.events.slice(shown).flatMap((event) => (event.is === 'failed' ? [event.what.en] : []));
  expect(new Set(told).size, said(failure)).toBeLessThanOrEqual(1);
  if (failure.takesBack) expect(fs.readFileSync(stack.stateFile, 'utf8'), said(failure)).toMatch(/^$|\n$/);
}

/** Whether of everything that is there the intent was written down before. */
function expectIntents({ rehearsal, state }: Stack, failure: Failure): void {
  const made = rehearsal.account.inventory().flatMap(({ tags }) => tags['stepway:step'] ?? []);
  expect(
    made.filter((step) => !state.steps.has(step)),
    said(failure),
  ).toEqual([]);
}

/** Said anew in each run: a disk that is full from the first answer on keeps none. */
const answers: Flags = { region: 'us-east-1', domain: 'app.example.com' };

describe.each<{ called: string; flags: Flags; few: number }>([
  { called: 'behind a load balancer', flags: answers, few: 5 },
  { called: 'straight to the server', flags: { ...answers, entry: 'elastic-ip', database: 'none' }, few: 10 },
])('a disk that fills up, $called', ({ flags, few }) => {
  const undisturbed = once(async () => {
    const stack = newStack();
    const [up, down] = [fillingDisk(), fillingDisk()];
    await stack.up(flags, { disk: up });
    const whole = built(stack);
    await stack.teardown('delete', { disk: down });
    return { whole, ups: failures(up.appends), downs: failures(down.appends) };
  });

  test('while it builds, stops it; with room again the same command makes one of each thing', async () => {
    const { whole, ups } = await undisturbed();
    for (const failure of sampled(ups, few)) {
      const stack = newStack();
      await fail(stack, failure, (disk) => stack.up(flags, { disk }));
      expectIntents(stack, failure);
      await stack.up(flags);
      expect(built(stack), said(failure)).toEqual(whole);
      await stack.teardown('delete');
      expect(built(stack), said(failure)).toEqual([]);
    }
  });

  test('while it takes away, stops it; with room again the same command leaves nothing', async () => {
    const { downs } = await undisturbed();
    for (const failure of sampled(downs, few)) {
      const stack = await builtStack(flags);
      await fail(stack, failure, (disk) => stack.teardown('delete', { disk }));
      await stack.teardown('delete');
      expect(built(stack), said(failure)).toEqual([]);
      expect(stack.state.steps.size, said(failure)).toBe(0);
    }
  });
});

test('a full disk ends the waits, too', async () => {
  const stack = newStack();
  const counting = fillingDisk();
  await stack.up({}, { disk: counting });
  const other = newStack();
  const began = other.clock.now();
  // Somewhere after the database was asked for, which takes four minutes to come.
  const lines = fs.readFileSync(stack.stateFile, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.includes('"is":"made","step":"database"')) + 2;
  await fail(other, { at, code: 'ENOSPC', part: 0.5, takesBack: true }, (disk) => other.up({}, { disk }));
  expect(other.clock.now() - began).toBeLessThan(stack.clock.now() - began);
  expect(other.state.steps.get('database')?.output).toBeUndefined();
});
