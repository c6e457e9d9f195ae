import type { Build, BuildPhase } from '@aws-sdk/client-codebuild';
import { Trouble } from '../../errors.ts';
import type { Deploying } from '../deploying.ts';
import { isOver, lookAtBuild } from './builds.ts';
import { buildFailure, logOf } from './failure.ts';

const second = 1000;

/** For how long AWS may not know a build that it has just started, in milliseconds. */
const patience = 60 * second;

/**
 * Follows a build to its end.
 *
 * @throws Trouble `aws` when it fails, with the phase, its last lines, the likely cause and what to do, or when it is
 *   no longer there; `interrupted` on Ctrl-C: the build continues.
 */
export async function followBuild(deploying: Deploying, started: Build): Promise<Build> {
  const { aws, clock, signal, show } = deploying;
  const id = started.id ?? '';
  const shown = new Map<string, string>();
  let seen = clock.now();
  for (let build: Build | undefined = started; ; build = await lookAtBuild(aws.codeBuild, id)) {
    for (const phase of build?.phases ?? []) tell(phase, shown, show);
    if (build && isOver(build)) {
      if (build.buildStatus === 'SUCCEEDED') return build;
      throw buildFailure(build, await logOf(deploying, build));
    }
    if (build) seen = clock.now();
    else if (clock.now() - seen > patience) throw vanished(id);
    await clock.sleep(3 * second, signal);
    if (signal.aborted) throw detached(id);
  }
}

/** Takes no time, or is nobody's business as long as it goes well. */
const silent: ReadonlySet<string | undefined> = new Set(['SUBMITTED', 'PRE_BUILD', 'FINALIZING', 'COMPLETED']);

/** Says of a phase that it has begun, and how it ended, once each. */
function tell(phase: BuildPhase, shown: Map<string, string>, show: Deploying['show']): void {
  const { phaseType: name = 'BUILD', phaseStatus, durationInSeconds: seconds } = phase;
  const ended = phaseStatus === 'SUCCEEDED' ? 'Succeeded' : 'Failed';
  const status = phaseStatus === undefined || phaseStatus === 'IN_PROGRESS' ? 'InProgress' : ended;
  if ((silent.has(name) && status !== 'Failed') || shown.get(name) === status) return;
  shown.set(name, status);
  show({ is: 'phase', phase: name, status, ...(seconds !== undefined && status !== 'InProgress' && { seconds }) });
}

const vanished = (id: string) =>
  new Trouble(
    'aws',
    {
      en: `CodeBuild does not know build ${id}: it was deleted, or its project was.`,
      ko: `CodeBuild에 이 빌드가 없습니다. 빌드나 빌드 프로젝트가 삭제되었습니다: ${id}.`,
    },
    {
      en: 'Run `stepway up`, which makes the project again if it is gone, then deploy again.',
      ko: '`stepway up`을 실행해 빌드 프로젝트가 없으면 다시 만든 뒤 배포하세요.',
    },
    { reached: { build: id } },
  );

/** What is said where nobody waits for a build any more. */
export const detached = (id: string) =>
  new Trouble(
    'interrupted',
    {
      en: `Build ${id} continues on AWS, but nothing is deployed when it is done.`,
      ko: `빌드는 AWS에서 계속되지만, 끝나도 배포되지는 않습니다(${id}).`,
    },
    {
      en: 'Run `stepway deploy` again: it finds this build, as long as the project is the same, and deploys it.',
      ko: '`stepway deploy`를 다시 실행하세요. 프로젝트가 그대로면 이 빌드를 찾아 배포합니다.',
    },
    { reached: { build: id } },
  );
