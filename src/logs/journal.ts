import { gunzipSync } from 'node:zlib';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { runScript } from '../aws/shell-commands.ts';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { singleQuoted } from '../single-quoted.ts';
import { reader } from '../steps/logs/server/reader.ts';
import type { Looking } from './cloudwatch.ts';
import { isSource, sources, type LogLine, type LogSource } from './line.ts';

/** A server whose journal and files are read. */
export interface ServerLog {
  readonly ssm: SSMClient;
  readonly instanceId: string;
  readonly source?: LogSource | undefined;
}

/** A page of it; where it was left is for the server to understand. */
interface Page {
  readonly lines: readonly (readonly [time: string, source: string, name: string, text: string])[];
  readonly position: unknown;
  readonly more: boolean;
}

/** The lines that have a server read on from there. */
export const readingScript = (given: object): string[] => [
  `python3 - ${singleQuoted(JSON.stringify(given))} <<'STEPWAY'`,
  ...reader.trimEnd().split('\n'),
  'STEPWAY',
];

/** Milliseconds between two looks at a command, and between two commands; seconds that one may take. */
const [every, pause, limit] = [400, 3000, 120];

/** What the server says; undefined when somebody stops meanwhile. */
async function ask(
  { ssm, instanceId }: ServerLog,
  given: object,
  { clock, signal }: Looking,
): Promise<Page | undefined> {
  const script = { comment: 'stepway: logs of the site', lines: readingScript(given), limit };
  const ran = await runScript({ ssm, instanceId, clock, signal }, script, every).catch((error: unknown) => {
    if (signal.aborted) return undefined;
    throw error instanceof Error && error.name === 'InvalidInstanceId' ? unreached(error) : error;
  });
  if (!ran) return undefined;
  if (ran.status === 'Success') return unpacked(ran.output);
  throw unread(ran.status, ran.errors);
}

const unpacked = (output: string): Page =>
  JSON.parse(gunzipSync(Buffer.from(output.trim(), 'base64')).toString()) as Page;

/** The lines of a server in order, some at a time, as it has them in its journal and files. */
export async function* serverLines(log: ServerLog, looking: Looking): AsyncGenerator<readonly LogLine[]> {
  const wanted = log.source ? [log.source] : [...sources];
  const since = looking.since === undefined ? {} : { since: looking.since / 1000 };
  let position: unknown;
  for (;;) {
    const page = await ask(
      log,
      { ...since, ...(position ? { position } : {}), last: looking.last, sources: wanted },
      looking,
    );
    if (!page) return;
    ({ position } = page);
    const found = page.lines.flatMap(([time, source, name, text]) =>
      isSource(source) ? { time, source, name, text } : [],
    );
    yield found.filter((line) => looking.wants(line));
    if (page.more) continue;
    if (!looking.follow) return;
    await looking.clock.sleep(pause, looking.signal);
    if (looking.signal.aborted) return;
  }
}

const unreached = (cause: Error) =>
  new Trouble(
    'aws',
    {
      en: 'Systems Manager does not reach the server, so its logs cannot be read.',
      ko: 'Systems Manager가 서버에 연결하지 못해 로그를 읽을 수 없습니다.',
    },
    {
      en: 'Check with `stepway status` that the server runs. With `stepway up --log-days 14` the logs are in CloudWatch as well, whatever the server does.',
      ko: '`stepway status`로 서버가 실행 중인지 확인하세요. `stepway up --log-days 14`를 실행하면 로그를 CloudWatch에도 모아, 서버가 멈춰도 볼 수 있습니다.',
    },
    { cause },
  );

const unread = (status: string, errors: string) => {
  const why = oneLine(
    errors
      .trim()
      .split('\n')
      .findLast((line) => !line.startsWith('failed to run')) ?? '',
  ).slice(0, 200);
  return new Trouble(
    'aws',
    {
      en: `The server could not read its logs (${status})${why ? `: ${why}` : '.'}`,
      ko: `서버가 로그를 읽지 못했습니다(${status})${why ? `: ${why}` : '.'}`,
    },
    {
      en: 'Run the same command again. On the server, `sudo journalctl` has the same lines.',
      ko: '같은 명령을 다시 실행하세요. 서버에서는 `sudo journalctl`로 같은 로그를 볼 수 있습니다.',
    },
  );
};
