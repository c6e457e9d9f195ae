import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectCode, project, small, stateFile, stateOf, unbroken } from '../commands/support.ts';
import { run, type Setting } from '../support/program.ts';

const up = ['up', '--rehearse', ...small];
const teardown = ['teardown', '--rehearse', '--yes', '--data', 'delete'];

/** Root may write everywhere: as root the program runs as nobody. */
const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? 65_534 : undefined;

/** Runs it, expects that it stops because of this file, and returns what it says. */
async function refusal(args: readonly string[], setting: Setting, path: string): Promise<string> {
  const { code, stderr } = await run(args, setting);
  expectCode(code, 5, stderr);
  const said = unbroken(stderr);
  // A path may be broken across lines.
  expect(said.replaceAll(' ', '')).toContain(path);
  expect(said).toContain('run the same command again');
  expect(said).not.toMatch(/Internal error|Could not connect/);
  return said;
}

/** How the same command ends afterwards. */
const endOf = async (args: readonly string[], cwd: string) => {
  const { code, stderr } = await run(args, { cwd });
  return code === 0 ? 'done' : stderr;
};

describe.skipIf(process.platform === 'win32').concurrent('where nothing more can be written', () => {
  const full = /file size limit was reached/;

  test('the .gitignore is told of, and written with room again', async () => {
    const cwd = project();
    const ignore = join(cwd, '.stepway', '.gitignore');
    expect(await refusal(up, { cwd, limits: 'ulimit -f 0' }, ignore)).toMatch(full);
    expect(await endOf(up, cwd)).toBe('done');
    expect(readFileSync(ignore, 'utf8')).toBe('*\n');
  });

  test('the lock is told of', async () => {
    const cwd = project();
    expect(await endOf(up, cwd)).toBe('done');
    expect(await refusal(teardown, { cwd, limits: 'ulimit -f 0' }, join(dirname(stateFile(cwd)), 'shop.lock'))).toMatch(
      full,
    );
    expect(await endOf(teardown, cwd)).toBe('done');
  });

  test('the simulated account is told of, and the same command goes on', async () => {
    const cwd = project();
    const account = join(dirname(stateFile(cwd)), 'account.json');
    mkdirSync(`${account}.new`, { recursive: true });
    expect(await refusal(up, { cwd }, account)).toMatch(/it is a folder/);
    rmSync(`${account}.new`, { recursive: true });
    expect(await endOf(up, cwd)).toBe('done');
  });

  test.each([up, teardown])('the state is told of, and the same command goes on (%s)', async (...args) => {
    const cwd = project();
    if (args[0] === 'teardown') expect(await endOf(up, cwd)).toBe('done');
    const state = stateFile(cwd);
    mkdirSync(dirname(state), { recursive: true });
    // Up to a little below the limit with lines that say nothing.
    const limit = 256 * 512;
    const said = stateOf(cwd);
    writeFileSync(state, `${said}${'\n'.repeat(limit - said.length - 3000)}`);
    expect(await refusal(args, { cwd, limits: 'ulimit -f 256' }, state)).toMatch(full);
    // What is there are whole lines.
    expect(stateOf(cwd)).toMatch(/\n$/);
    for (const line of stateOf(cwd).split('\n').filter(Boolean)) JSON.parse(line);
    expect(await endOf(args, cwd)).toBe('done');
  });
});

