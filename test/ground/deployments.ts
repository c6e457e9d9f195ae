import { lifecycle, rollbackOf } from '../../src/rehearsal/codedeploy/course.ts';
import type { Deployment, DeploymentGroup } from '../../src/rehearsal/codedeploy/data.ts';
import type { Call } from '../../src/rehearsal/service.ts';
import type { Agents, Outcome } from './agent.ts';

/** The last moment there is: of what is under way, nobody knows the end. */
const never = 8.64e15;

export interface Playing {
  readonly agents: Agents;
  /** The account now, as an operation sees it. */
  call(): Call;
  /** The address by which the agent of an instance is known. */
  addressOf(instanceId: string): string | undefined;
}

const unheard: Outcome = {
  code: 'UnknownError',
  message:
    'CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host and make sure the agent is running and can connect to the CodeDeploy server.',
  script: '',
  log: '',
};

/** Takes back what the rehearsal has planned for a deployment: only what happens on the server is said of it. */
export function forget(deployment: Deployment, { here }: Call): void {
  here.deployments = here.deployments.filter(({ id }) => id !== deployment.rollbackId);
  for (const key of ['failure', 'rollbackId', 'traffic'] as const) delete deployment[key];
  if (deployment.error?.code === 'NO_INSTANCES') return;
  delete deployment.error;
  deployment.startAt = deployment.createdAt;
  deployment.endAt = never;
  deployment.steps = [];
}

/** Plays a deployment on its server in CodeDeploy's order, and puts the last good one back when it fails. */
export async function play(
  deployment: Deployment,
  group: DeploymentGroup,
  playing: Playing,
  ignoring: boolean,
): Promise<void> {
  const { call } = playing;
  const ip = deployment.instanceId === undefined ? undefined : playing.addressOf(deployment.instanceId);
  const failed = await failureIn(deployment, group, playing, ip, ignoring);
  const { now } = call();
  deployment.endAt = now;
  for (const step of deployment.steps) step.to = Math.min(step.to, now);
  if (!failed) return;
  deployment.failure = failed;
  deployment.error = {
    code: 'HEALTH_CONSTRAINTS',
    message:
      'The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.',
  };
  const rollback = rollbackOf(deployment, group, call());
  if (!rollback) return;
  forget(rollback, call());
  deployment.rollbackId = rollback.id;
  call().here.deployments.push(rollback);
  await play(rollback, group, playing, true);
}

async function failureIn(
  deployment: Deployment,
  group: DeploymentGroup,
  { agents, call }: Playing,
  ip: string | undefined,
  ignoring: boolean,
): Promise<Deployment['failure']> {
  const { bucket = '', key = '', version, eTag: etag } = deployment.revision.s3Location ?? {};
  for (const event of lifecycle(group)) {
    if (deployment.stoppedAt !== undefined) return undefined;
    const step = { name: event, from: call().now, to: never };
    deployment.steps.push(step);
    const order = {
      event,
      deployment: deployment.id,
      application: deployment.application,
      group: group.name,
      groupId: group.id,
      bundle: { bucket, key, version, etag },
    };
    const { code, message, script, log } = (ip === undefined ? undefined : await agents.order(ip, order)) ?? unheard;
    step.to = call().now;
    if (code === 'Success' || (event === 'ApplicationStop' && ignoring)) continue;
    return { code, message, scriptName: script, logTail: log };
  }
  return undefined;
}
