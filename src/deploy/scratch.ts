import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { interrupted } from '../errors.ts';
import { own, remove, sweep } from './leftovers.ts';
import { start, type Given, type Program } from './processes.ts';

/** A folder apart from the project, and what runs in it. */
export interface Scratch {
  readonly top: string;
  /** Starts a program that ends with this place at the latest. */
  start(command: string, args: readonly string[], given: Given): Program;
  /** Ends what runs in it, and takes it away. */
  close(): Promise<void>;
}

/**
 * Makes a folder for a while.
 *
 * @param fill puts something into it before anything is started; where it fails, the folder is gone.
 * @param signal when it aborts, all of the place is gone at once: this process is about to end.
 */
export function makeScratch(clock: Clock, signal: AbortSignal, name: string, fill: (top: string) => void): Scratch {
  const temporary = realpathSync(tmpdir());
  sweep(temporary);
  const top = mkdtempSync(join(temporary, `stepway-${name}-`));
  const programs: Program[] = [];
  const drop = () => {
    for (const program of programs) program.kill();
    remove(top);
  };
  signal.addEventListener('abort', drop, { once: true });
  try {
    own(top);
    fill(top);
  } catch (error) {
    drop();
    throw error;
  }
  return {
    top,
    start(command, args, given) {
      if (signal.aborted) throw interrupted();
      const program = start(clock, command, args, given);
      programs.push(program);
      return program;
    },
    async close() {
      await Promise.all(programs.map((program) => program.stop()));
      signal.removeEventListener('abort', drop);
      remove(top);
    },
  };
}
