import type { DeploymentInfo, DeploymentTarget, LifecycleEvent, RevisionLocation } from '@aws-sdk/client-codedeploy';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import { page } from '../pages.ts';
import { fingerprint } from '../same.ts';
import type { Call, Operations } from '../service.ts';
import { course, deploymentId, lifecycle, rollbackOf } from './course.ts';
import type { Deployment } from './data.ts';
import { applicationNamed, deploymentNamed, deploymentsOf, groupNamed, isOver, statusOf } from './shared.ts';

const isSame = (a: RevisionLocation, b: RevisionLocation) => fingerprint(a) === fingerprint(b);

/** Every revision that was ever deployed is known to its application. */
function register(call: Call, application: string | undefined, location: RevisionLocation, description?: string): void {
  const { revisions } = applicationNamed(call, application);
  const known = revisions.find((one) => isSame(one.location, location));
  if (!known) revisions.push({ location, registeredAt: call.now, ...(description && { description }) });
}

function checkRevision(revision: RevisionLocation | undefined): RevisionLocation {
  if (!revision) return refuse('RevisionRequiredException', 'A revision must be specified');
  const { bucket, key, bundleType } = revision.s3Location ?? {};
  if (revision.revisionType !== 'S3' || !bucket || !key || !bundleType)
    refuse('InvalidRevisionException', 'The revision must have a bucket, a key and a bundle type in S3');
  return revision;
}

function showEvents(deployment: Deployment, names: readonly string[], now: number): LifecycleEvent[] {
  const over = isOver(deployment, now);
  const stopped = deployment.stoppedAt ?? Infinity;
  return names.map((lifecycleEventName) => {
    const step = deployment.steps.find(({ name }) => name === lifecycleEventName);
    if (!step || step.from > now || step.from >= stopped)
      return { lifecycleEventName, status: over ? ('Skipped' as const) : ('Pending' as const) };
    const startTime = new Date(step.from);
    if (step.to > now) return { lifecycleEventName, status: 'InProgress' as const, startTime };
    const failed = deployment.failure && step === deployment.steps.at(-1);
    return {
      lifecycleEventName,
      status: failed ? ('Failed' as const) : ('Succeeded' as const),
      startTime,
      endTime: new Date(step.to),
      diagnostics: failed
        ? {
            errorCode: deployment.failure?.code,
            message: deployment.failure?.message,
            scriptName: deployment.failure?.scriptName ?? '',
            logTail: deployment.failure?.logTail ?? '',
          }
        : { errorCode: 'Success' as const, scriptName: '', message: 'Succeeded', logTail: '' },
    };
  });
}

function targetStatus(deployment: Deployment, now: number) {
  const status = statusOf(deployment, now);
  if (status === 'Created' || status === 'Queued') return 'Pending' as const;
  return status === 'Stopped' ? ('Skipped' as const) : status;
}

function showTarget(deployment: Deployment, call: Call): DeploymentTarget {
  const group = call.here.deploymentGroups.find(
    ({ application, name }) => application === deployment.application && name === deployment.group,
  );
  const names = group ? lifecycle(group) : deployment.steps.map(({ name }) => name);
  return {
    deploymentTargetType: 'InstanceTarget',
    instanceTarget: {
      deploymentId: deployment.id,
      targetId: deployment.instanceId,
      targetArn: `arn:aws:ec2:${call.region}:${accountId}:instance/${deployment.instanceId}`,
      status: targetStatus(deployment, call.now),
      lastUpdatedAt: new Date(Math.min(call.now, deployment.endAt)),
      lifecycleEvents: showEvents(deployment, names, call.now),
      instanceLabel: 'Blue',
    },
  };
}

function show(deployment: Deployment, call: Call): DeploymentInfo {
  const status = statusOf(deployment, call.now);
  const target = deployment.instanceId ? targetStatus(deployment, call.now) : undefined;
  const over = isOver(deployment, call.now);
  const count = (one: string) => (target === one ? 1 : 0);
  const rollback = over && status === 'Failed' ? deployment.rollbackId : undefined;
  return {
    applicationName: deployment.application,
    deploymentGroupName: deployment.group,
    deploymentId: deployment.id,
    deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
    revision: deployment.revision,
    status,
    ...(status === 'Failed' && deployment.error && { errorInformation: deployment.error }),
    createTime: new Date(deployment.createdAt),
    ...(call.now >= deployment.startAt && { startTime: new Date(deployment.startAt) }),
    ...(over && { completeTime: new Date(deployment.stoppedAt ?? deployment.endAt) }),
    deploymentOverview: {
      Pending: count('Pending'),
      InProgress: count('InProgress'),
      Succeeded: count('Succeeded'),
      Failed: count('Failed'),
      Skipped: count('Skipped'),
      Ready: 0,
    },
    ...(deployment.description && { description: deployment.description }),
    creator: deployment.creator,
    ...((rollback || deployment.failedId) && {
      rollbackInfo: {
        ...(rollback && { rollbackDeploymentId: rollback }),
        ...(deployment.failedId && { rollbackTriggeringDeploymentId: deployment.failedId }),
      },
    }),
    computePlatform: 'Server',
    ignoreApplicationStopFailures: false,
    updateOutdatedInstancesOnly: false,
  };
}

