import type { Outputs } from '../engine/outputs.ts';
import { Trouble } from '../errors.ts';
import { cloudWatchLines, type Looking } from '../logs/cloudwatch.ts';
import { serverLines } from '../logs/journal.ts';
import type { LogLine, LogSource } from '../logs/line.ts';
import type { State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { outputsOf } from './outputs.ts';
import { openDraft } from './sign-in.ts';
import { unlessStopped, type Site } from './site.ts';

/** The lines of a site, and where they are read. */
export interface OpenLog {
  readonly from: 'cloudwatch' | 'server';
  lines(looking: Omit<Looking, 'clock' | 'signal'>): AsyncGenerator<readonly LogLine[]>;
}

/**
 * Opens the log in CloudWatch, or without one, the journal of the server.
 *
 * @throws Trouble `usage` when nothing was built that says anything.
 */
export async function openLog(
  site: Site,
  state: State,
  region: string | undefined,
  source: LogSource | undefined,
): Promise<OpenLog> {
  const { logGroup, instanceId }: Outputs = outputsOf(steps, state);
  if (logGroup === undefined && instanceId === undefined) throw noLogs(state.name);
  const { aws } = await unlessStopped(site.signal, openDraft(site, state, region));
  const { clock, signal } = site;
  return logGroup === undefined
    ? {
        from: 'server',
        lines: (looking) =>
          serverLines({ ssm: aws.ssm, instanceId: instanceId ?? '', source }, { ...looking, clock, signal }),
      }
    : {
        from: 'cloudwatch',
        lines: (looking) => cloudWatchLines({ logs: aws.logs, logGroup, source }, { ...looking, clock, signal }),
      };
}

const noLogs = (name: string) =>
  new Trouble(
    'usage',
    {
      en: `The stack ${name} has no server yet that could say anything.`,
      ko: `${name} 스택에는 아직 로그를 남길 서버가 없습니다.`,
    },
    { en: 'Run `stepway up` to create it.', ko: '`stepway up`으로 만드세요.' },
  );
