import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Clock } from '../../clock.ts';
import type { Packed } from '../bundle.ts';
import { makeScratch, type Scratch } from '../scratch.ts';

/** Where a bundle is tried: apart from the project, with a home of its own. */
export interface Place extends Omit<Scratch, 'top'> {
  /** The files of the bundle, as they are on the server. */
  readonly release: string;
  /** For `/var/lib/app`. */
  readonly home: string;
  /** For `/run/app-a`. */
  readonly run: string;
  /** For programs that have another name here. */
  readonly bin: string;
}

/** The server makes it executable, whatever it was. */
const started = 'deploy/run.sh';

/** Makes a place with the files of a bundle. */
export function makePlace(clock: Clock, signal: AbortSignal, { bytes, executables }: Packed): Place {
  const foldersIn = (top: string) => ({
    release: join(top, 'release'),
    home: join(top, 'home'),
    run: join(top, 'run'),
    bin: join(top, 'bin'),
  });
  const { top, ...scratch } = makeScratch(clock, signal, 'try', (top) => {
    // As root, nginx reads the files as another user.
    if (userInfo().uid === 0) chmodSync(top, 0o711);
    const folders = foldersIn(top);
    for (const folder of Object.values(folders)) mkdirSync(folder);
    for (const [path, content] of Object.entries(unzipSync(bytes))) {
      const file = join(folders.release, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, { mode: executables.has(path) || path === started ? 0o755 : 0o644 });
    }
  });
  return { ...scratch, ...foldersIn(top) };
}
