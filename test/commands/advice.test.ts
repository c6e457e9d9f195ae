import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { advising, commandAt } from '../../src/commands/advice.ts';
import { run } from '../support/program.ts';
import { expectCode, meddle, necessary, project, unbroken } from './support.ts';

describe('a command that is advised', () => {
  test.each([
    ['stepway up', {}, 'stepway up'],
    ['stepway up', { rehearse: true }, 'stepway up --rehearse'],
    ['stepway up', { rehearse: 'free-plan', name: 'shop' }, 'stepway up --name shop --rehearse free-plan'],
    ['stepway up', { dir: '../my shop', profile: 'work' }, "stepway up --dir '../my shop' --profile work"],
    ['stepway status --name shop', { name: 'shop', lang: 'ko' }, 'stepway status --name shop --lang ko'],
    ['stepway status --name=shop', { name: 'shop' }, 'stepway status --name=shop'],
    ['stepway run -- sh -c "ls && pwd"', { rehearse: true }, 'stepway run --rehearse -- sh -c "ls && pwd"'],
    ['stepway db dump - | gzip > a.gz', { rehearse: true }, 'stepway db dump - --rehearse | gzip > a.gz'],
    ['stepway explain vpc', { rehearse: true, name: 'shop', lang: 'ko' }, 'stepway explain vpc --lang ko'],
    ['stepway up --help', { rehearse: true }, 'stepway up --help'],
    ['stepway up', { name: 'x'.repeat(100_000) }, 'stepway up'],
  ] as const)('%s, to somebody who typed %j, is %s', (command, place, there) => {
    expect(commandAt(place, command)).toBe(there);
  });

  test('reads as Korean does', () => {
    const advise = (text: string, place: Parameters<typeof advising>[0]) => advising(place)({ en: '', ko: text }).ko;
    const text =
      '`stepway up`을 실행하고 `stepway init`으로 만드세요. `stepway deploys`에서 봅니다. `stepway restore`로 합니다.';
    expect(advise(text, { rehearse: true })).toBe(
      '`stepway up --rehearse`를 실행하고 `stepway init --rehearse`로 만드세요. `stepway deploys --rehearse`에서 봅니다. `stepway restore --rehearse`로 합니다.',
    );
    expect(advise(text, { name: 'shop' })).toBe(
      '`stepway --name shop up`을 실행하고 `stepway --name shop init`으로 만드세요. `stepway deploys --name shop`에서 봅니다. `stepway --name shop restore`로 합니다.',
    );
  });
});

/** A rehearsed stack with all that has something to say. */
const cwd = project();
const place = ['--rehearse', '--name', 'shop', '--lang', 'en'];

beforeAll(async () => {
  const flags = ['--delivery', 'local', '--log-days', '14', '--alarms', 'you@example.com'];
  const { code, stderr } = await run(['up', ...necessary, ...flags, ...place], { cwd });
  expectCode(code, 0, stderr);
}, 240_000);

/** The commands in a text that are not what somebody would have to paste who typed those flags. */
const astray = (text: string) =>
  [...unbroken(text).matchAll(/`(stepway (?!explain\b|\w+ --help)[^`]+)`/g)]
    .map(([, command = '']) => command)
    .filter((command) => !place.every((word) => command.split(' ').includes(word)));

test.each([
  ['status'],
  ['doctor'],
  ['outputs'],
  ['plan'],
  ['alarms'],
  ['alarms', 'nonsense'],
  ['cost'],
  ['cost', '--estimate'],
  ['env'],
  ['env', 'set', 'GREETING=hello'],
  ['env', 'unset', 'NONE'],
  ['env', 'nonsense'],
  ['deploys'],
  ['logs'],
  ['init', '--kind', 'node'],
  ['deploy'],
  ['deploy', '--rollback'],
  ['shell'],
  ['db', 'restore'],
  ['db', 'restore', '--list'],
  ['db', 'restore', '--back'],
  ['db', 'dump'],
  ['db', 'nonsense'],
  ['report', '--out', 'report.html'],
  ['teardown', '--dry-run'],
])('%s %s advises only what stays with this stack, in this rehearsal and language', async (...command) => {
  const { stdout, stderr } = await run([...command, ...place], { cwd: project(cwd) });
  expect(astray(stdout + stderr)).toEqual([]);
});

test('after a restore in a rehearsal, the way back is one of the rehearsal', async () => {
  const { code, stdout, stderr } = await run(['db', 'restore', '--to', 'latest', '--yes', ...place], {
    cwd: project(cwd),
  });
  expectCode(code, 0, stderr);
  expect(unbroken(stdout + stderr)).toContain('`stepway db restore --back --name shop --rehearse --lang en`');
}, 60_000);

test('after a build in a rehearsal, only what makes it real leaves it', async () => {
  const { stderr } = await run(['up', ...place], { cwd: project(cwd) });
  expect(astray(stderr)).toEqual(['stepway up']);
  expect(unbroken(stderr)).toContain('or `stepway up` to create it for real.');
});

test('a doctor that finds something says how to mend it where it was asked', async () => {
  const broken = project(cwd);
  meddle(broken, ({ regions }) => {
    const here = regions['us-east-1']!;
    here.rules = here.rules.filter(({ referencedGroupId, from }) => !(referencedGroupId && from === 80));
  });
  const { stdout, stderr } = await run(['doctor', ...place], { cwd: broken });
  expect(`${stdout}${stderr}`).toMatch(/^ {4}stepway .* --name shop --rehearse --lang en$/m);
});

test('what stepway has a command of its own for needs no AWS CLI', async () => {
  const { code, stdout } = await run(['outputs', '--rehearse'], { cwd });
  expect(code).toBe(0);
  expect(stdout).not.toMatch(/^ *aws /m);
  for (const command of ['shell', 'logs -f', 'db connect', 'db tunnel'])
    expect(stdout).toContain(`    stepway ${command} --rehearse\n`);
});

describe('a report', () => {
  const report = (folder: string, ...flags: string[]) =>
    run(['report', '--rehearse', '--out', 'page.html', ...flags], { cwd: folder });
  const written = (folder: string) => readFileSync(join(folder, 'page.html'), 'utf8');

  test('does not replace a file that somebody else wrote, and says how it would', async () => {
    const folder = project(cwd);
    writeFileSync(join(folder, 'page.html'), 'my own page\n');
    const refused = await report(folder);
    expectCode(refused.code, 2, refused.stderr);
    expect(unbroken(refused.stderr)).toContain('page.html exists already. It was left as it is.');
    expect(unbroken(refused.stderr)).toContain('--force');
    expect(written(folder)).toBe('my own page\n');
    const forced = await report(folder, '--force');
    expectCode(forced.code, 0, forced.stderr);
    expect(written(folder)).toContain('<!doctype html>');
  });

  test('replaces a report, be it the page or the picture', async () => {
    const folder = project(cwd);
    for (const flags of [[], ['--svg'], []]) {
      const { code, stderr } = await report(folder, ...flags);
      expectCode(code, 0, stderr);
    }
    expect(written(folder)).toContain('<!doctype html>');
  });
});
