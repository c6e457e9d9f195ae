import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { Trouble } from '../errors.ts';
import { contentOf, onDisk, privateFolder } from './disk.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  /** When its process began, according to its system: a later process with the same number has another one. */
  readonly began?: string | undefined;
}

/** When a process began; "over" for a zombie, undefined where the system does not tell. */
function beginningOf(pid: number): string | undefined {
  try {
    // The name before the parenthesis may contain anything.
    const [state, ...rest] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ');
    return state === 'Z' ? 'over' : rest[18];
  } catch {
    return psBeginning(pid);
  }
}

function psBeginning(pid: number): string | undefined {
  if (process.platform === 'win32' || process.platform === 'linux') return undefined;
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const said = execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { env, encoding: 'utf8', stdio: 'pipe' });
    return said.trim() || undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: another user's process, but a living one.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const beginning = beginningOf(pid);
  return beginning === undefined || began === undefined || beginning === began;
}

/** The content of a lock; undefined when unreadable. No living process leaves such a lock: locks appear whole. */
function read(lock: string): Holder | undefined {
  try {
    const { pid, host, since, began } = JSON.parse(lock) as Holder;
    const isOurs = Number.isInteger(pid) && pid > 0 && [host, since].every((text) => typeof text === 'string');
    return isOurs ? { pid, host, since, began } : undefined;
  } catch {
    return undefined;
  }
}

const held = (path: string, { pid, host, since }: Holder) =>
  new Trouble(
    'state',
    {
      en: `Another stepway is already running here: process ${pid} on ${host}, since ${since}.`,
      ko: `다른 stepway가 작업 중입니다. ${host}의 프로세스 ${pid}, 시작 ${since}.`,
    },
    {
      en: `Wait for it to finish, or stop it. If that process no longer exists, delete ${path}.`,
      ko: `끝날 때까지 기다리거나 멈추세요. 그 프로세스가 이미 없다면 ${path} 파일을 삭제하세요.`,
    },
  );

/**
 * Takes the lock at `path` for this process and returns what gives it back. A lock whose process is dead is taken
 * over; one of another machine cannot be judged from here and is respected.
 */
export function takeLock(path: string): () => void {
  privateFolder(dirname(path));
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    began: beginningOf(process.pid),
  };
  const text = JSON.stringify(mine);
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  return onDisk('write', path, () => {
    try {
      writeFileSync(draft, text, { mode: 0o600 });
      while (!placed(draft, path) && !inherited(draft, path, mine.host));
    } finally {
      rmSync(draft, { force: true });
    }
    return () => {
      // If somebody deleted it, there may be another one by now.
      if (contentOf(path)?.toString() === text) rmSync(path, { force: true });
    };
  });
}

/** Places the lock where there was none. A link appears with its whole content or not at all. */
function placed(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Replaces the lock of a dead process, which itself needs a lock: of two processes that find it dead, the
 * second must not take it from the first.
 *
 * @returns false when it no longer exists.
 * @throws Trouble when its process lives.
 */
function inherited(draft: string, path: string, host: string): boolean {
  if (isFree(path, host) === undefined) return false;
  const release = takeLock(`${path}.heir`);
  try {
    if (isFree(path, host) === undefined) return false;
    renameSync(draft, path);
    return true;
  } finally {
    release();
  }
}

/** Whether there is a lock to take over; undefined when there is none. */
function isFree(path: string, host: string): true | undefined {
  const lock = contentOf(path)?.toString();
  if (lock === undefined) return undefined;
  const holder = read(lock);
  if (holder && (holder.host !== host || isAlive(holder))) throw held(path, holder);
  return true;
}
