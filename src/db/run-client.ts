import { spawn, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import type { Tool } from './clients.ts';

/** A program of a client's that is on this computer. */
export interface Found {
  readonly program: string;
  /** What it says of itself. */
  readonly version: string;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** A call of a program that goes on. */
export interface Running {
  /** What is read of it; absent where it writes elsewhere itself. */
  readonly output?: NodeJS.ReadableStream | null;
  readonly errors?: NodeJS.ReadableStream | null;
  /** Its exit code; that of a shell for one that a signal ended. */
  readonly ended: Promise<number>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a program; what it is to do with its streams is as in Node.js. */
export function startClient(program: string, args: readonly string[], env: Env, stdio: StdioOptions): Running {
  const child = spawn(program, args, { env, stdio });
  return {
    output: child.stdout,
    errors: child.stderr,
    ended: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
    }),
    kill: (signal) => void child.kill(signal),
  };
}

/** The first program of a tool that is on this computer. */
export async function findClient(
  { programs, isRenamed }: Pick<Tool, 'programs' | 'isRenamed'>,
  env: Env,
): Promise<Found | undefined> {
  let renamed: Found | undefined;
  for (const program of programs) {
    const asked = startClient(program, ['--version'], env, ['ignore', 'pipe', 'ignore']);
    let version = '';
    asked.output?.setEncoding('utf8').on('data', (part: string) => (version += part));
    if ((await asked.ended.catch(() => undefined)) !== 0) continue;
    if (!isRenamed?.(program, version)) return { program, version };
    renamed ??= { program, version };
  }
  return renamed;
}
