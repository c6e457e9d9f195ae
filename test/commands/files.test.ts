import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, runAlone } from '../support/program.ts';
import { expectCode, contentOf, project, small, stateFile, stateOf, unbroken } from './support.ts';

/** A small stack that was rehearsed to the end. */
const built = project();

beforeAll(async () => {
  await run(['up', '--rehearse', ...small], { cwd: built });
}, 60_000);

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** The answers that a plan goes by, with where they came from. */
async function answersOf(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await run(['plan', '--rehearse', '--json', ...args], { cwd });
  expectCode(code, 0, stderr);
  return (JSON.parse(stdout) as { answers: Record<string, { value: unknown; from: string }> }).answers;
}

describe.concurrent('what is written', () => {
  test('is for its owner only, and not for git', () => {
    const folder = join(built, '.stepway');
    expect(modeOf(folder)).toBe('700');
    expect(modeOf(join(folder, 'rehearsal'))).toBe('700');
    expect(modeOf(stateFile(built))).toBe('600');
    expect(modeOf(join(folder, 'rehearsal', 'account.json'))).toBe('600');
    expect(contentOf(folder)['.gitignore']).toBe('*\n');
  });

  test('is all in .stepway, and the lock is gone', () => {
    expect(Object.keys(contentOf(built))).toEqual([
      '.stepway/.gitignore',
      '.stepway/rehearsal/account.json',
      '.stepway/rehearsal/shop.jsonl',
    ]);
  });

  test('is where --dir says, and the stack has the name of that folder', async () => {
    const cwd = project();
    mkdirSync(join(cwd, 'elsewhere'));
    const args = ['up', '--yes', '--region', 'us-east-1', '--domain', 'app.example.com', '--dir', 'elsewhere'];
    expect((await runAlone(args, { cwd })).code).toBe(4);
    expect(Object.keys(contentOf(cwd))).toContain('elsewhere/.stepway/elsewhere.jsonl');
  });

  test('is one JSON object a line, with the time of each', () => {
    for (const line of stateOf(built).trimEnd().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ at: expect.any(Number), is: expect.any(String) });
  });
});

describe.concurrent('an answers file', () => {
  test.each([
    ['answers.yaml', 'domain: file.example.com\napp-port: 3000\nwww: true\ndatabase: none\n'],
    ['answers.json', '{"domain":"file.example.com","app-port":3000,"www":true,"database":"none"}'],
  ])('may be %s', async (name, content) => {
    const cwd = project();
    writeFileSync(join(cwd, name), content);
    const answers = await answersOf(cwd, '--answers', name);
    expect(answers['domain']).toEqual({ value: 'file.example.com', from: 'file' });
    expect(answers['app-port']).toEqual({ value: 3000, from: 'file' });
    expect(answers['www']).toEqual({ value: true, from: 'file' });
    expect(answers['database']).toEqual({ value: 'none', from: 'file' });
    expect(answers['zone']).toEqual({ value: 'example.com', from: 'default' });
  });

  test('is stronger than what was saved, and weaker than a flag', async () => {
    const cwd = project(built);
    writeFileSync(join(cwd, 'answers.yaml'), 'health-path: /file\nssh: 203.0.113.0/24\n');
    const answers = await answersOf(cwd, '--answers', 'answers.yaml', '--ssh', '198.51.100.7');
    expect(answers['ssh']).toEqual({ value: '198.51.100.7/32', from: 'flag' });
    expect(answers['domain']).toEqual({ value: 'app.example.com', from: 'saved' });
    expect(answers['app-port']).toEqual({ value: 8080, from: 'saved' });
  });

  test('may say no where the default would', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'answers.yaml'), 'elastic-ip: yes\n');
    expect((await answersOf(cwd, '--answers', 'answers.yaml'))['elastic-ip']).toEqual({ value: true, from: 'file' });
    const flagged = await answersOf(cwd, '--answers', 'answers.yaml', '--no-elastic-ip');
    expect(flagged['elastic-ip']).toEqual({ value: false, from: 'flag' });
  });
});

describe.concurrent('several stacks in one folder', () => {
  const two = () => {
    const cwd = project(built);
    writeFileSync(stateFile(cwd).replace('shop.jsonl', 'blog.jsonl'), stateOf(cwd).replaceAll('"shop"', '"blog"'));
    return cwd;
  };

  test.each(['up', 'plan', 'status', 'outputs', 'teardown'])('have to be told apart for %s', async (command) => {
    const cwd = two();
    const { code, stdout, stderr } = await run([command, '--rehearse'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(unbroken(stderr)).toContain('blog, shop');
    expect(unbroken(stderr)).toContain('--name');
  });

  test('are told apart by --name', async () => {
    const { code, stdout } = await run(['outputs', '--rehearse', '--name', 'blog', '--json'], { cwd: two() });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ url: 'https://app.example.com' });
  });

  test('a state under another stack’s name is nobody’s', async () => {
    const cwd = project(built);
    writeFileSync(stateFile(cwd).replace('shop.jsonl', 'blog.jsonl'), stateOf(cwd));
    const { code, stderr } = await run(['plan', '--rehearse', '--name', 'blog'], { cwd });
    expectCode(code, 5, stderr);
    expect(unbroken(stderr)).toContain('shop');
  });

  test('a rehearsal is not the real thing', async () => {
    const { code, stderr } = await run(['outputs'], { cwd: built });
    expect(code).toBe(2);
    expect(unbroken(stderr)).toContain('stepway up');
  });
});

describe.concurrent('escape sequences are not written', () => {
  test.each([
    { where: 'through a pipe', args: [], env: {} },
    { where: 'with --no-color', args: ['--no-color'], env: {} },
    { where: 'with NO_COLOR', args: [], env: { NO_COLOR: '1' } },
  ])('$where', async ({ args, env }) => {
    const cwd = project(built);
    for (const command of ['up', 'plan', 'status', 'outputs', 'up --help']) {
      const { code, stdout, stderr } = await run([...command.split(' '), '--rehearse', ...args], { cwd, env });
      expect(code).toBe(0);
      // eslint-disable-next-line no-control-regex
      expect(stdout + stderr).not.toMatch(/\u001b/);
    }
  });
});
