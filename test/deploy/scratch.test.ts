import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { wallClock } from '../../src/clock.ts';
import { makeScratch } from '../../src/deploy/scratch.ts';
import { temporaryFolder } from '../support/folder.ts';

afterEach(() => void vi.unstubAllEnvs());

const scratch = (signal: AbortSignal, fill: (top: string) => void = () => undefined) =>
  makeScratch(wallClock(), signal, 'build', fill);

const forever = new AbortController().signal;

const nobody = 65534;

/** For root no folder is closed. */
function asUser(folder: string, act: () => void): void {
  if (process.geteuid?.() !== 0) return act();
  chownSync(folder, nobody, nobody);
  process.seteuid?.(nobody);
  try {
    act();
  } finally {
    process.seteuid?.(0);
  }
}

test('a folder for a while is gone at once when the user stops it, though a build has closed folders in it', () => {
  const folder = mkdtempSync('/tmp/stepway-test-');
  try {
    vi.stubEnv('TMPDIR', folder);
    asUser(folder, () => {
      const stop = new AbortController();
      const { top } = scratch(stop.signal, (top) => {
        mkdirSync(join(top, 'go/pkg/mod'), { recursive: true });
        writeFileSync(join(top, 'go/pkg/mod/a.go'), '');
        for (const path of ['go/pkg/mod', 'go/pkg']) chmodSync(join(top, path), 0o555);
      });
      stop.abort();
      expect(existsSync(top)).toBe(false);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What a process of this number leaves that is killed. */
function left(temporary: string, name: string, pid: number, host = hostname()): string {
  const top = join(temporary, name);
  mkdirSync(join(top, 'project'), { recursive: true });
  writeFileSync(join(top, '.stepway-scratch'), `${host} ${pid}\n`);
  return top;
}

test('the next one takes away what was left by a process that was killed, and nothing of anybody else', async () => {
  const temporary = temporaryFolder();
  vi.stubEnv('TMPDIR', temporary);
  const { pid: ended } = spawnSync('true');
  const abandoned = left(temporary, 'stepway-build-aaaaaa', ended);
  const others = [
    left(temporary, 'stepway-build-bbbbbb', process.pid),
    left(temporary, 'stepway-try-cccccc', ended, 'another-machine'),
    left(temporary, 'photos', ended),
    join(temporary, 'stepway-build-dddddd'),
  ];
  mkdirSync(others.at(-1) ?? '');
  const running = spawn('sleep', ['60'], { cwd: join(abandoned, 'project'), stdio: 'ignore' });
  const end = once(running, 'exit');
  await once(running, 'spawn');
  const place = scratch(forever);
  expect(existsSync(abandoned)).toBe(false);
  expect(others.filter((one) => !existsSync(one))).toEqual([]);
  if (process.platform !== 'linux') running.kill('SIGKILL');
  expect(await end).toEqual([null, 'SIGKILL']);
  await place.close();
  expect(existsSync(place.top)).toBe(false);
});
