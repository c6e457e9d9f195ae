import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectCode, project, small, stateFile, stateOf, unbroken } from '../commands/support.ts';
import { run, type Setting } from '../support/program.ts';

const up = ['up', '--rehearse', ...small];
const teardown = ['teardown', '--rehearse', '--yes', '--data', 'delete'];

/** Root may write everywhere: as root the program runs as nobody. */
const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? 65_534 : undefined;

/** Runs it, and expects that it stops with a sentence about this file. */
async function expectRefused(args: readonly string[], setting: Setting, path: string, why: RegExp): Promise<void> {
  const { code, stderr } = await run(args, setting);
  expectCode(code, 5, stderr);
  const said = unbroken(stderr);
  // A path may be broken across lines.
  expect(said.replaceAll(' ', '')).toContain(path);
  expect(said).toMatch(why);
  expect(said).toContain('run the same command again');
  expect(said).not.toMatch(/defect|could not be reached/);
}

async function expectDone(args: readonly string[], cwd: string): Promise<void> {
  const { code, stderr } = await run(args, { cwd });
  expectCode(code, 0, stderr);
}

describe.skipIf(process.platform === 'win32').concurrent('where nothing more can be written', () => {
  const full = /files may not get that large/;

  test('the .gitignore is told of, and written with room again', async () => {
    const cwd = project();
    const ignore = join(cwd, '.stepway', '.gitignore');
    await expectRefused(up, { cwd, limits: 'ulimit -f 0' }, ignore, full);
    await expectDone(up, cwd);
    expect(readFileSync(ignore, 'utf8')).toBe('*\n');
  });

  test('the lock is told of', async () => {
    const cwd = project();
    await expectDone(up, cwd);
    await expectRefused(teardown, { cwd, limits: 'ulimit -f 0' }, join(dirname(stateFile(cwd)), 'shop.lock'), full);
    await expectDone(teardown, cwd);
  });

  test('the simulated account is told of, and the same command goes on', async () => {
    const cwd = project();
    const account = join(dirname(stateFile(cwd)), 'account.json');
    mkdirSync(`${account}.new`, { recursive: true });
    await expectRefused(up, { cwd }, account, /EISDIR/);
    rmSync(`${account}.new`, { recursive: true });
    await expectDone(up, cwd);
  });

  test.each([up, teardown])('the state is told of, and the same command goes on (%s)', async (...args) => {
    const cwd = project();
    if (args[0] === 'teardown') await expectDone(up, cwd);
    const state = stateFile(cwd);
    mkdirSync(dirname(state), { recursive: true });
    // Up to a little below the limit with lines that say nothing.
    const limit = 256 * 512;
    const said = stateOf(cwd);
    writeFileSync(state, `${said}${'\n'.repeat(limit - said.length - 3000)}`);
    await expectRefused(args, { cwd, limits: 'ulimit -f 256' }, state, full);
    // What is there are whole lines.
    expect(stateOf(cwd)).toMatch(/\n$/);
    for (const line of stateOf(cwd).split('\n').filter(Boolean)) JSON.parse(line);
    await expectDone(args, cwd);
  });
});

