import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
  existsSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** In the folder itself: whose process it belongs to. Machines and containers may have one temporary folder together. */
const owner = '.stepway-scratch';

const owned = (pid: number | string) => `${hostname()} ${pid}\n`;

/** Says of a folder that it goes with this process. */
export const own = (top: string): void => writeFileSync(join(top, owner), owned(process.pid));

/** Whether a folder is one of those, whoever made it. */
export const isScratch = (folder: string): boolean => existsSync(join(folder, owner));

/** Removes a folder with all in it, or what can be removed of it: the next one that is made tries again. */
export function remove(top: string): void {
  // What was just killed may still be at it.
  const all = () => rmSync(top, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  try {
    all();
  } catch {
    try {
      open(top);
      all();
    } catch {
      // What became of the build is not changed by it.
    }
  }
}

/** Only who may write to a folder may remove what is in it: Go closes those of its modules. */
function open(folder: string): void {
  chmodSync(folder, 0o700);
  for (const found of readdirSync(folder, { withFileTypes: true }))
    if (found.isDirectory()) open(join(folder, found.name));
}

/** Takes away what processes left that were killed, and ends what still runs in it: only what is this user's own. */
export function sweep(temporary: string): void {
  for (const name of namesIn(temporary)) {
    if (!name.startsWith('stepway-')) continue;
    const top = join(temporary, name);
    if (!isAbandoned(top)) continue;
    endThoseIn(top);
    remove(top);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // One may write to it without reading it.
    return [];
  }
}

function isAbandoned(top: string): boolean {
  try {
    const found = lstatSync(top);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return false;
    const said = readFileSync(join(top, owner), 'utf8');
    const pid = Number(/ (\d+)\n$/.exec(said)?.[1]);
    return pid > 0 && said === owned(pid) && !isAlive(pid);
  } catch {
    // Without that file it may be anybody's.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** By the folder that they are in, where the system tells (Linux): their numbers may be those of others by now. */
function endThoseIn(top: string): void {
  const pids = existsSync('/proc/self/cwd') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  for (const pid of pids)
    try {
      if (readlinkSync(`/proc/${pid}/cwd`).startsWith(`${top}/`)) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has ended, or is another user's.
    }
}
