import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environment } from '../support/environment.ts';
import { launcher, run } from '../support/program.ts';
import { sessionAccount, type Account } from '../session/account.ts';
import { expectCode, project, small } from './support.ts';

let account: Account;
beforeAll(async () => {
  account = await sessionAccount({ flags: [...small, '--delivery', 'local'] });
}, 120_000);
afterAll(() => account?.stop());

/** The built program with its real clock, and its streams. */
function start(args: readonly string[], { cwd, env }: Pick<Account, 'cwd' | 'env'> = account) {
  const child = spawn(process.execPath, [launcher, ...args], { cwd, env: environment(cwd, env), stdio: 'pipe' });
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin.on('error', () => undefined);
  return { child, code, errors: text(child.stderr) };
}

async function ran(...args: string[]) {
  const { child, code, errors } = start(['run', ...args]);
  child.stdin.end();
  const output = await text(child.stdout);
  return { code: await code, output, errors: await errors };
}

describe('stepway run', () => {
  test("runs a command in the app's folder, keeps its streams apart, and its exit code is ours", async () => {
    const { code, output, errors } = await ran('--', 'sh', '-c', 'pwd; echo "$AWS_REGION"; echo oh >&2; exit 41');
    expect(output).toBe(`${account.root}/opt/app/releases/1\nus-east-1\n`);
    expect(errors).toBe('oh\n');
    expect(code).toBe(41);
  });

  test('leaves the flags of the command alone', async () => {
    const { code, output } = await ran(
      '--',
      'printf',
      '%s|',
      '--json',
      '--lang',
      'ko',
      '--help',
      '--verbose',
      '-V',
      '--',
    );
    expect(output).toBe('--json|--lang|ko|--help|--verbose|-V|--|');
    expect(code).toBe(0);
  });

  test('passes every byte of its input on, and back', async () => {
    const bytes = randomBytes(300_000);
    const { child, code } = start(['run', '--', 'cat']);
    child.stdin.end(bytes);
    expect((await buffer(child.stdout)).equals(bytes)).toBe(true);
    expect(await code).toBe(0);
  });

  test('gives Ctrl-C to the command, and ends as that does', async () => {
    const { child, code } = start([
      'run',
      '--',
      'sh',
      '-c',
      'trap "echo bye; exit 7" INT; echo ready; while :; do sleep 0.1; done',
    ]);
    let said = '';
    child.stdout.on('data', (data: Buffer) => (said += data.toString()));
    await expect.poll(() => said, { timeout: 20_000 }).toBe('ready\n');
    child.kill('SIGINT');
    expect(await code).toBe(7);
    expect(said).toBe('ready\nbye\n');
  });

  test('what AWS is asked is the same whatever the command is: its words go through the session alone', async () => {
    const asked = async (...words: string[]) => {
      const before = account.calls.length;
      await ran('--', ...words);
      // A session's id is new each time.
      return account.calls
        .slice(before)
        .map(({ operation, input }) => [operation, { ...input, SessionId: undefined }] as const);
    };
    const calls = await asked('true');
    expect(calls.map(([operation]) => operation)).toEqual(['StartSession', 'TerminateSession']);
    expect(await asked('true', 'hush-hush')).toEqual(calls);
  });

  test('as JSON it says how the command ended, and what it said', async () => {
    const { code, output } = await ran('--json', '--', 'sh', '-c', 'echo yes; echo no >&2; exit 3');
    expect(JSON.parse(output)).toEqual({ is: 'done', exitCode: 3, stdout: 'yes\n', stderr: 'no\n' });
    expect(code).toBe(3);
  });

  test('says what to write, and what is in the way', async () => {
    const { code, errors } = await ran();
    expectCode(code, 2, errors);
    expect(errors).toContain('stepway run -- ls -l');
    const nothing = await run(['run', '--', 'true'], { cwd: project() });
    expectCode(nothing.code, 2, nothing.stderr);
  });
});

test('a rehearsal says that nothing ran', async () => {
  const cwd = project();
  const up = await run(['up', ...small, '--delivery', 'local', '--rehearse'], { cwd });
  expectCode(up.code, 0, up.stderr);
  const { code, stderr, stdout } = await run(['run', '--rehearse', '--', 'rm', '-rf', '/'], { cwd });
  expectCode(code, 0, stderr);
  expect(stderr).toContain('Nothing ran');
  expect(stdout).toBe('');
}, 120_000);

test('a key that the account has sessions encrypted with is said to be in the way', async () => {
  const other = await sessionAccount({ key: true, flags: [...small, '--delivery', 'local'] });
  const { child, code, errors } = start(['run', '--', 'true'], other);
  child.stdin.end();
  const said = await errors;
  expectCode(await code, 4, said);
  expect(said).toContain('KMS key');
  await other.stop();
});
