import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Build } from '@aws-sdk/client-codebuild';
import { orNothing } from '../../aws/replies.ts';
import { Trouble } from '../../errors.ts';
import { oneLine } from '../../plain.ts';
import { likelyCauseOfBuild } from '../causes.ts';
import { lookPatiently, type Deploying } from '../deploying.ts';

/** Far more than a user reads: a package manager says much after what went wrong. */
const enough = 500;

const isCodeBuilds = (line: string) => line.startsWith('[Container] ');

const failedOf = ({ phases = [] }: Build) =>
  phases.find(({ phaseStatus }) => phaseStatus !== undefined && phaseStatus !== 'SUCCEEDED');

/**
 * What a build said last, without what CodeBuild puts in between. A log may come later than the build's end.
 */
export async function logOf({ aws, clock }: Deploying, build: Build): Promise<readonly string[]> {
  const { groupName, streamName } = build.logs ?? {};
  const failed = failedOf(build)?.phaseType;
  if (!groupName || !streamName) return [];
  let lines: readonly string[] = [];
  await lookPatiently(clock, async () => {
    const found = await orNothing(
      aws.logs.send(new GetLogEventsCommand({ logGroupName: groupName, logStreamName: streamName, limit: enough })),
    );
    lines = (found?.events ?? []).flatMap(({ message = '' }) => message.trimEnd().split('\n'));
    return lines.some((line) => isCodeBuilds(line) && line.includes(`Phase complete: ${failed}`)) || undefined;
  });
  return lines.filter((line) => !isCodeBuilds(line) && line.trim() !== '').map(oneLine);
}

/** What became of a build that is over and did not succeed: the phase, the likely cause, what to do. */
export function buildFailure(build: Build, lines: readonly string[]): Trouble {
  const { id = '', buildStatus = 'FAILED' } = build;
  const failed = failedOf(build);
  const { statusCode: code = '', message = '' } = failed?.contexts?.find(({ message }) => message) ?? {};
  const { cause, fix, line } = likelyCauseOfBuild({
    code: code || buildStatus,
    text: `${lines.join('\n')}\n${message}`,
  });
  const phase = failed?.phaseType;
  const where = phase === undefined ? { en: '', ko: '' } : { en: ` in ${phase}`, ko: `(${phase} 단계)` };
  // What it quotes is our own command, many lines long.
  const why = code === 'COMMAND_EXECUTION_ERROR' ? '' : oneLine(message).replace(/\.$/, '').slice(0, 300);
  return new Trouble(
    'aws',
    {
      en: `Build ${id} failed${where.en}${why && `: ${why}`}. ${cause.en}`,
      ko: `빌드 ${id} 실패${where.ko}${why && `: ${why}`}. ${cause.ko}`,
    },
    fix,
    {
      reached: {
        build: id,
        ...(phase !== undefined && { phase }),
        ...(code && { code }),
        lines: lines.slice(-40),
        ...(line !== undefined && { telling: oneLine(line) }),
      },
    },
  );
}
