import type {
  AutoRollbackConfiguration,
  DeploymentStyle,
  EC2TagFilter,
  LifecycleErrorCode,
  LoadBalancerInfo,
  RevisionLocation,
} from '@aws-sdk/client-codedeploy';
import { refuse } from '../errors.ts';
import type { Call } from '../service.ts';
import type { Tags } from '../tags.ts';

export interface Application {
  id: string;
  name: string;
  createdAt: number;
  revisions: { location: RevisionLocation; description?: string; registeredAt: number }[];
  tags: Tags;
}

export interface DeploymentGroup {
  id: string;
  application: string;
  name: string;
  config: string;
  roleArn: string;
  /** Any of each list. */
  tagSets: EC2TagFilter[][];
  style: DeploymentStyle;
  loadBalancer?: LoadBalancerInfo;
  rollback?: AutoRollbackConfiguration;
  tags: Tags;
}

/** One thing that happens on the server during a deployment. */
export interface LifecycleStep {
  name: string;
  from: number;
  to: number;
}

/** What goes wrong, in CodeDeploy's words. */
export interface Failure {
  readonly code: LifecycleErrorCode;
  readonly message: string;
  readonly scriptName?: string | undefined;
  readonly logTail?: string | undefined;
}

/** All of it is known when it begins: what it shows follows from the time. */
export interface Deployment {
  id: string;
  application: string;
  group: string;
  revision: RevisionLocation;
  description?: string;
  creator: 'user' | 'codeDeployRollback';
  createdAt: number;
  startAt: number;
  endAt: number;
  instanceId?: string;
  steps: LifecycleStep[];
  /** In its last step. */
  failure?: Failure;
  /** Of the whole, where no step says why. */
  error?: { code: 'NO_INSTANCES' | 'HEALTH_CONSTRAINTS'; message: string };
  stoppedAt?: number;
  /** The one that puts the last good revision back, which begins when this one fails. */
  rollbackId?: string;
  /** The one that it makes up for. */
  failedId?: string;
  /** Where visitors are kept from the server meanwhile. */
  traffic?: { targetGroup: string; port: number; checksTake: number; blocked?: true; allowed?: true };
  autoRollback?: AutoRollbackConfiguration;
}

export interface DeliveryData {
  applications: Application[];
  deploymentGroups: DeploymentGroup[];
  deployments: Deployment[];
}

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

/** Where a deployment leaves the server without an app that runs, if it fails there. */
const interrupting = new Set(['BeforeInstall', 'Install', 'AfterInstall', 'ApplicationStart', 'ValidateService']);

/** Whether the last deployment to a server has left it without an app that runs. */
export function isAppDown(instanceId: string, { here, now }: Pick<Call, 'here' | 'now'>): boolean {
  const over = here.deployments
    .filter((one) => one.instanceId === instanceId && one.createdAt <= now && isOver(one, now))
    .toSorted((a, b) => a.endAt - b.endAt);
  const last = over.at(-1);
  return last?.failure !== undefined && interrupting.has(last.steps.at(-1)?.name ?? '');
}

/** Takes the server away from the load balancer and puts it back, when it is time for that. */
export function moveTraffic(here: Pick<Call, 'here'>['here'], now: number): void {
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
