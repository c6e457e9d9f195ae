import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { Trouble } from '../errors.ts';
import type { Words } from '../words.ts';
import { contentOf, onDisk, privateFolder } from './disk.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** ISO 8601. */
  readonly since: string;
  /** When its process began, according to its system: a later process with the same number has another one. */
  readonly began?: string | undefined;
  /** Which start of the machine it runs in. */
  readonly boot?: string | undefined;
  /** The PID namespace that its number belongs to: containers of one machine each have their own. */
  readonly pids?: string | undefined;
}

/** How often a holder gives a sign, and after how long without one it is taken for dead where its number says nothing. */
const sign = 10_000;
const silence = 120_000;

/** What Linux tells of where this process runs; nothing elsewhere, where there is only one such place. */
function told(tell: () => string): string | undefined {
  try {
    return tell().trim();
  } catch {
    return undefined;
  }
}

const boot = () => told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
const pids = () => told(() => readlinkSync('/proc/self/ns/pid'));

const differ = (a: string | undefined, b: string | undefined) => a !== undefined && b !== undefined && a !== b;

/** When a process began; "over" for a zombie, undefined where the system does not tell. */
function beginningOf(pid: number): string | undefined {
  try {
    // The name before the parenthesis may contain anything.
    const [state, ...rest] = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
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
    const { pid, host, since, began, boot, pids } = JSON.parse(lock) as Holder;
    const isOurs = Number.isInteger(pid) && pid > 0 && [host, since].every((text) => typeof text === 'string');
    return isOurs ? { pid, host, since, began, boot, pids } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it has not given a sign for long: all that a container can see of a process in another one. */
const isSilent = (path: string): boolean => {
  const { mtimeMs = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return Date.now() - mtimeMs > silence;
};

/** Whether a holder is no more. One on another machine cannot be judged from here. */
function isOver(holder: Holder, mine: Holder, path: string): boolean {
  if (holder.host !== mine.host) return false;
  if (differ(holder.boot, mine.boot)) return true;
  return differ(holder.pids, mine.pids) ? isSilent(path) : !isAlive(holder);
}

const inOtherContainer: Words = {
  en: `Wait for it to finish, or stop it. If that container no longer exists, run the command again in ${silence / 60_000} minutes.`,
  ko: `끝날 때까지 기다리거나 멈추세요. 그 컨테이너가 이미 없다면 ${silence / 60_000}분 뒤에 다시 실행하세요.`,
};

const held = (path: string, { pid, host, since, pids }: Holder, mine: Holder) =>
  new Trouble(
    'state',
    {
      en: `Another stepway is already running here: process ${pid} on ${host}${differ(pids, mine.pids) ? ', in another container' : ''}, since ${since}.`,
      ko: `다른 stepway가 작업 중입니다. ${host}${differ(pids, mine.pids) ? '의 다른 컨테이너' : ''}의 프로세스 ${pid}, 시작 ${since}.`,
    },
    host === mine.host && differ(pids, mine.pids)
      ? inOtherContainer
      : {
          en: `Wait for it to finish, or stop it. If that process no longer exists, delete ${path}.`,
          ko: `끝날 때까지 기다리거나 멈추세요. 그 프로세스가 이미 없다면 ${path} 파일을 삭제하세요.`,
        },
  );

/**
 * Takes the lock at `path` for this process and returns what gives it back. A lock whose process is dead is taken
 * over; one of another machine cannot be judged from here and is respected. One in another container of this machine is
 * respected as long as it gives signs.
 */
export function takeLock(path: string): () => void {
  privateFolder(dirname(path));
  const mine: Holder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    began: beginningOf(process.pid),
    boot: boot(),
    pids: pids(),
  };
  const text = JSON.stringify(mine);
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  return onDisk('write', path, () => {
    try {
      writeFileSync(draft, text, { mode: 0o600 });
      while (!placed(draft, path) && !inherited(draft, path, mine));
    } finally {
      rmSync(draft, { force: true });
    }
    const signs = setInterval(() => giveSign(path), sign).unref();
    return () => {
      clearInterval(signs);
      // If somebody deleted it, there may be another one by now.
      if (contentOf(path)?.toString() === text) rmSync(path, { force: true });
    };
  });
}

function giveSign(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // The lock may have been deleted; what cannot be written is no reason to stop.
  }
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
function inherited(draft: string, path: string, mine: Holder): boolean {
  if (!isLeft(path, mine)) return false;
  const release = takeLock(`${path}.heir`);
  try {
    if (!isLeft(path, mine)) return false;
    renameSync(draft, path);
    return true;
  } finally {
    release();
  }
}

/**
 * Whether there is a lock that a dead process has left.
 *
 * @throws Trouble when its process lives.
 */
function isLeft(path: string, mine: Holder): boolean {
  const lock = contentOf(path)?.toString();
  if (lock === undefined) return false;
  const holder = read(lock);
  if (holder && !isOver(holder, mine, path)) throw held(path, holder, mine);
  return true;
}