/** Revisions on their way to the server. */
export const deployments = {
  RegisterApplicationRevision({ applicationName, revision, description }, call) {
    register(call, applicationName, checkRevision(revision), description);
    return {};
  },

  CreateDeployment(input, call) {
    const group = groupNamed(call, input.applicationName, input.deploymentGroupName);
    const revision = checkRevision(input.revision);
    const busy = deploymentsOf(call, group).find((one) => !isOver(one, call.now));
    if (busy)
      refuse(
        'DeploymentLimitExceededException',
        `The Deployment Group '${group.name}' already has an active Deployment '${busy.id}'`,
      );
    register(call, input.applicationName, revision);
    const deployment: Deployment = {
      id: deploymentId(call),
      application: group.application,
      group: group.name,
      revision,
      ...(input.description && { description: input.description }),
      creator: 'user',
      createdAt: call.now,
      startAt: call.now,
      endAt: call.now,
      steps: [],
      ...(input.autoRollbackConfiguration && { autoRollback: input.autoRollbackConfiguration }),
    };
    course(deployment, group, call);
    call.here.deployments.push(deployment);
    const rollback = deployment.error && rollbackOf(deployment, group, call);
    if (rollback) {
      deployment.rollbackId = rollback.id;
      call.here.deployments.push(rollback);
    }
    return { deploymentId: deployment.id };
  },

  GetDeployment: ({ deploymentId }, call) => ({ deploymentInfo: show(deploymentNamed(call, deploymentId), call) }),

  BatchGetDeployments: ({ deploymentIds = [] }, call) => ({
    deploymentsInfo: call.here.deployments
      .filter(({ id, createdAt }) => deploymentIds.includes(id) && createdAt <= call.now)
      .map((one) => show(one, call)),
  }),

  ListDeployments({ applicationName, deploymentGroupName, includeOnlyStatuses, createTimeRange, nextToken }, call) {
    const group = groupNamed(call, applicationName, deploymentGroupName);
    const { start, end } = createTimeRange ?? {};
    const found = deploymentsOf(call, group).filter(
      (one) =>
        (!includeOnlyStatuses?.length || includeOnlyStatuses.includes(statusOf(one, call.now))) &&
        (!start || one.createdAt >= start.getTime()) &&
        (!end || one.createdAt <= end.getTime()),
    );
    const { items, next } = page(found, 100, nextToken);
    return { deployments: items.map(({ id }) => id), nextToken: next };
  },

  ListDeploymentTargets({ deploymentId }, call) {
    const { instanceId } = deploymentNamed(call, deploymentId);
    return { targetIds: instanceId ? [instanceId] : [] };
  },

  GetDeploymentTarget({ deploymentId, targetId }, call) {
    const deployment = deploymentNamed(call, deploymentId);
    if (!targetId || deployment.instanceId !== targetId)
      refuse('DeploymentTargetDoesNotExistException', `The deployment target ${targetId} does not exist`);
    return { deploymentTarget: showTarget(deployment, call) };
  },

  BatchGetDeploymentTargets({ deploymentId, targetIds = [] }, call) {
    const deployment = deploymentNamed(call, deploymentId);
    const known = targetIds.filter((id) => id === deployment.instanceId);
    return { deploymentTargets: known.map(() => showTarget(deployment, call)) };
  },

  StopDeployment({ deploymentId, autoRollbackEnabled }, call) {
    const deployment = deploymentNamed(call, deploymentId);
    if (isOver(deployment, call.now))
      refuse('DeploymentAlreadyCompletedException', `The deployment ${deploymentId} is already completed`);
    deployment.stoppedAt = call.now;
    deployment.endAt = call.now;
    call.here.deployments = call.here.deployments.filter(({ id }) => id !== deployment.rollbackId);
    delete deployment.rollbackId;
    const group = groupNamed(call, deployment.application, deployment.group);
    const rollback = autoRollbackEnabled && rollbackOf(deployment, group, call);
    if (rollback) {
      deployment.rollbackId = rollback.id;
      call.here.deployments.push(rollback);
    }
    return { status: 'Succeeded' as const, statusMessage: 'Deployment stopped' };
  },
} satisfies Operations<typeof import('@aws-sdk/client-codedeploy')>;
