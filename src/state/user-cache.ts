import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { privateFolder, replaceFile } from './disk.ts';

/** What only saves time, kept with the user for all projects: where it cannot be kept, the program does without. */
export interface Cache {
  /** What is kept under a name; undefined without it. */
  read(name: string): string | undefined;
  keep(name: string, content: string): void;
}

/** A cache that keeps nothing. */
export const noCache: Cache = { read: () => undefined, keep: () => undefined };

type Env = Readonly<Record<string, string | undefined>>;

/** The folder for such files: https://specifications.freedesktop.org/basedir/latest/, or the platform's own. */
function cacheFolder(env: Env, platform: NodeJS.Platform): string | undefined {
  const { HOME, USERPROFILE, LOCALAPPDATA, XDG_CACHE_HOME: given } = env;
  if (given && isAbsolute(given)) return join(given, 'stepway');
  if (platform === 'win32') return LOCALAPPDATA && join(LOCALAPPDATA, 'stepway', 'Cache');
  const home = HOME ?? USERPROFILE;
  return home && join(home, platform === 'darwin' ? 'Library/Caches' : '.cache', 'stepway');
}

/** The cache of whoever has this environment. */
export function userCache(env: Env, platform: NodeJS.Platform): Cache {
  const folder = cacheFolder(env, platform);
  if (!folder) return noCache;
  return {
    read(name) {
      try {
        return readFileSync(join(folder, name), 'utf8');
      } catch {
        // Nothing was kept, or it is not to be had.
        return undefined;
      }
    },
    keep(name, content) {
      try {
        privateFolder(folder);
        replaceFile(join(folder, name), content, 0o600);
      } catch {
        // It is asked again next time.
      }
    },
  };
}
