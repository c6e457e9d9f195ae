import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCodes } from '../../src/errors.ts';
import { rehearse, type AccountStore } from '../../src/rehearsal/rehearsal.ts';
import { drawn, figures } from '../support/thorough.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { runMain, type SimulatedWorld } from './in-process.ts';

const root = mkdtempSync(join(tmpdir(), 'stepway-'));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));

/** A stack with everything, as it was when it was just built. */
const whole = { account: '', now: 0, lines: [] as readonly string[] };

const answers = ['--yes', '--region', 'us-east-1', '--domain', 'app.example.com'];
const everything = [...answers, '--www', '--elastic-ip', '--database', 'mysql', '--delivery', 'github'];
const github = ['--repository', 'octocat/shop', '--timeout', '60'];

function worldAt({ account, now }: typeof whole): SimulatedWorld {
  const store: AccountStore = { load: () => account || undefined, save: (json) => void (account = json) };
  const clock = now ? virtualClock(now) : virtualClock();
  return { clock, calls: [], rehearsal: rehearse({ clock, store }) };
}

let folders = 0;

/** A project of its own with that state. */
function projectWith(lines: readonly string[]): { cwd: string; file: string } {
  const cwd = join(root, `${++folders}`, 'shop');
  const file = join(cwd, '.stepway', 'shop.jsonl');
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return { cwd, file };
}

beforeAll(async () => {
  const { cwd, file } = projectWith([]);
  const store: AccountStore = { load: () => undefined, save: (json) => void (whole.account = json) };
  const clock = virtualClock();
  const world = { clock, calls: [], rehearsal: rehearse({ clock, store }) };
  const { code, stderr } = await runMain(['up', ...everything, ...github], { cwd, world });
  if (code !== exitCodes.done) throw new Error(stderr);
  whole.now = clock.now();
  whole.lines = readFileSync(file, 'utf8').trimEnd().split('\n');
});

type Line = Record<string, unknown> & { readonly step?: string };

const factsOf = (line: Line) => (line['handle'] ?? line['output'] ?? {}) as Record<string, unknown>;

/** Every fact that is written down, by its step. */
const facts = (): { step: string; field: string }[] => {
  const all = whole.lines
    .map((line) => JSON.parse(line) as Line)
    .flatMap((line) => Object.keys(factsOf(line)).map((field) => `${line.step} ${field}`));
  return [...new Set(all)].map((one) => one.split(' ')).map(([step = '', field = '']) => ({ step, field }));
};

/** The state without that fact, wherever it is told. */
const without = (step: string, field: string): string[] =>
  whole.lines.map((text) => {
    const line = JSON.parse(text) as Line;
    if (line.step === step) delete factsOf(line)[field];
    return JSON.stringify(line);
  });

const commands = [
  ['status'],
  ['outputs'],
  ['plan'],
  ['up', '--yes'],
  ['doctor'],
  ['teardown', '--yes', '--data', 'delete'],
];

test('a line of the state that lacks a fact is said to be damaged by whichever command counts on it', async () => {
  const cases = facts().flatMap((fact) => commands.map((command) => ({ ...fact, command })));
  expect(cases.length).toBeGreaterThan(600);
  let damaged = 0;
  const tried = drawn(cases, 30);
  for (const { step, field, command } of tried) {
    const { cwd } = projectWith(without(step, field));
    const ended = await runMain(command, { cwd, world: worldAt({ ...whole }) });
    const where = `${command[0]} without ${field} of ${step}: ${ended.stderr}`;
    expect(`${ended.stdout}${ended.stderr}`, where).not.toContain('undefined');
    // Not every command needs every fact.
    expect([exitCodes.done, exitCodes.state], where).toContain(ended.code);
    if (ended.code === exitCodes.state) {
      damaged++;
      expect(ended.stderr, where).toMatch(/The state file\s.*\sis\s+corrupted\s+at\s+line\s+\d+\./s);
    }
    rmSync(join(cwd, '..'), { recursive: true });
  }
  expect(damaged).toBeGreaterThan(0);
  figures(`Facts taken out of the state: ${tried.length} cases, ${damaged} of them called damaged, the others done`);
});
