import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { environment } from './environment.ts';
import { full } from './thorough.ts';

/** The file that a user starts. */
export const launcher = fileURLToPath(new URL('../../bin/stepway.js', import.meta.url));

export interface Setting {
  /** The folder the program runs in, which is the user's home as well: a temporary one. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What comes in on stdin, which then ends. */
  readonly input?: string;
  /** What the shell sets before it starts the program: `ulimit -f 8`. */
  readonly limits?: string;
  /** Whose process it is; that of the tests, when absent. */
  readonly uid?: number | undefined;
  /** After so many milliseconds the program is killed, and the test fails. */
  readonly limit?: number;
}

export interface Ended {
  /** The exit code, or the name of the signal that ended it. */
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ended: Promise<Ended>;
  /** Sends a signal to it and all that it has started. */
  kill(signal: NodeJS.Signals): void;
}

/** Starts the built program without a terminal. */
export function start(args: readonly string[], setting: Setting): Running {
  const { cwd, env, input = '', limits, uid, limit = 60_000 } = setting;
  const program = [process.execPath, launcher, ...args];
  const [command = '', ...rest] = limits ? ['/bin/sh', '-c', `${limits}; exec "$0" "$@"`, ...program] : program;
  const child = spawn(command, rest, {
    cwd,
    env: environment(cwd, env),
    stdio: 'pipe',
    // At the head of a process group of its own, so that a kill takes all of it.
    detached: true,
    ...(uid !== undefined && { uid, gid: uid }),
  });
  // A program that ends without reading its input is no error.
  child.stdin.on('error', () => {});
  child.stdin.end(input);

  const kill = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, signal);
  };

  const end = async (): Promise<Ended> => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      kill('SIGKILL');
    }, limit);
    const closed = new Promise<number | NodeJS.Signals>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
    });
    const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
    clearTimeout(timer);
    if (late) throw new Error(`stepway ${args.join(' ')} did not end within ${limit} ms\n${stdout}\n${stderr}`);
    return { code, stdout, stderr };
  };
  return { ended: end(), kill };
}

/** Runs the built program without a terminal to its end, in a process of its own. */
export const runAlone = (args: readonly string[], setting: Setting): Promise<Ended> => start(args, setting).ended;

/** Whether a run needs what only a process has: limits, a user, or somewhere to look for its account. */
const needsProcess = ({ env = {}, limits, uid }: Setting) =>
  limits !== undefined || uid !== undefined || env['AWS_PROFILE'] !== undefined;

/** Runs the program without a terminal to its end: the built one in `.ci/run`, and otherwise in this process, where it can. */
export async function run(args: readonly string[], setting: Setting): Promise<Ended> {
  if (full || needsProcess(setting)) return runAlone(args, setting);
  const { runHere } = await import('./here.ts');
  return runHere(args, setting);
}
