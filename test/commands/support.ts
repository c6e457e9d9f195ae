import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { pace } from '../../src/commands/rehearsed-world.ts';
import type { AccountData } from '../../src/rehearsal/account.ts';
import { environment } from '../support/environment.ts';
import { listen } from '../support/listen.ts';
import { launcher } from '../support/program.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'stepway-')));
let projects = 0;

/** A project's folder, from whose name its stack gets its own: `shop`. It goes with the folder of all tests. */
export function project(from?: string): string {
  const folder = join(root, String(++projects), 'shop');
  mkdirSync(folder, { recursive: true });
  if (from !== undefined) cpSync(from, folder, { recursive: true });
  return folder;
}

export const stateFile = (folder: string): string => join(folder, '.stepway', 'rehearsal', 'shop.jsonl');

/** The state as the program has written it; empty before that. */
export const stateOf = (folder: string): string =>
  existsSync(stateFile(folder)) ? readFileSync(stateFile(folder), 'utf8') : '';

interface KeptAccount {
  began: number;
  readonly account: AccountData;
}

function rewriteAccount(folder: string, change: (kept: KeptAccount) => void): void {
  const file = join(folder, '.stepway', 'rehearsal', 'account.json');
  const kept = JSON.parse(readFileSync(file, 'utf8')) as KeptAccount;
  change(kept);
  const { began, account } = kept;
  const sum = createHash('sha256')
    .update(`${began} ${JSON.stringify(account)}`)
    .digest('hex');
  writeFileSync(file, JSON.stringify({ began, sum, account }));
}

/** Changes the rehearsed account behind the program's back. */
export const meddle = (folder: string, change: (account: AccountData) => void): void =>
  rewriteAccount(folder, ({ account }) => change(account));

/** Lets so many minutes of the rehearsed account pass: it is the later there, the longer ago it began. */
export const letPass = (folder: string, minutes: number): void =>
  rewriteAccount(folder, (kept) => {
    kept.began = Math.round(kept.began - (minutes * 60_000) / (pace - 1));
  });

/** Every file in a folder with its content. */
export function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

/** Expects how the program ended; when it ended otherwise, what it said is shown. */
export function expectCode(code: number | NodeJS.Signals | null, expected: number, said: string): void {
  expect(code === expected ? `ended with ${code}` : `ended with ${code}: ${said}`).toBe(`ended with ${expected}`);
}

/** A text without its line breaks, which depend on the width of the screen. */
export const unbroken = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** One JSON document a line. */
export const jsonLines = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Text in Korean letters. */
export const korean = /[가-힣]/;

/** Answers to all questions that have no default. */
export const necessary = ['--yes', '--region', 'us-east-1', '--domain', 'app.example.com'];

/** The smallest stack that there is: it is rehearsed in two seconds. */
export const small = [...necessary, '--entry', 'elastic-ip', '--database', 'none'];

export interface FakeAws {
  readonly env: Readonly<Record<string, string>>;
  /** How many requests have come so far. */
  calls(): number;
  stop(): void;
}

/** Answers every request in the same way, in the name of AWS. */
export async function fakeAws(status: number, body: string): Promise<FakeAws> {
  let calls = 0;
  const server = createServer((_, response) => {
    calls++;
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  });
  const port = await listen(server);
  return {
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    calls: () => calls,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export interface Watched {
  /** Resolves as soon as the program has said this; rejects when it ends without. */
  says(what: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, or the name of the signal that ended it, and all it said. */
  readonly ended: Promise<{ readonly code: number | NodeJS.Signals | null; readonly said: string }>;
}

/** Starts the program without a terminal and listens to what it says. */
export function watch(args: readonly string[], cwd: string, env?: Readonly<Record<string, string>>): Watched {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd,
    env: environment(cwd, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listeners = new Set<() => void>();
  const hear = (part: string) => {
    said += part;
    listeners.forEach((listener) => listener());
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const ended = new Promise<{ code: number | NodeJS.Signals | null; said: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? signal, said }));
  });
  return {
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!said.includes(what)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended without saying "${what}":\n${said}`)), reject);
      }),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
