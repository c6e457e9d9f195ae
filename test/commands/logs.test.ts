import { beforeAll, describe, expect, test } from 'vitest';
import { printLogLine } from '../../src/ui/logs-view.ts';
import { run } from '../support/program.ts';
import { expectCode, project, small, unbroken } from './support.ts';

/** Rehearsed stacks: with a log in CloudWatch, and without. */
const logged = project();
const without = project();

beforeAll(async () => {
  for (const [cwd, ...flags] of [[logged, '--log-days', '14'], [without]] as const) {
    const { code, stderr } = await run(['up', ...small, ...flags, '--rehearse'], { cwd });
    expectCode(code, 0, stderr);
  }
}, 120_000);

const logs = (cwd: string, ...args: string[]) => run(['logs', ...args, '--rehearse'], { cwd });

describe.concurrent('stepway logs', () => {
  test.each([
    ['in CloudWatch', logged],
    ['in the journal of the server', without],
  ])('shows what there is %s, a line a line, the time first', async (_, cwd) => {
    const { code, stdout } = await logs(cwd, '--source', 'setup');
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'setup/stepway-setup begin settings',
      'setup/stepway-setup begin nginx',
      'setup/stepway-setup begin site',
      'setup/stepway-setup begin logs',
      'setup/stepway-setup done',
    ]);
    for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z /);
  });

  test.each([logged, without])('has what another program reads, a document a line', async (cwd) => {
    const { code, stdout } = await logs(cwd, '--json', '--since', '1d', '--grep', 'NGINX');
    expect(code).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([{ time: expect.stringMatching(/Z$/), source: 'setup', name: 'stepway-setup', text: 'begin nginx' }]);
  });

  test.each([
    [['--since', 'yesterday'], '--since must be a time'],
    [['--source', 'nginx'], '--source must be one of app, worker, web, setup, deploy'],
  ])('says what is wrong with %j', async (args, said) => {
    const { code, stderr } = await logs(logged, ...args);
    expectCode(code, 2, stderr);
    expect(unbroken(stderr)).toContain(said);
  });

  test('says that nothing was found, and what the lines do not tell', async () => {
    const { code, stdout, stderr } = await logs(logged, '--grep', 'no such text', '--explain');
    expectCode(code, 0, stderr);
    expect(stdout).toBe('');
    expect(unbroken(stderr)).toContain('No such lines.');
    expect(unbroken(stderr)).toContain('These lines tell of no problem that stepway knows.');
  });

  test('needs a stack', async () => {
    const { code } = await logs(project());
    expect(code).toBe(2);
  });
});

test('nothing in a line is for the terminal to obey', () => {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) > 0 };
  const text = '\u001b[2J\u001b]0;owned\u0007red\u001b[31m\u009b1A\rover\u202e\nnext';
  printLogLine(stream, { time: '2026-11-27T10:00:00.000000Z', source: 'app', name: 'web', text });
  expect(written.join('')).toBe('2026-11-27T10:00:00.000000Z app/web redover next\n');
});
