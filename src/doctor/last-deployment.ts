import type { CodeDeployClient, DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { orNothing } from '../aws/replies.ts';
import { deploymentsSince, eventsOf, isOver, memory, type Target } from '../deploy/deployments.ts';
import { failureOf } from '../deploy/failure.ts';
import { oneLine } from '../plain.ts';
import type { Words } from '../words.ts';
import type { Finding } from './finding.ts';

/** What the last deployment explains. */
export interface LastDeployment {
  /** Why the server does not answer, if it does not. */
  readonly finding?: Finding;
  /** Worth knowing even if it does. */
  readonly note?: Words;
}

const inProgress = (id: string, command: string): LastDeployment => ({
  finding: {
    link: 'health',
    mendable: false,
    users: false,
    passing: true,
    cause: {
      en: `Deployment ${id} is in progress: an app that cannot run twice at a time is away meanwhile.`,
      ko: `배포 ${id} 진행 중입니다. 두 벌을 함께 실행할 수 없는 앱은 그동안 멈춥니다.`,
    },
    fix: { en: 'Follow it with:', ko: '다음 명령으로 끝까지 지켜볼 수 있습니다:' },
    command: `${command} --follow`,
  },
});

const rolledBack = ({ rollbackInfo }: DeploymentInfo): LastDeployment => {
  const failed = oneLine(rollbackInfo?.rollbackTriggeringDeploymentId ?? '');
  return {
    note: {
      en: `The newest version did not start (${failed}): the server runs the previous one. \`stepway deploys\` lists both.`,
      ko: `최신 버전은 시작되지 않아(${failed}) 서버가 그 전 버전을 실행하고 있습니다. \`stepway deploys\`에서 볼 수 있습니다.`,
    },
  };
};

const goesOn = (failure: Words): Words => ({
  en: `${failure.en} The server runs what it ran before.`,
  ko: `${failure.ko} 서버는 배포 전 그대로입니다.`,
});

/**
 * What the last deployment says about the server; nothing, if there was none or it went well.
 *
 * @param command how to say `deploy` of this stack on the command line.
 */
export async function lastDeployment(
  codeDeploy: CodeDeployClient,
  target: Target,
  now: number,
  command: string,
): Promise<LastDeployment> {
  // Nothing as well where its application or group is gone, which the step itself says.
  const [last] = (await orNothing(deploymentsSince(codeDeploy, target, now - memory))) ?? [];
  const id = last?.deploymentId;
  if (!last || id === undefined) return {};
  if (!isOver(last)) return inProgress(oneLine(id), command);
  if (last.status === 'Succeeded') return last.creator === 'codeDeployRollback' ? rolledBack(last) : {};
  return { note: goesOn(failureOf(id, last, await eventsOf(codeDeploy, id)).what) };
}
