import type { LifecycleEvent } from '@aws-sdk/client-codedeploy';
import { Trouble } from '../errors.ts';
import { lookPatiently, type Deploying } from './deploying.ts';
import { deploymentsSince, eventsOf, isOver, lookAt, memory, revisionName } from './deployments.ts';
import { failureOf } from './failure.ts';
import { forgetIntent } from './intent.ts';

const second = 1000;

/**
 * Follows a deployment to its end.
 *
 * @throws Trouble `aws` when it fails, with the event, the script's last lines, the likely cause and what to do;
 *   `interrupted` on Ctrl-C: the deployment continues.
 */
export async function follow(deploying: Deploying, id: string): Promise<void> {
  const { info, events } = await untilOver(deploying, id);
  forgetIntent(deploying.intentFile);
  if (info.status === 'Succeeded') return;
  const failure = failureOf(id, info, events);
  const rollback = await rollbackOf(deploying, id);
  const restored = rollback !== undefined && (await rolledBack(deploying, rollback));
  throw failure.after({
    ...(rollback !== undefined && { rollback }),
    ...(restored !== undefined && { restored }),
  });
}

/** The deployment by which CodeDeploy makes up for a failed one: nothing else can be deployed before it is over. */
async function rollbackOf({ aws, clock }: Deploying, id: string): Promise<string | undefined> {
  const info = await lookPatiently(clock, async () => (await lookAt(aws.codeDeploy, id))?.rollbackInfo);
  return info?.rollbackDeploymentId;
}

/** Follows that one, too: whether it put the last good version back, or undefined on Ctrl-C: why the first one failed is still to be said. */
async function rolledBack(deploying: Deploying, id: string): Promise<boolean | undefined> {
  const { aws, clock, signal, target, show } = deploying;
  const begun = await lookAt(aws.codeDeploy, id);
  const past = await deploymentsSince(aws.codeDeploy, target, clock.now() - memory);
  show({ is: 'rolling-back', deployment: id, revision: begun ? revisionName(begun, past) : '' });
  try {
    const { info } = await untilOver(deploying, id);
    return info.status === 'Succeeded';
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** For how long AWS may not know a deployment that it has just made, in milliseconds. */
const patience = 60 * second;

async function untilOver(deploying: Deploying, id: string) {
  const { aws, clock, signal, show } = deploying;
  const since = clock.now();
  const shown = new Map<string, string>();
  for (;;) {
    // First whether it is over: then all its events are.
    const info = await lookAt(aws.codeDeploy, id);
    const events = await eventsOf(aws.codeDeploy, id);
    for (const event of events) tell(event, shown, show);
    if (info && isOver(info)) return { info, events };
    if (!info && clock.now() - since > patience) throw vanished(id);
    await clock.sleep(2 * second, signal);
    if (signal.aborted) throw detached(id);
  }
}

/** Says of an event that it has begun, and how it ended, once each. */
function tell(event: LifecycleEvent, shown: Map<string, string>, show: Deploying['show']): void {
  const { lifecycleEventName: name = '', status, startTime, endTime } = event;
  if ((status !== 'InProgress' && status !== 'Succeeded' && status !== 'Failed') || shown.get(name) === status) return;
  shown.set(name, status);
  const seconds = startTime && endTime ? (endTime.getTime() - startTime.getTime()) / second : undefined;
  show({ is: 'event', event: name, status, ...(seconds !== undefined && { seconds }) });
}

const detached = (id: string) =>
  new Trouble(
    'interrupted',
    { en: `Deployment ${id} continues in the background.`, ko: `배포는 계속 진행됩니다(${id}).` },
    { en: 'Run `stepway deploy --follow` to follow it again.', ko: '`stepway deploy --follow`로 다시 볼 수 있습니다.' },
    { reached: { deployment: id } },
  );

const vanished = (id: string) =>
  new Trouble(
    'aws',
    { en: `CodeDeploy does not know deployment ${id}.`, ko: `CodeDeploy에 이 배포의 기록이 없습니다: ${id}.` },
    { en: 'Check `stepway deploys`, then deploy again.', ko: '`stepway deploys`로 확인하고 다시 배포하세요.' },
  );
