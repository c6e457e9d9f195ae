import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { questions } from '../../src/steps/index.ts';
import { run } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';
import { contentOf, korean, project, unbroken } from './support.ts';

const common = [
  '--name',
  '--region',
  '--profile',
  '--dir',
  '--answers',
  '--yes',
  '--json',
  '--lang',
  '--rehearse',
  '--no-color',
];
const ofUp = [
  '--domain',
  '--hosted-zone',
  '--zone',
  '--www',
  '--entry',
  '--elastic-ip',
  '--instance-type',
  '--app-port',
  '--health-path',
  '--ssh',
  '--database',
  '--database-class',
  '--database-storage',
  '--database-standby',
  '--network',
  '--skip-delegation-check',
  '--dns-server',
  '--timeout',
];

/** The flags that a help text has a line for. */
const flagsIn = (help: string) => [...help.matchAll(/^ +(--[\w-]+)/gm)].map(([, flag]) => flag);

test('without a command, and with --help, the commands are listed on stdout', async () => {
  const cwd = project();
  const [bare, help] = await Promise.all([run([], { cwd }), run(['--help'], { cwd })]);
  for (const command of ['up', 'plan', 'status', 'outputs', 'doctor', 'teardown', 'explain'])
    expect(help.stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(bare).toEqual(help);
  expect(contentOf(cwd)).toEqual({});
});

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await run(['--version'], { cwd: project() })).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('the help of up lists every flag', async () => {
  const { code, stdout, stderr } = await run(['up', '--help'], { cwd: project() });
  expect(flagsIn(stdout)).toEqual(expect.arrayContaining([...common, ...ofUp]));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('the help of teardown lists its own flags, and not those of the questions', async () => {
  const { stdout } = await run(['teardown', '--help'], { cwd: project() });
  const flags = flagsIn(stdout);
  expect(flags).toEqual(expect.arrayContaining([...common, '--data', '--dry-run']));
  expect(flags).not.toContain('--entry');
});

test.each(['en', 'ko'] as const)('every flag of a question is explained in its own words (%s)', async (language) => {
  const { stdout } = await run(['up', '--help', '--lang', language], { cwd: project() });
  // What all commands take has words of its own.
  const own = questions.filter(({ key }) => key !== 'name' && key !== 'region');
  expect(own.filter(({ help }) => !unbroken(stdout).includes(unbroken(help[language])))).toEqual([]);
});

test('each flag of the Korean help is explained in Korean', async () => {
  const { stdout } = await run(['up', '--help', '--lang', 'ko'], { cwd: project() });
  const explained = stdout.split(/^ {2}(?=-)/m).slice(1);
  expect(explained.length).toBeGreaterThan(25);
  // "AWS 리전" and the like: every explanation has at least one Korean word.
  expect(explained.filter((line) => !korean.test(line))).toEqual([]);
});

test.each([
  { of: 'LANG', env: { LANG: 'ko_KR.UTF-8' } },
  { of: 'LC_ALL before LANG', env: { LANG: 'en_US.UTF-8', LC_ALL: 'ko_KR.UTF-8' } },
])('the language follows $of', async ({ env }) => {
  const { stdout } = await run(['--help'], { cwd: project(), env });
  expect(stdout).toMatch(korean);
});

test('--lang is stronger than the environment', async () => {
  const { stdout } = await run(['up', '--help', '--lang=en'], { cwd: project(), env: { LANG: 'ko_KR.UTF-8' } });
  expect(stdout).not.toMatch(korean);
});

const commands = ['up', 'plan', 'status', 'outputs', 'doctor', 'teardown', 'completion'];

describe.each(['en', 'ko'] as const)('the help of each command (%s)', (language) => {
  test.each(commands)('%s has two to four lines to try, each with what it does', async (command) => {
    const { stdout } = await run([command, '--help', '--lang', language], { cwd: project() });
    const [, examples = ''] = stdout.split(/^(?:Examples|예시):\n/m);
    const tried = examples.split(/^ {2}(?=\S)/m).slice(1);
    expect(tried.length).toBeGreaterThan(1);
    expect(tried.length).toBeLessThan(5);
    for (const one of tried) expect(one).toMatch(language === 'ko' ? /stepway.*\n.*[가-힣]/ : /stepway.*\n +[A-Z]/);
  });

  test.each([40, 60, 80, 120])('keeps to %i columns', async (columns) => {
    for (const args of [['up', '--help'], ['--help']]) {
      const terminal = openTerminal({ args: [...args, '--lang', language], cwd: project(), columns, rows: 200 });
      expect(await terminal.exited).toBe(0);
      // A flag with its values is not broken, and neither is a line to try.
      const rows = terminal.cast().split('\n').filter(Boolean).slice(1);
      const output = rows.map((row) => (JSON.parse(row) as [number, string, string])[2]).join('');
      const lines = stripVTControlCharacters(output).split(/\r?\n/);
      expect(lines.filter((line) => stringWidth(line) > columns && !/^ {2}(-|stepway)/.test(line))).toEqual([]);
    }
  });
});

describe('flags before the command', () => {
  const of = async (line: string, cwd = project()) => run(line.split(' '), { cwd });

  test.each([
    ['--rehearse plan', 'plan --rehearse'],
    ['--lang ko --rehearse plan', 'plan --lang ko --rehearse'],
    ['--name up --rehearse plan', 'plan --name up --rehearse'],
    ['--rehearse free-plan plan', 'plan --rehearse free-plan'],
    ['--domain shop.example.com --rehearse plan --json', 'plan --domain shop.example.com --rehearse --json'],
    ['--lang ko up --help', 'up --lang ko --help'],
    ['--help up', 'up --help'],
    ['--rehearse run -- up', 'run --rehearse -- up'],
    ['--lang ko explain vpc', 'explain vpc --lang ko'],
    ['--lang ko', '--help --lang ko'],
    ['--plain --lang=ko', '--help --lang ko --plain'],
  ])('mean what they mean behind it: %s', async (before, behind) => {
    const [first, second] = [await of(before), await of(behind)];
    const place = /\([^()]*\.stepway[^()]*\)/g;
    expect({ ...first, stderr: first.stderr.replace(place, '') }).toEqual({
      ...second,
      stderr: second.stderr.replace(place, ''),
    });
    expect(first.stdout + first.stderr).not.toMatch(/Unknown flag|플래그는 없습니다/);
  });

  test.each([
    ['--rehearse', '--rehearse goes with a command, and there is none.'],
    ['--rehearse statsu', 'Unknown command "statsu". Did you mean status?'],
    ['--lang ko statsu', '"statsu" 명령은 없습니다. 혹시 status인가요?'],
    ['--rehearze', 'Unknown flag --rehearze. Did you mean --rehearse?'],
  ])('without one are not guessed to be themselves: %s', async (line, said) => {
    const { code, stderr } = await of(line);
    expect(code).toBe(2);
    expect(unbroken(stderr)).toContain(said);
  });
});

test('help, as in other tools, is the help of a command', async () => {
  const cwd = project();
  const of = async (line: string) => (await run(line.split(' '), { cwd })).stdout;
  expect(await of('help')).toBe(await of('--help'));
  expect(await of('help doctor')).toBe(await of('doctor --help'));
});

test.each([
  ['upp', 'Did you mean up?'],
  ['tear-down', 'Did you mean teardown?'],
  ['stauts', 'Did you mean status?'],
  ['depoly', 'Did you mean deploy?'],
  ['apply', 'Did you mean up?'],
  ['destroy', 'Did you mean teardown?'],
  ['up --regoin us-east-1', 'Did you mean --region?'],
  ['up --regoin=us-east-1', 'Did you mean --region?'],
  ['plan --databse none', 'Did you mean --database?'],
  ['up --entry elastic', 'Did you mean elastic-ip?'],
  ['up --database postgresql', 'Did you mean postgres?'],
  ['up --region ap-northeast2', 'Did you mean ap-northeast-2?'],
  ['up --region seoul', 'Did you mean ap-northeast-2?'],
  ['up --region 서울', 'Did you mean ap-northeast-2?'],
  ['teardown --data snapshoot', 'Did you mean snapshot?'],
  ['up --rehearse throtled', 'Did you mean throttled?'],
])('after "%s": %s', async (line, question) => {
  const cwd = project();
  const english = await run(line.split(' '), { cwd });
  expect(english.code).toBe(2);
  expect(unbroken(english.stderr)).toContain(question);
  const meant = /mean (.*)\?/.exec(question)?.[1];
  const inKorean = await run([...line.split(' '), '--lang', 'ko'], { cwd });
  expect(unbroken(inKorean.stderr)).toContain(`혹시 ${meant}인가요?`);
});

test.each(['frobnicate', 'up --quux', 'up --region mars-1', 'up --entry door'])(
  'nothing is suggested after "%s"',
  async (line) => {
    expect((await run(line.split(' '), { cwd: project() })).stderr).not.toContain('Did you mean');
  },
);

test.each([
  { line: 'bild', names: 'bild' },
  { line: 'up --colour', names: '--colour' },
  { line: 'up --name', names: '--name' },
  { line: 'teardown --entry elastic-ip', names: '--entry' },
  { line: 'up extra', names: 'up' },
])('"$line" is refused in one sentence, with where to look it up', async ({ line, names }) => {
  const cwd = project();
  const { code, stdout, stderr } = await run(line.split(' '), { cwd });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(names);
  expect(stderr).toContain('--help');
  expect(stderr.match(/✖/g)).toHaveLength(1);
  expect(contentOf(cwd)).toEqual({});
});