describe.skipIf(process.platform === 'win32').concurrent('where stepway may not write', () => {
  const owned = (...paths: string[]) => {
    for (const path of paths) if (nobody !== undefined) chownSync(path, nobody, nobody);
  };
  const files = (folder: string) => [
    folder,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  ];
  /** The folders above are somebody's own. */
  const opened = (cwd: string) => {
    for (const path of [cwd, dirname(cwd), dirname(dirname(cwd))]) chmodSync(path, 0o755);
    return cwd;
  };

  test('the folder is told of', async () => {
    const cwd = opened(project());
    owned(cwd);
    chmodSync(cwd, 0o555);
    expect(await refusal(up, { cwd, uid: nobody }, join(cwd, '.stepway'))).toMatch(/permission denied/);
    chmodSync(cwd, 0o755);
  });

  test('a state folder that is read-only is told of, and stays so', async () => {
    const cwd = opened(project());
    const folder = join(cwd, '.stepway');
    mkdirSync(folder, { mode: 0o500 });
    owned(cwd, folder);
    expect(await refusal(up, { cwd, uid: nobody }, folder)).toMatch(/permission denied/);
    expect(statSync(folder).mode & 0o777).toBe(0o500);
  });

  test('a state file that is read-only is told of, and stays as it is', async () => {
    const cwd = opened(project());
    expect(await endOf(up, cwd)).toBe('done');
    const state = stateFile(cwd);
    owned(cwd, ...files(join(cwd, '.stepway')));
    chmodSync(state, 0o400);
    const before = stateOf(cwd);
    expect(await refusal(teardown, { cwd, uid: nobody }, state)).toMatch(/permission denied/);
    expect(stateOf(cwd)).toBe(before);
    expect(statSync(state).mode & 0o777).toBe(0o400);
  });

  test('a state file that may not be read is told of by a command that only reads', async () => {
    const cwd = opened(project());
    expect(await endOf(up, cwd)).toBe('done');
    const state = stateFile(cwd);
    owned(cwd, ...files(join(cwd, '.stepway')));
    chmodSync(state, 0o000);
    expect(await refusal(['outputs', '--rehearse'], { cwd, uid: nobody }, state)).toMatch(
      /cannot read .*permission denied/,
    );
  });
});

describe.concurrent('something else in the place of', () => {
  test('the state folder: a file', async () => {
    const cwd = project();
    writeFileSync(join(cwd, '.stepway'), 'mine');
    expect(await refusal(up, { cwd }, join(cwd, '.stepway'))).toMatch(/ENOTDIR|EEXIST/);
    expect(readFileSync(join(cwd, '.stepway'), 'utf8')).toBe('mine');
  });

  test.skipIf(process.platform === 'win32')('the state folder: a link to nowhere', async () => {
    const cwd = project();
    symlinkSync(join(cwd, 'nowhere'), join(cwd, '.stepway'));
    expect(await refusal(up, { cwd }, join(cwd, '.stepway'))).toMatch(/ENOENT|EEXIST/);
  });

  test('the state file: a folder', async () => {
    const cwd = project();
    mkdirSync(stateFile(cwd), { recursive: true });
    expect(await refusal(up, { cwd }, stateFile(cwd))).toMatch(/it is a folder/);
  });

  test('the simulated account: half of it', async () => {
    const cwd = project();
    expect(await endOf(up, cwd)).toBe('done');
    const account = join(dirname(stateFile(cwd)), 'account.json');
    writeFileSync(account, readFileSync(account, 'utf8').slice(0, 1000));
    const { code, stderr } = await run(up, { cwd });
    expectCode(code, 5, stderr);
    expect(unbroken(stderr)).toContain('simulated account');
    rmSync(dirname(stateFile(cwd)), { recursive: true });
    expect(await endOf(up, cwd)).toBe('done');
  });
});

describe.skipIf(process.platform === 'win32')('what was open to others', () => {
  test('is closed to them by the next run, and an empty .gitignore is written', async () => {
    const cwd = project();
    const folder = join(cwd, '.stepway');
    expect(await endOf(up, cwd)).toBe('done');
    for (const path of [folder, dirname(stateFile(cwd))]) chmodSync(path, 0o755);
    chmodSync(stateFile(cwd), 0o664);
    writeFileSync(join(folder, '.gitignore'), '');
    expect(await endOf(up, cwd)).toBe('done');
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
    expect(await endOf(up, cwd)).toBe('done');
    expect(statSync(elsewhere).mode & 0o777).toBe(0o755);
  });
});
