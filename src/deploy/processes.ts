import { spawn } from 'node:child_process';
import type { Clock } from '../clock.ts';

/** What a process is given. */
export interface Given {
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How a process ended: its code, the signal that ended it, or why it could not be started. */
export type Exit = number | NodeJS.Signals | Error;

/** A program at the head of a process group of its own, with all that it starts. */
export interface Program {
  /** Of its group; undefined when it could not be started. */
  readonly group: number | undefined;
  /** As soon as it has ended, and all that it wrote is here. */
  readonly ended: Promise<Exit>;
  exit(): Exit | undefined;
  /** The last of what it has written, to both of its outputs. */
  said(): string;
  /** The last of what it has written to its output alone. */
  told(): string;
  /** Ends what is left of the group, at once. */
  kill(): void;
  /** Lets it end itself, and ends what has not within three seconds. */
  stop(): Promise<void>;
}

/** Characters: enough for its last lines, however long it runs. */
const most = 64 * 1024;

/** Milliseconds: for what ended to be read to its end, though something that it started still has its output. */
const lastWords = 500;
const farewell = 3000;
const longestAnswer = 20_000;

/** What `work` comes to, or undefined when it has not within `ms` or the user wants to stop. No timer is left behind. */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
  signals: readonly AbortSignal[] = [],
): Promise<T | undefined> {
  const over = new AbortController();
  const late = clock.sleep(ms, AbortSignal.any([over.signal, ...signals])).then(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}

export function start(clock: Clock, command: string, args: readonly string[], given: Given): Program {
  // Ctrl-C in a terminal reaches this program only, which ends the group.
  const child = spawn(command, args, { ...given, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let output = '';
  let exit: Exit | undefined;
  const hear = (part: string) => void (text = (text + part).slice(-most));
  child.stdout
    .setEncoding('utf8')
    .on('data', hear)
    .on('data', (part: string) => (output = (output + part).slice(-most)));
  child.stderr.setEncoding('utf8').on('data', hear);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ended = new Promise<Exit>((resolve) => {
    child.once('error', (error) => resolve((exit = error)));
    child.once('exit', (code, signal) => {
      exit = code ?? signal ?? 0;
      void within(clock, lastWords, closed).then(() => resolve(exit ?? 0));
    });
  });
  const send = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // Nothing of it is left.
    }
  };
  const kill = () => {
    send('SIGKILL');
    // What got away with its outputs must not keep this program.
    child.stdout.destroy();
    child.stderr.destroy();
  };
  return {
    group: child.pid,
    ended,
    exit: () => exit,
    said: () => text,
    told: () => output,
    kill,
    async stop() {
      send('SIGTERM');
      await within(clock, farewell, ended);
      kill();
    },
  };
}

/** What a program that soon ends has to say; undefined when it is not there, or fails. */
export async function ask(
  clock: Clock,
  command: string,
  args: readonly string[],
  given: Given,
): Promise<string | undefined> {
  const program = start(clock, command, args, given);
  const exit = await within(clock, longestAnswer, program.ended);
  program.kill();
  return exit === 0 ? program.said() : undefined;
}
