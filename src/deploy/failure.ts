import type { DeploymentInfo, LifecycleEvent } from '@aws-sdk/client-codedeploy';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { verbatim } from '../words.ts';
import { inOurWords, stageOf } from './agent-words.ts';
import { likelyCause } from './causes.ts';

/** The lines that a script wrote, without what the agent puts before each. */
const linesOf = (log: string): string[] =>
  log
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(LifecycleEvent|Script) - /.test(line))
    .map((line) => oneLine(line.replace(/^\[(stdout|stderr)\]/, '')));

/** What became of a deployment that is over and did not succeed: the event, the likely cause, what to do. */
export function failureOf(id: string, info: DeploymentInfo, events: readonly LifecycleEvent[]): Trouble {
  const failed = events.find(({ status }) => status === 'Failed');
  const { errorCode, message = '', scriptName, logTail = '' } = failed?.diagnostics ?? {};
  const { errorInformation } = info;
  const said = failed ? message : (errorInformation?.message ?? '');
  const event = failed?.lifecycleEventName;
  const code = errorCode ?? (info.status === 'Stopped' ? 'MANUAL_STOP' : errorInformation?.code);
  const { cause, fix, line } = likelyCause({
    event,
    code,
    text: `${said}\n${logTail}`,
  });
  const where = event === undefined ? verbatim('') : { en: ` in ${event}`, ko: `(${stageOf(event)} 단계)` };
  const why = inOurWords(oneLine(said).replace(/\.$/, ''));
  return new Trouble(
    'aws',
    {
      en: `Deployment ${id} failed${where.en}${why.en && `: ${why.en}`}. ${cause.en}`,
      ko: `배포 ${id} 실패${where.ko}${why.ko && `: ${why.ko}`}. ${cause.ko}`,
    },
    fix,
    {
      reached: {
        deployment: id,
        ...(event !== undefined && { event }),
        ...(code && { code }),
        ...(scriptName && { script: scriptName }),
        lines: linesOf(logTail),
        ...(line !== undefined && { telling: linesOf(line)[0] }),
      },
    },
  );
}
