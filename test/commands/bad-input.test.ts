import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/program.ts';
import { expectCode, contentOf, fakeAws, korean, necessary, project, unbroken, type FakeAws } from './support.ts';

/** An AWS that nothing may be asked of. */
let aws: FakeAws;

beforeAll(async () => {
  aws = await fakeAws(500, '');
});

afterAll(() => aws.stop());

/** Runs a command in a folder and expects that it is refused before anything happens. */
async function refused(args: readonly string[], cwd: string): Promise<string> {
  const before = contentOf(cwd);
  const { code, stdout, stderr } = await run(args, { cwd, env: aws.env });
  expectCode(code, 2, stderr);
  expect(stdout).toBe('');
  expect(stderr.match(/✖/g)).toHaveLength(1);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(contentOf(cwd)).toEqual(before);
  expect(aws.calls()).toBe(0);
  return unbroken(stderr);
}

/** A value that will not do, and what the refusal has to say besides the name of the flag. */
const values: readonly (readonly [flag: string, value: string, allowed: string])[] = [
  ['--name', '1shop', 'letter'],
  ['--name', 'x', '2 to 20'],
  ['--name', 'a-name-of-more-than-twenty', '2 to 20'],
  ['--name', 'Shop', 'a–z'],
  ['--name', 'shop-', 'hyphen'],
  ['--name', '../shop', 'a–z'],
  ['--region', 'mars-1', 'ap-northeast-2'],
  ['--domain', 'https://app.example.com', 'without https://'],
  ['--domain', 'localhost', 'example.com'],
  ['--domain', '203.0.113.25', 'example.com'],
  ['--domain', 'co.kr', 'shop.co.kr'],
  ['--domain', 'under_score.example.com', 'example.com'],
  ['--zone', 'example.org', 'app.example.com'],
  ['--zone', 'com', 'app.example.com'],
  ['--hosted-zone', 'mine', 'auto, create'],
  ['--entry', 'door', 'load-balancer, elastic-ip'],
  ['--instance-type', 'huge', 't3.micro'],
  ['--app-port', '0', '1024 to 65535'],
  ['--app-port', '70000', '1024 to 65535'],
  ['--app-port', 'abc', '1024 to 65535'],
  ['--app-port', '80.5', '1024 to 65535'],
  ['--app-port', '', '1024 to 65535'],
  ['--health-path', 'health', '/health'],
  ['--ssh', '0.0.0.0/0', 'whole internet'],
  ['--ssh', 'everyone', 'my-ip'],
  ['--ssh', '203.0.113.0/33', 'my-ip'],
  ['--ssh', '::/0', 'my-ip'],
  ['--database', 'oracle', 'postgres, mysql, none'],
  ['--database-class', 'micro', 'db.t4g.micro'],
  ['--database-storage', '5', '20'],
  ['--network', 'mine', 'own, default'],
  ['--lang', 'xx', 'en, ko'],
  ['--timeout', 'soon', 'minutes'],
  ['--timeout', '-1', 'minutes'],
  ['--data', 'maybe', 'snapshot, delete'],
  ['--dns-server', 'no server', 'HOST:PORT'],
  ['--dns-server', '1.1.1.1:70000', 'HOST:PORT'],
];

describe.concurrent('a flag with a value that will not do', () => {
  test.each(values)('%s "%s" is refused before anything happens', async (flag, value, allowed) => {
    const sentence = await refused(['up', ...necessary, `${flag}=${value}`], project());
    expect(sentence).toContain(flag);
    expect(sentence).toContain(allowed);
    expect(sentence).toContain(value);
  });

  test.each(['443', '22'])(
    'the app cannot have port %s, which is for what is on the server besides it',
    async (port) => {
      const said = await refused(['up', ...necessary, '--app-port', port], project());
      expect(said).toContain(`--app-port must be a whole number from 1024 to 65535, not "${port}"`);
      expect(said).toContain('nginx');
    },
  );

  test('a server that visitors reach directly cannot be without its fixed address', async () => {
    const args = ['up', ...necessary, '--entry', 'elastic-ip', '--no-elastic-ip'];
    expect(await refused(args, project())).toContain('--no-elastic-ip does not go with --entry elastic-ip');
  });

  test('a rehearsal that does not exist is refused with the names of those that do', async () => {
    const sentence = await refused(['up', ...necessary, '--rehearse', 'earthquake'], project());
    expect(sentence).toContain('earthquake');
    expect(sentence).toContain('name-servers-not-set');
  });

  test.each(['nowhere', 'file'])('--dir has to be a folder that exists (%s)', async (dir) => {
    const cwd = project();
    writeFileSync(join(cwd, 'file'), '');
    const sentence = await refused(['up', ...necessary, '--dir', dir], cwd);
    expect(sentence).toContain('--dir');
    expect(sentence).toContain(dir);
  });

  test('plan refuses what up refuses', async () => {
    expect(await refused(['plan', ...necessary, '--app-port', '0'], project())).toContain('--app-port');
  });

  test('it is refused in Korean, too', async () => {
    const sentence = await refused(['up', ...necessary, '--app-port', '0', '--lang', 'ko'], project());
    expect(sentence).toContain('--app-port');
    expect(sentence).toContain('65535');
    expect(sentence).toMatch(korean);
    expect(sentence).not.toMatch(/must|another|Give/);
  });
});

