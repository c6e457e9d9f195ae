import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Clock } from '../../clock.ts';
import { interrupted } from '../../errors.ts';
import type { Packed } from '../bundle.ts';
import { start, type Given, type Program } from './processes.ts';

/** Where a bundle is tried: apart from the project, with a home of its own. */
export interface Place {
  /** The files of the bundle, as they are on the server. */
  readonly release: string;
  /** For `/var/lib/app`. */
  readonly home: string;
  /** For `/run/app-a`. */
  readonly run: string;
  /** For programs that have another name here. */
  readonly bin: string;
  /** Starts a program that ends with this place at the latest. */
  start(command: string, args: readonly string[], given: Given): Program;
  /** Ends what runs in it, and takes it away. */
  close(): Promise<void>;
}

/** The server makes it executable, whatever it was. */
const started = 'deploy/run.sh';

/**
 * Makes a place with the files of a bundle.
 *
 * @param signal when it aborts, all of the place is gone at once: this process is about to end.
 */
export function makePlace(clock: Clock, signal: AbortSignal, { bytes, executables }: Packed): Place {
  const top = mkdtempSync(join(realpathSync(tmpdir()), 'stepway-try-'));
  const programs: Program[] = [];
  // What was just killed may still be at it.
  const remove = () => rmSync(top, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  const drop = () => {
    for (const program of programs) program.kill();
    remove();
  };
  signal.addEventListener('abort', drop, { once: true });
  const place: Place = {
    release: join(top, 'release'),
    home: join(top, 'home'),
    run: join(top, 'run'),
    bin: join(top, 'bin'),
    start(command, args, given) {
      if (signal.aborted) throw interrupted();
      const program = start(clock, command, args, given);
      programs.push(program);
      return program;
    },
    async close() {
      await Promise.all(programs.map((program) => program.stop()));
      signal.removeEventListener('abort', drop);
      remove();
    },
  };
  try {
    // As root, nginx reads the files as another user.
    if (userInfo().uid === 0) chmodSync(top, 0o711);
    for (const folder of [place.release, place.home, place.run, place.bin]) mkdirSync(folder);
    for (const [path, content] of Object.entries(unzipSync(bytes))) {
      const file = join(place.release, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content, { mode: executables.has(path) || path === started ? 0o755 : 0o644 });
    }
    return place;
  } catch (error) {
    drop();
    throw error;
  }
}