describe.skipIf(process.platform === 'win32').concurrent('where stepway may not write', () => {
  const owned = (...paths: string[]) => {
    for (const path of paths) if (nobody !== undefined) chownSync(path, nobody, nobody);
  };
  /** The folders above are somebody's own. */
  const opened = (cwd: string) => {
    for (const path of [cwd, dirname(cwd), dirname(dirname(cwd))]) chmodSync(path, 0o755);
    return cwd;
  };

  test('the folder is told of', async () => {
    const cwd = opened(project());
    owned(cwd);
    chmodSync(cwd, 0o555);
    await expectRefused(up, { cwd, uid: nobody }, join(cwd, '.stepway'), /not allowed to/);
    chmodSync(cwd, 0o755);
  });

  test('a state folder that is read-only is told of, and stays so', async () => {
    const cwd = opened(project());
    const folder = join(cwd, '.stepway');
    mkdirSync(folder, { mode: 0o500 });
    owned(cwd, folder);
    await expectRefused(up, { cwd, uid: nobody }, folder, /not allowed to/);
    expect(statSync(folder).mode & 0o777).toBe(0o500);
  });

  test('a state file that is read-only is told of, and stays as it is', async () => {
    const cwd = opened(project());
    await expectDone(up, cwd);
    const state = stateFile(cwd);
    owned(cwd, join(cwd, '.stepway'), dirname(state), state, join(dirname(state), 'account.json'));
    chmodSync(state, 0o400);
    const before = stateOf(cwd);
    await expectRefused(teardown, { cwd, uid: nobody }, state, /not allowed to/);
    expect(stateOf(cwd)).toBe(before);
    expect(statSync(state).mode & 0o777).toBe(0o400);
  });

  test('a state file that may not be read is told of by a command that only reads', async () => {
    const cwd = opened(project());
    await expectDone(up, cwd);
    const state = stateFile(cwd);
    owned(cwd, join(cwd, '.stepway'), dirname(state), state, join(dirname(state), 'account.json'));
    chmodSync(state, 0o000);
    await expectRefused(['outputs', '--rehearse'], { cwd, uid: nobody }, state, /cannot read .*not allowed to/);
  });
});

describe.concurrent('something else in the place of', () => {
  test('the state folder: a file', async () => {
    const cwd = project();
    writeFileSync(join(cwd, '.stepway'), 'mine');
    await expectRefused(up, { cwd }, join(cwd, '.stepway'), /ENOTDIR|EEXIST/);
    expect(readFileSync(join(cwd, '.stepway'), 'utf8')).toBe('mine');
  });

  test.skipIf(process.platform === 'win32')('the state folder: a link to nowhere', async () => {
    const cwd = project();
    symlinkSync(join(cwd, 'nowhere'), join(cwd, '.stepway'));
    await expectRefused(up, { cwd }, join(cwd, '.stepway'), /ENOENT|EEXIST/);
  });

  test('the state file: a folder', async () => {
    const cwd = project();
    mkdirSync(stateFile(cwd), { recursive: true });
    await expectRefused(up, { cwd }, stateFile(cwd), /EISDIR/);
  });

  test('the simulated account: half of it', async () => {
    const cwd = project();
    await expectDone(up, cwd);
    const account = join(dirname(stateFile(cwd)), 'account.json');
    writeFileSync(account, readFileSync(account, 'utf8').slice(0, 1000));
    const { code, stderr } = await run(up, { cwd });
    expectCode(code, 5, stderr);
    expect(unbroken(stderr)).toContain('simulated account');
    rmSync(dirname(stateFile(cwd)), { recursive: true });
    await expectDone(up, cwd);
  });
});

describe.skipIf(process.platform === 'win32')('what was open to others', () => {
  test('is closed to them by the next run, and an empty .gitignore is written', async () => {
    const cwd = project();
    const folder = join(cwd, '.stepway');
    await expectDone(up, cwd);
    for (const path of [folder, dirname(stateFile(cwd))]) chmodSync(path, 0o755);
    chmodSync(stateFile(cwd), 0o664);
    writeFileSync(join(folder, '.gitignore'), '');
    await expectDone(up, cwd);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(dirname(stateFile(cwd))).mode & 0o777).toBe(0o700);
    expect(statSync(stateFile(cwd)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('is left alone where a link leads', async () => {
    const cwd = project();
    const elsewhere = join(dirname(cwd), 'elsewhere');
    mkdirSync(elsewhere, { mode: 0o755 });
    symlinkSync(elsewhere, join(cwd, '.stepway'));
    await expectDone(up, cwd);
    expect(statSync(elsewhere).mode & 0o777).toBe(0o755);
  });
});
