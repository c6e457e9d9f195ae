import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { name } from '../../src/steps/account/questions.ts';
import { run } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';
import { project } from './support.ts';

const korean = /[가-힣]/;
const asks = 'Language · 언어';
const kept = (cwd: string) => join(cwd, '.config', 'stepway', 'language');
const up = (cwd: string, env: Readonly<Record<string, string>>, ...args: string[]) =>
  openTerminal({ args: ['up', '--rehearse', ...args], cwd, env });

describe('who has a locale that names no language', () => {
  test.each(['', 'C', 'POSIX', 'C.UTF-8'])(
    'is asked once for the language before anything else (LANG=%s)',
    async (LANG) => {
      const cwd = project();
      const first = up(cwd, { LANG });
      await first.waitFor(asks);
      expect(first.text()).not.toContain('stepway');
      first.press('enter');
      await first.waitFor(`? ${name.message.ko}`);
      first.press('ctrl-c');
      expect(await first.exited).toBe(130);
      expect(first.text()).toContain('요청대로 멈췄습니다');
      expect(readFileSync(kept(cwd), 'utf8')).toBe('ko\n');

      const second = up(cwd, { LANG });
      await second.waitFor(`? ${name.message.ko}`);
      expect(second.text()).not.toContain(asks);
      expect((await run(['--help'], { cwd, env: { LANG } })).stdout).toMatch(korean);
    },
  );

  test('may choose English', async () => {
    const cwd = project();
    const terminal = up(cwd, { LANG: 'C' });
    await terminal.waitFor(asks);
    terminal.press('down');
    await terminal.waitFor('❯ English');
    terminal.press('enter');
    await terminal.waitFor(`? ${name.message.en}`);
    expect(readFileSync(kept(cwd), 'utf8')).toBe('en\n');
  });

  test('can leave at once, and is asked again', async () => {
    const cwd = project();
    const terminal = up(cwd, { LANG: 'C' });
    await terminal.waitFor(asks);
    terminal.press('ctrl-c');
    expect(await terminal.exited).toBe(130);
    expect(existsSync(kept(cwd))).toBe(false);
    expect(existsSync(join(cwd, '.stepway'))).toBe(false);
  });

  test('has the choice kept under XDG_CONFIG_HOME, if that is set', async () => {
    const cwd = project();
    const terminal = up(cwd, { LANG: 'C', XDG_CONFIG_HOME: join(cwd, 'settings') });
    await terminal.waitFor(asks);
    terminal.press('enter');
    await terminal.waitFor(`? ${name.message.ko}`);
    expect(readFileSync(join(cwd, 'settings', 'stepway', 'language'), 'utf8')).toBe('ko\n');
  });

  test('goes on in the language of the choice where it cannot be kept', async () => {
    const cwd = project();
    writeFileSync(join(cwd, '.config'), 'no folder');
    const terminal = up(cwd, { LANG: 'C' });
    await terminal.waitFor(asks);
    terminal.press('enter');
    await terminal.waitFor(`? ${name.message.ko}`);
    expect(readFileSync(join(cwd, '.config'), 'utf8')).toBe('no folder');
  });
});

describe('nobody is asked for a language', () => {
  test.each([
    ['whose locale says one', { LANG: 'ko_KR.UTF-8' }, [], 'ko'],
    ['whose locale says another than ours', { LANG: 'fr_FR.UTF-8' }, [], 'en'],
    ['who says --lang', { LANG: 'C' }, ['--lang', 'ko'], 'ko'],
  ] as const)('%s', async (_, env, args, language) => {
    const cwd = project();
    const terminal = up(cwd, env, ...args);
    await terminal.waitFor(`? ${name.message[language]}`);
    expect(terminal.text()).not.toContain(asks);
    expect(existsSync(kept(cwd))).toBe(false);
  });

  test('in a script, and a damaged choice is none', async () => {
    const cwd = project();
    mkdirSync(join(cwd, '.config', 'stepway'), { recursive: true });
    writeFileSync(kept(cwd), 'klingon');
    const { code, stderr } = await run(['up', '--rehearse', '--domain', '-'], { cwd, env: { LANG: 'C' } });
    expect(code).toBe(2);
    expect(stderr).not.toMatch(korean);
    expect(stderr).not.toContain(asks);
  });

  test('by a locale that says one, whatever was chosen', async () => {
    const cwd = project();
    mkdirSync(join(cwd, '.config', 'stepway'), { recursive: true });
    writeFileSync(kept(cwd), 'ko\n');
    expect((await run(['--help'], { cwd, env: { LANG: 'en_US.UTF-8' } })).stdout).not.toMatch(korean);
    expect((await run(['--help'], { cwd, env: { LANG: 'C' } })).stdout).toMatch(korean);
  });
});
