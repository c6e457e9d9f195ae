import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { Trouble } from '../errors.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, but a living one.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

function holderOf(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

const held = (path: string, { pid, host, since }: Holder) =>
  new Trouble(
    'state',
    {
      en: `Another stepway is at work here: process ${pid} on ${host}, since ${since}.`,
      ko: `다른 stepway가 작업 중입니다. ${host}의 프로세스 ${pid}, 시작 ${since}.`,
    },
    {
      en: `Let it finish, or stop it. If that process no longer exists, delete ${path}.`,
      ko: `끝날 때까지 기다리거나 멈추세요. 그 프로세스가 이미 없다면 ${path} 파일을 지우세요.`,
    },
  );

/**
 * Takes the lock at `path` for this process and returns what gives it back. A lock whose process is dead is taken
 * over; one of another machine cannot be judged from here and is respected.
 */
export function takeLock(path: string): () => void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mine: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A link appears with its whole content or not at all, and only where there was none.
        linkSync(draft, path);
        return () => rmSync(path, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = holderOf(path);
      if (holder && (holder.host !== mine.host || isAlive(holder.pid))) throw held(path, holder);
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}
