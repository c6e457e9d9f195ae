import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { interrupted } from '../../src/errors.ts';
import { run } from '../support/program.ts';
import { answered, lastingProject, lastYes, project, rehearse, stateOf, unbroken } from './support.ts';

/** A small stack that was rehearsed to the end. */
const built = lastingProject();

beforeAll(async () => {
  await run(['up', '--rehearse', '--entry', 'elastic-ip', '--database', 'none'], { cwd: built });
}, 60_000);

const said = unbroken(interrupted().what.en);

/** The cursor, which spinners and prompts hide, is there again. */
const showsCursor = (output: string) => output.lastIndexOf('[?25h') >= output.lastIndexOf('[?25l');

const locks = (cwd: string) => {
  const folder = join(cwd, '.stepway', 'rehearsal');
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.includes('.lock')) : [];
};

test('the gauges of a stack are drawn until Ctrl-C', async () => {
  const cwd = project();
  cpSync(built, cwd, { recursive: true });
  const terminal = rehearse('en', { args: ['status', '--watch'], cwd });
  await terminal.waitFor('CPU of the server');
  terminal.press('ctrl-c');
  expect(await terminal.exited).toBe(130);
  expect(showsCursor(terminal.cast())).toBe(true);
});

describe('a program that is told to stop', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'at a question (%s) ends with 130 and says so',
    async (signal) => {
      const cwd = project();
      const terminal = rehearse('en', { args: ['up'], cwd });
      await terminal.waitFor('? ');
      terminal.kill(signal);
      expect(await terminal.exited).toBe(130);
      expect(unbroken(terminal.text())).toContain(said);
      expect(showsCursor(terminal.cast())).toBe(true);
      expect(locks(cwd)).toEqual([]);
    },
  );

  test('at the last yes has made nothing', async () => {
    const cwd = project();
    const terminal = rehearse('en', { args: ['up', ...answered], cwd });
    await terminal.waitFor(lastYes);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
    expect(stateOf(cwd)).not.toContain('"is":"started"');
    expect(locks(cwd)).toEqual([]);
  });

  test('while it takes away says how to go on, and the same command leaves nothing', async () => {
    const cwd = project();
    cpSync(built, cwd, { recursive: true });
    const first = rehearse('en', { args: ['teardown'], cwd });
    await first.waitFor('? Type shop');
    first.type('shop');
    first.press('enter');
    await first.waitFor(/✔ .* deleted/);
    first.press('ctrl-c');
    expect(await first.exited).toBe(130);
    expect(unbroken(first.text())).toContain(said);
    expect(showsCursor(first.cast())).toBe(true);
    expect(locks(cwd)).toEqual([]);
    const { code } = await run(['teardown', '--rehearse'], { cwd });
    expect(code).toBe(0);
    expect((await run(['status', '--rehearse', '--json'], { cwd })).stdout).toContain('"steps": []');
  });
});
