import { refuse } from '../errors.ts';
import type { Call } from '../service.ts';
import type { Application, Deployment, DeploymentGroup } from './data.ts';

export const applicationNamed = ({ here }: Call, wanted: string | undefined): Application =>
  here.applications.find(({ name }) => name === wanted) ??
  refuse('ApplicationDoesNotExistException', `No application found for name: ${wanted}`);

export function groupNamed(call: Call, application: string | undefined, wanted: string | undefined): DeploymentGroup {
  applicationNamed(call, application);
  return (
    call.here.deploymentGroups.find((one) => one.application === application && one.name === wanted) ??
    refuse('DeploymentGroupDoesNotExistException', `No Deployment Group found for name: ${wanted}`)
  );
}

/** A rollback is planned long before anybody hears of it. */
export const deploymentNamed = ({ here, now }: Call, wanted: string | undefined): Deployment =>
  here.deployments.find(({ id, createdAt }) => id === wanted && createdAt <= now) ??
  refuse('DeploymentDoesNotExistException', `The deployment ${wanted} could not be found`);

/** What a deployment has come to. */
export function statusOf({ createdAt, startAt, endAt, failure, error, stoppedAt }: Deployment, now: number) {
  if (stoppedAt !== undefined && stoppedAt <= now) return 'Stopped';
  if (now >= endAt) return failure || error ? 'Failed' : 'Succeeded';
  if (now >= startAt) return 'InProgress';
  return now > createdAt ? 'Queued' : 'Created';
}

export const isOver = (deployment: Deployment, now: number): boolean =>
  ['Stopped', 'Failed', 'Succeeded'].includes(statusOf(deployment, now));

/** The deployments of a group, the newest first. */
export const deploymentsOf = (
  { here, now }: Pick<Call, 'here' | 'now'>,
  group: { readonly application: string; readonly name: string },
): Deployment[] =>
  here.deployments
    .filter((one) => one.application === group.application && one.group === group.name && one.createdAt <= now)
    .toSorted((a, b) => b.createdAt - a.createdAt);

/** The newest that ended well. */
export const lastGood = (call: Pick<Call, 'here' | 'now'>, group: DeploymentGroup): Deployment | undefined =>
  deploymentsOf(call, group).find((one) => statusOf(one, call.now) === 'Succeeded');

/** Whether an app was deployed to a server, and stands in the place of the welcome page. */
export const hasApp = (wanted: string, { here, now }: Pick<Call, 'here' | 'now'>): boolean =>
  here.deployments.some((one) => one.instanceId === wanted && statusOf(one, now) === 'Succeeded');

/** Takes the server away from the load balancer and puts it back, when it is time for that. */
export function moveTraffic({ here, now }: Pick<Call, 'here' | 'now'>): void {
  for (const { traffic, steps, instanceId, stoppedAt = Infinity } of here.deployments) {
    if (!traffic || !instanceId) continue;
    const group = here.targetGroups.find(({ name }) => name === traffic.targetGroup);
    const begins = (step: string) => Math.min(steps.find(({ name }) => name === step)?.from ?? Infinity, Infinity);
    const due = (step: string) => begins(step) <= now && begins(step) < stoppedAt;
    if (group && !traffic.blocked && due('BlockTraffic')) {
      traffic.blocked = true;
      group.targets = group.targets.filter(({ id }) => id !== instanceId);
    }
    if (group && !traffic.allowed && due('AllowTraffic')) {
      traffic.allowed = true;
      const { port, checksTake } = traffic;
      if (!group.targets.some(({ id }) => id === instanceId))
        group.targets.push({ id: instanceId, port, registeredAt: begins('AllowTraffic'), checksTake });
    }
  }
}
