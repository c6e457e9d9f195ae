import { execFile, spawn, type ChildProcess } from 'node:child_process';

/** Runs a program to its end and gives what it printed; fails with what it complained of. */
export const output = (command: string, args: readonly string[], input = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(command, [...args], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.join(' ')}: ${stderr.trim() || error.message}`));
      else resolve(stdout);
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });

export interface Program {
  /** What it has said so far, last lines only. */
  said(): string;
  signal(signal: NodeJS.Signals): void;
  /** Ends it; by force after a while. */
  stop(): Promise<void>;
}

const longestTalk = 20_000;

/** Starts a program in `folder` that serves until it is stopped, at the latest when this process ends. */
export function serve(folder: string, command: string, args: readonly string[], env = {}): Program {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw new Error(`${command} cannot be started`);
  let talk = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (talk = (talk + data.toString()).slice(-longestTalk)));
  return {
    said: () => talk,
    signal: (signal) => void child.kill(signal),
    stop: () => end(child),
  };
}

const isOver = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

const end = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (isOver(child)) return resolve();
    const force = setTimeout(() => child.kill('SIGKILL'), 5000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });

/** Asks until the answer is yes. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  { within = 10_000, every = 50 } = {},
): Promise<T> {
  const end = performance.now() + within;
  let trouble: unknown;
  while (performance.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      trouble = error;
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  throw new Error(`${what}: not within ${within / 1000} s`, { cause: trouble });
}
