import {
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  CreateDeploymentCommand,
  GetDeploymentCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
  type CodeDeployClient,
  type DeploymentInfo,
  type DeploymentStatus,
  type LifecycleEvent,
} from '@aws-sdk/client-codedeploy';
import { isNotFound } from '../aws/error-names.ts';
import { orNothing } from '../aws/replies.ts';

export interface Target {
  readonly bucket: string;
  readonly application: string;
  readonly deploymentGroup: string;
}

const underWay: readonly DeploymentStatus[] = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];

/** Whether it has ended, successfully or not. */
export const isOver = ({ status }: DeploymentInfo): boolean => status !== undefined && !underWay.includes(status);

/** One version of a bundle in the bucket. */
export interface Location {
  readonly key: string;
  readonly version?: string | undefined;
}

/** CodeDeploy takes no token: the description says what is deployed, and which run of ours began it. */
export const describe = (hash: string, token: string): string => `stepway ${hash} ${token}`;

/** The hash of what was deployed; empty for deployments that stepway did not start. */
export const hashOf = ({ description }: Pick<DeploymentInfo, 'description'>): string =>
  /^stepway ([0-9a-f]{64})\b/.exec(description ?? '')?.[1] ?? '';

export const locationOf = ({ revision }: DeploymentInfo): Location => {
  const { key = '', version } = revision?.s3Location ?? {};
  return { key, version };
};

/** What people know a revision by: the first digits of its hash or, where that is not known, of its version. */
export function revisionName(found: DeploymentInfo, others: readonly DeploymentInfo[] = []): string {
  const { key, version } = locationOf(found);
  // CodeDeploy's own rollback says nothing of the hash, but the deployment that it repeats does.
  const same = others.find((one) => hashOf(one) !== '' && version !== undefined && locationOf(one).version === version);
  return (hashOf(found) || (same && hashOf(same)) || version || key.replace(/^.*\//, '')).slice(0, 12);
}

/**
 * Whether a deployment puts a version back that an earlier one had brought: CodeDeploy's own do, and those that somebody
 * asks for.
 *
 * @param all of the group, the newest first.
 */
export function isRollback(found: DeploymentInfo, all: readonly DeploymentInfo[]): boolean {
  if (found.creator === 'codeDeployRollback') return true;
  const { version } = locationOf(found);
  const versions = all
    .slice(all.indexOf(found) + 1)
    .filter(({ status }) => status === 'Succeeded')
    .map((one) => locationOf(one).version);
  return version !== undefined && versions[0] !== version && versions.includes(version);
}

const isNamed = (error: unknown, name: string) => error instanceof Error && error.name === name;

/** How far back earlier deployments are of interest, in milliseconds. */
export const memory = 180 * 24 * 60 * 60 * 1000;

/** AWS takes no more ids at once. */
const batch = 25;

/** The deployments of a group since a moment, the newest first. */
export async function deploymentsSince(
  codeDeploy: CodeDeployClient,
  { application, deploymentGroup }: Target,
  since: number,
  statuses?: readonly DeploymentStatus[],
): Promise<DeploymentInfo[]> {
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await codeDeploy.send(
      new ListDeploymentsCommand({
        applicationName: application,
        deploymentGroupName: deploymentGroup,
        createTimeRange: { start: new Date(since) },
        ...(statuses && { includeOnlyStatuses: [...statuses] }),
        ...(nextToken !== undefined && { nextToken }),
      }),
    );
    ids.push(...(page.deployments ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  const found: DeploymentInfo[] = [];
  for (let at = 0; at < ids.length; at += batch) {
    const { deploymentsInfo = [] } = await codeDeploy.send(
      new BatchGetDeploymentsCommand({ deploymentIds: ids.slice(at, at + batch) }),
    );
    found.push(...deploymentsInfo);
  }
  return found.toSorted((a, b) => (b.createTime?.getTime() ?? 0) - (a.createTime?.getTime() ?? 0));
}

/** No deployment takes longer. */
const longest = 24 * 60 * 60 * 1000;

/** The deployment in progress in a group: there is never more than one. */
export const activeDeployment = async (
  codeDeploy: CodeDeployClient,
  target: Target,
  now: number,
): Promise<DeploymentInfo | undefined> => (await deploymentsSince(codeDeploy, target, now - longest, underWay))[0];

/**
 * Starts a deployment of what is in the bucket.
 *
 * @returns its id; undefined when one is in progress in the group, since CodeDeploy refuses a second.
 */
export async function startDeployment(
  codeDeploy: CodeDeployClient,
  { bucket, application, deploymentGroup }: Target,
  { key, version }: Location,
  description: string,
): Promise<string | undefined> {
  try {
    const { deploymentId } = await codeDeploy.send(
      new CreateDeploymentCommand({
        applicationName: application,
        deploymentGroupName: deploymentGroup,
        revision: {
          revisionType: 'S3',
          s3Location: { bucket, key, bundleType: 'zip', ...(version !== undefined && { version }) },
        },
        description,
        // That script belongs to the previous release: a broken one must not block its own repair.
        ignoreApplicationStopFailures: true,
      }),
    );
    return deploymentId;
  } catch (error) {
    if (isNamed(error, 'DeploymentLimitExceededException')) return undefined;
    throw error;
  }
}

/** What is known of a deployment; undefined while AWS has not heard of it everywhere. */
export async function lookAt(codeDeploy: CodeDeployClient, deploymentId: string): Promise<DeploymentInfo | undefined> {
  return (await orNothing(codeDeploy.send(new GetDeploymentCommand({ deploymentId }))))?.deploymentInfo;
}

/** What has happened on the server so far, in order; nothing before it has begun. */
export async function eventsOf(codeDeploy: CodeDeployClient, deploymentId: string): Promise<LifecycleEvent[]> {
  try {
    const { targetIds = [] } = await codeDeploy.send(new ListDeploymentTargetsCommand({ deploymentId }));
    if (targetIds.length === 0) return [];
    const { deploymentTargets = [] } = await codeDeploy.send(
      new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: targetIds.slice(0, batch) }),
    );
    return deploymentTargets[0]?.instanceTarget?.lifecycleEvents ?? [];
  } catch (error) {
    if (isNotFound(error) || isNamed(error, 'DeploymentNotStartedException')) return [];
    throw error;
  }
}
