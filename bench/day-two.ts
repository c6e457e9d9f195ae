import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { expectCode, project, small, stateFile, stateOf } from '../test/commands/support.ts';
import { sessionAccount } from '../test/session/account.ts';
import { environment } from '../test/support/environment.ts';
import { listen } from '../test/support/listen.ts';
import { launcher, run } from '../test/support/program.ts';
import { median } from './statistics.ts';

const rounds = 7;

/** Runs the built program, and says after how many seconds its first output came and it ended. */
async function timed(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  const began = performance.now();
  const child = spawn(process.execPath, [launcher, ...args], { cwd, env: environment(cwd, env), stdio: 'pipe' });
  child.stdin.end();
  let first: number | undefined;
  child.stdout.on('data', () => (first ??= performance.now() - began));
  const errors = text(child.stderr);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expectCode(code, 0, await errors);
  return { first: (first ?? Number.NaN) / 1000, whole: (performance.now() - began) / 1000 };
}

/** How long `run -- true` takes where no message takes time on its way: medians, in seconds. */
export async function runTrue(): Promise<number> {
  const account = await sessionAccount({ flags: [...small, '--delivery', 'local'] });
  try {
    const took: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const { whole } = await timed(['run', '--', 'true'], account.cwd, account.env);
      if (round > 0) took.push(whole);
    }
    return median(took);
  } finally {
    await account.stop();
  }
}

/** Events on a page of FilterLogEvents, at most; and milliseconds between two lines of the app. */
const [page, gap] = [10_000, 10];

/** A stack whose log in CloudWatch has so many lines of the app, the last one of now. */
async function logged(lines: number) {
  const from = project();
  const { code, stderr } = await run(['up', ...small, '--log-days', '14', '--rehearse'], { cwd: from });
  expectCode(code, 0, stderr);
  const cwd = project();
  const file = stateFile(cwd).replace('/rehearsal/', '/');
  mkdirSync(dirname(file), { recursive: true });
  copyFileSync(stateFile(from), file);
  const account = /"account":"(\d+)"/.exec(stateOf(from))?.[1] ?? '';
  const first = Date.now() - lines * gap;
  const event = (index: number) => ({
    eventId: String(index).padStart(56, '3'),
    timestamp: first + index * gap,
    logStreamName: 'app/i-0123456789abcdef0',
    message: `${new Date(first + index * gap).toISOString().replace('Z', '000Z')} web GET /things/${index} 200 in 12 ms`,
  });
  const filtered = ({ nextToken, startTime = 0 }: { nextToken?: string; startTime?: number }) => {
    const from = nextToken ? Number(nextToken) : Math.max(0, Math.ceil((startTime - first) / gap));
    const to = Math.min(from + page, lines);
    const events = Array.from({ length: Math.max(0, to - from) }, (_, index) => event(from + index));
    return { events, ...(to < lines && { nextToken: String(to) }) };
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.headers['x-amz-target'] === undefined)
        return response
          .writeHead(200, { 'content-type': 'text/xml' })
          .end(
            `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${account}</Account><UserId>U</UserId><Arn>arn:aws:iam::${account}:user/tester</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`,
          );
      return response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() })
        .end(JSON.stringify(filtered(JSON.parse(body) as Parameters<typeof filtered>[0])));
    });
  });
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${await listen(server)}`,
  };
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { cwd, env, stop };
}

/** After how many seconds the first line of `logs` is there, where AWS answers at once: the median. */
export async function firstLine(): Promise<number> {
  const { cwd, env, stop } = await logged(5000);
  try {
    const took: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const { first } = await timed(['logs'], cwd, env);
      if (round > 0) took.push(first);
    }
    return median(took);
  } finally {
    stop();
  }
}

/** What `logs -f` has of memory, in MB, after so many lines of a million: it is read from the process itself. */
export async function following(marks: readonly number[]): Promise<readonly number[]> {
  const most = marks.at(-1) ?? 0;
  const { cwd, env, stop } = await logged(most);
  const child = spawn(process.execPath, [launcher, 'logs', '-f', '--since', '1d'], {
    cwd,
    env: environment(cwd, env),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const memory = () =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024;
  const found: number[] = [];
  let lines = 0;
  await new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.stdout.on('data', (data: Buffer) => {
      for (const byte of data) if (byte === 10) lines += 1;
      while (found.length < marks.length && lines >= (marks[found.length] ?? Number.NaN)) found.push(memory());
      if (lines >= most) child.kill('SIGINT');
    });
  });
  stop();
  return found;
}