describe.concurrent('an answers file', () => {
  const given = async (content: string | undefined, name = 'answers.yaml') => {
    const cwd = project();
    if (content !== undefined) writeFileSync(join(cwd, name), content);
    return refused(['up', '--yes', '--answers', name], cwd);
  };

  test.each([
    ['is missing', undefined, 'read'],
    ['is not valid YAML or JSON', 'domain: [', 'YAML'],
    ['has one key twice', 'domain: example.com\ndomain: example.org\n', 'YAML'],
    ['is a list', '- example.com\n', 'keys'],
    ['is a text', 'example.com\n', 'keys'],
    ['has a key that is no flag', 'domian: example.com\n', 'domian'],
    ['has a key that is no question', 'yes: true\n', '"yes"'],
    ['has a value of several parts', 'domain:\n  name: example.com\n', 'domain'],
    ['nests keys in keys, which would take the parser hours', '? '.repeat(2000), ''],
    ['refers from one place to another', 'domain: &a example.com\nzone: *a\n', 'zone'],
    ['has a key without a value', 'domain:\n', 'domain'],
  ])('that %s is refused before anything happens', async (_, content, said) => {
    const sentence = await given(content);
    expect(sentence).toContain('answers.yaml');
    expect(sentence).toContain('--answers');
    expect(sentence).toContain(said);
  });

  test('with a mistyped key is refused with the one that was meant', async () => {
    expect(await given('domian: example.com\n')).toContain('Did you mean domain?');
  });

  test('with a value that will not do is refused with its key', async () => {
    const sentence = await given('app-port: 0\n');
    expect(sentence).toContain('app-port (answers file, line 1)');
    expect(sentence).toContain('1024 to 65535');
  });
});

describe('what is far too long', () => {
  const long = 'x'.repeat(100_000);
  const words = 'x y '.repeat(25_000);

  const expectShort = async (args: readonly string[], cwd = project()) => {
    const began = performance.now();
    const { code, stdout, stderr } = await run(args, { cwd, env: aws.env });
    expect([2, 5], stderr.slice(0, 1000)).toContain(code);
    expect((stdout + stderr).length).toBeLessThan(20_000);
    expect(performance.now() - began).toBeLessThan(20_000);
  };

  test.each([
    [[long]],
    [[`--${long}`]],
    [['up', `--${long}`]],
    [['up', long]],
    [['up', words]],
    [['up', ...words.split(' ').slice(0, 5000)]],
    [['up', '--app-port', long]],
    [['up', '--app-port', words]],
    [['up', '--domain', long]],
    [['up', '--alarms', words]],
    [['up', '--name', long]],
    [['up', '--dir', long]],
    [['up', '--dir', words]],
    [['up', '--answers', long]],
    [['up', '--rehearse', words]],
    [['up', '--data', words]],
    [['up', '--timeout', long]],
    [['up', '--lang', words]],
    [['explain', long]],
    [['logs', '--since', words]],
    [['logs', '--source', words]],
    [['alarms', words]],
    [['db', words]],
    [['db', 'tunnel', '--port', words]],
    [['db', 'restore', '--to', words, '--rehearse']],
    [['env', words]],
    [['deploy', words]],
    [['init', '--kind', words]],
    [['completion', words]],
  ])('is cut where it is repeated (%#)', (args) => expectShort(args));

  test.each([
    ['one of a megabyte', `domain: "${'x y '.repeat(250_000)}"\n`],
    ['a key of a megabyte', `${'x'.repeat(1_000_000)}: 1\n`],
    ['thousands of unknown keys', Array.from({ length: 5_000 }, (_, at) => `key${at}: 1\n`).join('')],
  ])('is cut of answers in a file: %s', async (_, content) => {
    const cwd = project();
    writeFileSync(join(cwd, 'answers.yml'), content);
    await expectShort(['up', '--yes', '--answers', 'answers.yml'], cwd);
  });
});

test.each([
  [['up', 'extra'], '"extra" is more than this command takes'],
  [['status', 'shop', 'again'], '"shop", "again" are more than this command takes'],
  [['completion', 'bash', 'zsh'], '"zsh" is more than this command takes: one argument'],
  [['up', 'example.com'], 'Did you mean --domain example.com?'],
  [['plan', 'region'], 'Did you mean --region?'],
])('a word too many is named: %s', async (args, named) => {
  expect(await refused(args, project())).toContain(named);
});
