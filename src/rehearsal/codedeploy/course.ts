import { at } from '../phase.ts';
import { capitals } from '../ids.ts';
import type { Latency } from '../latencies.ts';
import { objectAt } from '../s3/shared.ts';
import type { Tried } from '../scenarios.ts';
import type { Call } from '../service.ts';
import { agentOn } from '../ssm/index.ts';
import type { Instance } from '../ec2/data.ts';
import { allowedTo } from '../ec2/profiles.ts';
import type { Deployment, DeploymentGroup, Failure, LifecycleStep } from './data.ts';
import { deploymentsOf, lastGood, statusOf } from './shared.ts';

/** What happens on a server, in order, and how long it takes. The hooks are the user's scripts. */
const onServer: readonly [name: string, takes: Latency][] = [
  ['ApplicationStop', 'deployment hook'],
  ['DownloadBundle', 'deployment step'],
  ['BeforeInstall', 'deployment hook'],
  ['Install', 'deployment step'],
  ['AfterInstall', 'deployment hook'],
  ['ApplicationStart', 'deployment hook'],
  ['ValidateService', 'deployment hook'],
];

const withTraffic: readonly [name: string, takes: Latency][] = [
  ['BeforeBlockTraffic', 'deployment step'],
  ['BlockTraffic', 'deployment traffic blocked'],
  ['AfterBlockTraffic', 'deployment step'],
  ...onServer,
  ['BeforeAllowTraffic', 'deployment step'],
  ['AllowTraffic', 'deployment traffic allowed'],
  ['AfterAllowTraffic', 'deployment step'],
];

const isControlled = ({ style }: DeploymentGroup) => style.deploymentOption === 'WITH_TRAFFIC_CONTROL';

/** Everything that happens in a deployment of the group, by name. */
export const lifecycle = (group: DeploymentGroup): string[] =>
  (isControlled(group) ? withTraffic : onServer).map(([name]) => name);

/** The server that has a tag of each set. */
const serverOf = ({ tagSets }: DeploymentGroup, { here, now }: Call): Instance | undefined =>
  here.instances.find(
    ({ state, tags }) =>
      at(state, now) === 'running' &&
      tagSets.length > 0 &&
      tagSets.every((any) => any.some(({ Key = '', Value }) => tags[Key] !== undefined && tags[Key] === Value)),
  );

const deaf: Failure = {
  code: 'UnknownError',
  message:
    'CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host and make sure the agent is running and can connect to the CodeDeploy server.',
};

/** Why the server does not get the bundle. */
function cannotFetch(server: Instance, { revision }: Deployment, call: Call): Failure | undefined {
  const { bucket = '', key, version } = revision.s3Location ?? {};
  const mayRead = allowedTo(server, call).includes(`:s3:::${bucket}/`);
  if (!mayRead) return { code: 'UnknownError', message: 'Access Denied' };
  if (!objectAt(call, { bucket, key, version }))
    return { code: 'UnknownError', message: 'The specified key does not exist.' };
  return undefined;
}

/** What goes wrong, and where. */
function failureOf(deployment: Deployment, group: DeploymentGroup, server: Instance, call: Call) {
  const [first = ''] = lifecycle(group);
  if (!agentOn(server, call)) return { where: first, why: deaf, after: 'deployment unheard' as const };
  const unfetched = cannotFetch(server, deployment, call);
  if (unfetched) return { where: 'DownloadBundle', why: unfetched };
  const { deploymentFails: planned } = call.scenario;
  if (!planned || deployment.creator !== 'user') return undefined;
  const { at: where, logTail, ...why } = planned;
  const said = typeof logTail === 'function' ? logTail(triedOn(server, group, call)) : logTail;
  return { where, why: { ...why, ...(said !== undefined && { logTail: said }) } };
}

/** Each version that ends well takes the other port than the one before; which ports there are the server's label says. */
function triedOn({ tags }: Instance, group: DeploymentGroup, call: Call): Tried {
  const [, given = '8080', path = '/'] = tags['stepway:setup']?.split(' ') ?? [];
  const served = deploymentsOf(call, group).filter(
    (one) => one.creator === 'user' && statusOf(one, call.now) === 'Succeeded',
  ).length;
  const [own, other] = [Number(given), Number(given) + (Number(given) > 55_535 ? -10_000 : 10_000)];
  return { port: served % 2 === 0 ? own : other, path, isFirst: served === 0 };
}

/** Says in advance how a deployment goes, as CodeDeploy would find out. */
export function course(deployment: Deployment, group: DeploymentGroup, call: Call): void {
  const lasts = (what: Latency) => call.after(what) - call.now;
  deployment.startAt = deployment.createdAt + lasts('deployment begun');
  const server = serverOf(group, call);
  if (!server) {
    deployment.endAt = deployment.startAt;
    deployment.error = {
      code: 'NO_INSTANCES',
      message:
        'The deployment failed because no instances were found for your deployment group. Check your deployment group settings to make sure the tags for your Amazon EC2 instances or Auto Scaling groups correctly identify the instances you want to deploy to, and then try again.',
    };
    return;
  }
  deployment.instanceId = server.id;
  const failure = failureOf(deployment, group, server, call);
  const steps: LifecycleStep[] = [];
  let from = deployment.startAt;
  for (const [name, takes] of isControlled(group) ? withTraffic : onServer) {
    const to = from + lasts(failure?.where === name && failure.after ? failure.after : takes);
    steps.push({ name, from, to });
    from = to;
    if (failure?.where === name) break;
  }
  deployment.steps = steps;
  deployment.endAt = from;
  const targetGroup = group.loadBalancer?.targetGroupInfoList?.[0]?.name;
  const target = call.here.targetGroups.find(({ name }) => name === targetGroup);
  if (isControlled(group) && target)
    deployment.traffic = { targetGroup: target.name, port: target.port, checksTake: lasts('target healthy') };
  if (!failure) return;
  deployment.failure = failure.why;
  deployment.error = {
    code: 'HEALTH_CONSTRAINTS',
    message:
      'The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment, or some instances in your deployment group are experiencing problems.',
  };
}

/** The deployment that begins when another one fails, and puts the last good revision back. It has none itself. */
export function rollbackOf(failed: Deployment, group: DeploymentGroup, call: Call): Deployment | undefined {
  if (failed.failedId !== undefined) return undefined;
  const { enabled, events = [] } = failed.autoRollback ?? group.rollback ?? {};
  const good = lastGood(call, group);
  if (!enabled || !events.includes('DEPLOYMENT_FAILURE') || !good) return undefined;
  const rollback: Deployment = {
    id: deploymentId(call),
    application: failed.application,
    group: failed.group,
    revision: good.revision,
    creator: 'codeDeployRollback',
    createdAt: failed.endAt,
    startAt: failed.endAt,
    endAt: failed.endAt,
    steps: [],
    failedId: failed.id,
  };
  course(rollback, group, call);
  return rollback;
}

export const deploymentId = (call: Call): string => `d-${capitals(`deployment ${call.seed()}`, 9)}`;
