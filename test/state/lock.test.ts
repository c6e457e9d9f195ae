import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import { takeLock } from '../../src/state/lock.ts';
import { temporaryFolder } from '../support/folder.ts';

const lockFile = () => join(temporaryFolder(), '.stepway', 'demo.lock');

/** A lock as another process would have left it. */
function heldBy(holder: object | string): string {
  const path = lockFile();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof holder === 'string' ? holder : JSON.stringify(holder));
  return path;
}

const since = '2026-11-20T00:00:00.000Z';
/** The id of a process that is over. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

const refusal = (path: string): Trouble => {
  try {
    takeLock(path)();
  } catch (error) {
    return error as Trouble;
  }
  return expect.unreachable('it should have been refused');
};

describe('the lock', () => {
  test('is held by one at a time, and says who that is', () => {
    const path = lockFile();
    const release = takeLock(path);
    const trouble = refusal(path);
    expect(trouble).toBeInstanceOf(Trouble);
    expect(trouble.kind).toBe('state');
    for (const part of [`${process.pid}`, hostname()]) {
      expect(trouble.what.en).toContain(part);
      expect(trouble.what.ko).toContain(part);
    }
    expect(trouble.todo.en).toContain(path);
    release();
    takeLock(path)();
  });

  test('is gone when it is given back, and leaves nothing else behind', () => {
    const path = lockFile();
    takeLock(path)();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test('is taken over from a process that is dead', () => {
    const path = heldBy({ pid: deadPid(), host: hostname(), since });
    const release = takeLock(path);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid });
    release();
    expect(existsSync(path)).toBe(false);
  });

  test('is taken over though another process has the number of the dead one now', () => {
    const path = heldBy({ pid: process.ppid, host: hostname(), since, began: 'before all time' });
    takeLock(path)();
    expect(existsSync(path)).toBe(false);
  });

  test('of a process that lives is respected, whether it says when that began or not', () => {
    expect(refusal(heldBy({ pid: process.ppid, host: hostname(), since })).what.en).toContain(`${process.ppid}`);
    const path = lockFile();
    const release = takeLock(path);
    const { began } = JSON.parse(readFileSync(path, 'utf8')) as { began?: string };
    expect(began === undefined).toBe(process.platform === 'win32');
    expect(refusal(path).kind).toBe('state');
    release();
  });

  test('is taken over from a process that died while it took over itself', () => {
    const dead = { pid: deadPid(), host: hostname(), since };
    const path = heldBy(dead);
    writeFileSync(`${path}.heir`, JSON.stringify(dead));
    takeLock(path)();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test('is not given back for another one who has it by now', () => {
    const path = lockFile();
    const release = takeLock(path);
    const other = JSON.stringify({ pid: process.ppid, host: 'another-machine', since });
    writeFileSync(path, other);
    release();
    expect(readFileSync(path, 'utf8')).toBe(other);
  });

  test.skipIf(process.platform !== 'linux')('is taken over from before the machine was started anew', () => {
    const path = heldBy({ pid: process.ppid, host: hostname(), since, boot: 'an earlier one' });
    takeLock(path)();
    expect(existsSync(path)).toBe(false);
  });

  test.skipIf(process.platform !== 'linux')('of another container says what to do when that is gone', () => {
    const trouble = refusal(heldBy({ pid: deadPid(), host: hostname(), since, pids: 'pid:[1]' }));
    expect(trouble.what.en).toContain('in another container');
    expect(trouble.what.ko).toContain('다른 컨테이너의 프로세스');
    expect(trouble.todo.en).toMatch(/no longer exists, run the command again in 2 minutes/);
    expect(trouble.todo.ko).toContain('2분 뒤에 다시');
  });

  test('of another machine is respected, alive or not', () => {
    const path = heldBy({ pid: deadPid(), host: 'another-machine', since });
    const trouble = refusal(path);
    expect(trouble.what.en).toContain('another-machine');
    expect(trouble.what.en).toContain(since);
    expect(existsSync(path)).toBe(true);
  });

  test.each([
    '',
    '{"pid":',
    'null',
    '[]',
    '\0\0\0\0',
    '{}',
    `{"pid":"${process.pid}","host":"elsewhere","since":""}`,
    '{"pid":-1,"host":"elsewhere","since":""}',
  ])('with content that says nothing (%j) is taken over', (content) => {
    const path = heldBy(content);
    takeLock(path)();
    expect(existsSync(path)).toBe(false);
  });

  test.skipIf(process.platform === 'win32')('can be read by its owner only', () => {
    const path = lockFile();
    const release = takeLock(path);
    expect(statSync(path).mode & 0o077).toBe(0);
    release();
  });
});
