import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import type { AccountStore } from '../../src/rehearsal/rehearsal.ts';
import { fileStore, readState } from '../../src/state/file-store.ts';
import { openJournal } from '../../src/state/journal.ts';
import type { State } from '../../src/state/state.ts';
import { contentOf, expectCode, necessary, project, small, stateFile, unbroken } from '../commands/support.ts';
import { built, mortal } from '../engine/mortal.ts';
import { temporaryFolder } from '../support/folder.ts';
import { run } from '../support/program.ts';
import { newStack, type Flags, type Stack, type RunOptions } from '../support/stack.ts';
import { figures, sampled, thorough } from '../support/thorough.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const answers: Flags = { region: 'us-east-1', domain: 'app.example.com', entry: 'elastic-ip' };

/** A stack at some moment: what is written down of it, and the account. */
interface Moment {
  readonly file: Buffer;
  readonly account: string;
  readonly now: number;
}

const moments = ['finished', 'in the middle', 'in teardown'] as const;

async function moment(which: (typeof moments)[number]): Promise<Moment> {
  let account = '';
  const store: AccountStore = { load: () => undefined, save: (json) => void (account = json) };
  const stack = newStack({ store });
  const at = which === 'finished' ? undefined : ({ of: 'event', at: 50, moment: 'after' } as const);
  if (which === 'in the middle') await mortal(at, (options) => stack.up(answers, options));
  else await stack.up(answers);
  if (which === 'in teardown') await mortal(at, (options) => stack.teardown('delete', options));
  return { file: readFileSync(stack.stateFile), account, now: stack.clock.now() };
}

/** The stack as it was at that moment, with another state file. */
function stackAt({ account, now }: Moment, file: Buffer) {
  let kept = account;
  const store: AccountStore = { load: () => kept, save: (json) => void (kept = json) };
  const stack = newStack({ store, clock: virtualClock(now) });
  mkdirSync(dirname(stack.stateFile), { recursive: true });
  writeFileSync(stack.stateFile, file);
  return stack;
}

/** What AWS was still deleting disappears under the waiting for it: that is said, and the same command once more makes it anew. */
async function upAtLast(stack: Stack, options: RunOptions): Promise<void> {
  await stack.up(answers, options).catch((error: Error) => {
    if (!error.message.includes('disappeared')) throw error;
    return stack.up(answers);
  });
}

/** Opens the state file in a folder for writing. */
const openThere = async (folder: string) => (await openJournal(fileStore(folder), 'demo', 1)).close();

/** Where each line of a state file ends. */
const ends = (file: Buffer) => [...file.entries()].flatMap(([at, byte]) => (byte === 0x0a ? [at + 1] : []));

describe.each(moments)('the state file of a stack %s', (which) => {
  test('cut after any byte, is the whole events before it', async () => {
    const { file } = await moment(which);
    const folder = temporaryFolder();
    const path = join(folder, 'demo.jsonl');
    const read = (content: Buffer): State | undefined => {
      writeFileSync(path, content);
      return readState(path);
    };
    const lines = ends(file);
    const states = new Map([[0, undefined as State | undefined]]);
    for (const end of lines) states.set(end, read(file.subarray(0, end)));

    const last = lines.at(-2) ?? 0;
    const sizes = Array.from({ length: file.length + 1 }, (_, size) => size);
    const tried = [...sampled(sizes.slice(0, last), 150), ...sizes.slice(last)];
    for (const size of tried) {
      const before = lines.findLast((end) => end <= size) ?? 0;
      const cut = file.subarray(0, size);
      expect(read(cut), `${size} bytes`).toEqual(states.get(before));
      expect(readFileSync(path).equals(cut)).toBe(true);
      // Opened for writing, it is cut back to these events.
      await openThere(folder);
      const opened = readFileSync(path);
      if (before > 0) expect(opened.equals(file.subarray(0, before)), `${size} bytes`).toBe(true);
      else expect(readState(path)).toMatchObject({ name: 'demo', steps: new Map() });
    }
    figures(`state file ${which}: cut after each of ${tried.length} byte counts`);
  });

  test('cut after any byte, leads the same command to one of each thing, and a teardown to none', async () => {
    const then = await moment(which);
    const whole = await moment('finished').then((finished) => built(stackAt(finished, finished.file)).length);
    const lines = ends(then.file);
    // After each line, and in the middle of it.
    const sizes = lines.flatMap((end, index) => [Math.floor(((lines[index - 1] ?? 0) + end) / 2), end]);
    // A state from before the server was asked for, when it has gone again, is an old copy and not a torn file.
    const torn = sizes.filter((size) => which !== 'in teardown' || size > then.file.indexOf('"is":"removing"'));
    const tried = sampled(torn, 10);
    for (const size of tried) {
      const stack = stackAt(then, then.file.subarray(0, size));
      // Without its first line it has no id: the stack is found by its tags, and taken up by somebody's word.
      await upAtLast(stack, { recover: size < lines[0]! });
      const things = built(stack);
      expect(new Set(things).size, `${size} bytes: ${things.join()}`).toBeGreaterThan(10);
      expect(things.length, `${size} bytes: ${things.join()}`).toBe(whole);
      await stack.teardown('delete');
      expect(built(stack), `${size} bytes`).toEqual([]);
    }
    figures(`state file ${which}: gone on from ${tried.length} cuts`);
  });
});

