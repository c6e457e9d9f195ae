import { beforeAll, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';
import { answered, copyOf, lastingProject, unbroken } from './support.ts';

const built = lastingProject();

beforeAll(async () => {
  await run(['up', '--rehearse', ...answered], { cwd: built });
}, 60_000);

const doctor = (language: string, ...scenario: string[]) =>
  openTerminal({ args: ['doctor', '--rehearse', ...scenario, '--lang', language], cwd: copyOf(built) });

test.each([
  ['en', 'Everything works, from the visitor to the database.'],
  ['ko', '방문자에서 데이터까지 문제가 없습니다.'],
])('the doctor walks from the visitor inwards, and finds a healthy stack healthy (%s)', async (language, healthy) => {
  const terminal = doctor(language);
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen()).toContain('HTTP 200');
  expect(terminal.screen()).not.toContain('✖');
  expect(unbroken(terminal.screen())).toContain(healthy);
});

test.each([
  ['en', '· What visitors get (HTTP 500)'],
  ['ko', '· 방문자가 받는 응답 (HTTP 500)'],
])('the doctor stops at the first broken link, with its cause and one command (%s)', async (language, unjudged) => {
  const terminal = doctor(language, 'unhealthy-target');
  expect(await terminal.exited).toBe(4);
  expect(terminal.screen().match(/✖/g)).toHaveLength(1);
  expect(terminal.screen()).toContain(unjudged);
  expect(terminal.screen()).toMatch(/stepway shell --admin/);
});
