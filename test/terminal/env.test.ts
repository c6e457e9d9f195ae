import { beforeAll, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { copyOf, lastingProject, rehearse } from './support.ts';

const built = lastingProject();

beforeAll(async () => {
  const args = '--yes --region us-east-1 --domain app.example.com --entry elastic-ip --database none --delivery local';
  const { code, stderr } = await run(['up', ...args.split(' '), '--rehearse'], { cwd: built });
  if (code !== 0) throw new Error(stderr);
}, 60_000);

test.each([[], ['--plain']])('what is typed for a setting is not shown: %s', async (...flags) => {
  const cwd = copyOf(built);
  const terminal = rehearse('en', { args: ['env', 'set', 'JWT_SECRET', 'OTHER', ...flags], cwd });
  await terminal.waitFor('JWT_SECRET');
  terminal.type(' hush-hush? ');
  terminal.press('enter');
  await terminal.waitFor('OTHER');
  terminal.type('hush');
  terminal.press('enter');
  expect(await terminal.exited).toBe(0);
  expect(terminal.text()).toContain('Changed: JWT_SECRET, OTHER.');
  expect(terminal.text()).not.toContain('hush');
  const { stdout } = await run(['env', 'pull', '--json', '--rehearse'], { cwd });
  expect(JSON.parse(stdout)).toEqual({ JWT_SECRET: ' hush-hush? ', OTHER: 'hush' });
});

test.each([[], ['--plain']])('Ctrl-C instead of a value changes nothing: %s', async (...flags) => {
  const cwd = copyOf(built);
  const terminal = rehearse('ko', { args: ['env', 'set', 'JWT_SECRET', ...flags], cwd });
  await terminal.waitFor('JWT_SECRET');
  terminal.type('hu');
  terminal.press('ctrl-c');
  expect(await terminal.exited).toBe(130);
  const { stdout } = await run(['env', 'pull', '--json', '--rehearse'], { cwd });
  expect(JSON.parse(stdout)).toEqual({});
});