test('a byte that turned over is told of or is harmless, and the file stays as it is', async () => {
  const { file } = await moment('finished');
  const folder = temporaryFolder();
  const path = join(folder, 'demo.jsonl');
  let told = 0;
  const places = sampled([...file.keys()], 300);
  for (const at of places) {
    for (const bit of thorough ? [0, 1, 2, 3, 4, 5, 6, 7] : [at % 8]) {
      const turned = Buffer.from(file);
      turned[at]! ^= 1 << bit;
      writeFileSync(path, turned);
      for (const open of [() => void readState(path), () => openThere(folder)]) {
        try {
          await open();
        } catch (error) {
          told++;
          expect(error, `bit ${bit} of byte ${at}`).toBeInstanceOf(Trouble);
          expect(error).toMatchObject({ kind: 'state' });
          expect(readFileSync(path).equals(turned), `bit ${bit} of byte ${at}`).toBe(true);
        }
      }
    }
  }
  expect(told).toBeGreaterThan(places.length / 2);
  figures(`state file: ${places.length * 8} bits turned over`);
});

const commands = ['up', 'plan', 'status', 'outputs', 'doctor', 'teardown'] as const;

describe('a state file that cannot be read', () => {
  const whole = project();
  beforeAll(async () => expectCode((await run(['up', '--rehearse', ...small], { cwd: whole })).code, 0, ''));

  const garbage: readonly [what: string, spoil: (file: string) => void, says: RegExp][] = [
    ['a newer version', (file) => newer(file), /newer version of stepway/],
    ['a conflict', (file) => spliced(file, '<<<<<<< HEAD\n'), /corrupted at line 4/],
    ['a line of zeros', (file) => spliced(file, '\0\0\0\0\0\0\0\0\n'), /corrupted at line 4/],
    [
      'bytes that are no text',
      (file) => spliced(file, Buffer.from([0x22, 0xff, 0xfe, 0xc3, 0x22, 0x0a])),
      /corrupted at line 4/,
    ],
    ['an event of no kind', (file) => spliced(file, '{"at":1,"is":"unheard-of"}\n'), /corrupted at line 4/],
    [
      'an event that lacks something',
      (file) => spliced(file, '{"at":1,"is":"made","step":"vpc"}\n'),
      /corrupted at line 4/,
    ],
    ['another state behind it', (file) => appendFileSync(file, readFileSync(file)), /corrupted at line/],
  ];

  const newer = (file: string) =>
    writeFileSync(file, readFileSync(file, 'utf8').replace('"version":2', '"version":3,"more":[]'));
  const spliced = (file: string, line: string | Buffer) => {
    const content = readFileSync(file);
    const at = ends(content)[2]!;
    writeFileSync(file, Buffer.concat([content.subarray(0, at), Buffer.from(line), content.subarray(at)]));
  };

  test.each(garbage)(
    'for %s is told of by every command, and nothing is touched',
    { timeout: 60_000 },
    async (what, spoil, says) => {
      const cwd = project(whole);
      spoil(stateFile(cwd));
      const before = contentOf(cwd);
      for (const command of sampled(commands, what === 'a newer version' ? 6 : 2)) {
        const flags = command === 'teardown' ? ['--yes', '--data', 'delete'] : command === 'up' ? necessary : [];
        const { code, stdout, stderr } = await run([command, '--rehearse', ...flags], { cwd });
        expectCode(code, 5, `${command}: ${stderr}`);
        expect(stdout).toBe('');
        expect(unbroken(stderr)).toMatch(says);
        expect(stderr).not.toContain('Internal error');
        expect(contentOf(cwd), command).toEqual(before);
      }
    },
  );
});
