import { randomBytes } from 'node:crypto';
import type { DeploymentInfo, LifecycleEvent } from '@aws-sdk/client-codedeploy';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Aws } from '../aws/clients.ts';
import type { Clock } from '../clock.ts';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { bundleKey } from '../steps/delivery/layout.ts';
import { verbatim } from '../words.ts';
import type { Bundle } from './bundle.ts';
import { likelyCause } from './causes.ts';
import {
  activeDeployment,
  deploymentsSince,
  memory,
  eventsOf,
  isOver,
  describe,
  hashOf,
  locationOf,
  lookAt,
  revisionName,
  startDeployment,
  type Location,
  type Target,
} from './deployments.ts';
import { forgetIntent, readIntent, writeIntent } from './intent.ts';

/** What happens during a deployment, as it happens. */
export type Progress =
  | { readonly is: 'uploaded'; readonly version: string; readonly files: number; readonly bytes: number }
  | { readonly is: 'started' | 'found' | 'rolling-back'; readonly deployment: string; readonly revision: string }
  | {
      readonly is: 'event';
      readonly event: string;
      readonly status: 'InProgress' | 'Succeeded' | 'Failed';
      readonly seconds?: number;
    };

export interface Deploying {
  readonly aws: Pick<Aws, 'codeDeploy' | 's3'>;
  readonly clock: Clock;
  readonly target: Target;
  /** Where the intent is kept. */
  readonly intentFile: string;
  readonly signal: AbortSignal;
  show(progress: Progress): void;
}

const second = 1000;

/** Half a gigabyte over a slow line. */
const longestUpload = 60 * 60 * second;

/** Puts a bundle into the bucket. */
async function upload({ aws, target, signal, show }: Deploying, { bytes, paths }: Bundle): Promise<Location> {
  const { VersionId } = await aws.s3.send(
    new PutObjectCommand({ Bucket: target.bucket, Key: bundleKey, Body: bytes, ContentType: 'application/zip' }),
    // The usual time limit is for small requests.
    { requestTimeout: longestUpload, abortSignal: signal },
  );
  show({ is: 'uploaded', version: VersionId ?? '', files: paths.length, bytes: bytes.length });
  return { key: bundleKey, version: VersionId };
}

/** Uploads and deploys a bundle, unless a deployment of the same content was begun before. */
export const deployBundle = (deploying: Deploying, bundle: Bundle): Promise<string> =>
  begin(deploying, bundle.hash, () => upload(deploying, bundle));

/** Deploys what was deployed before. */
export const deployAgain = (deploying: Deploying, past: DeploymentInfo): Promise<string> =>
  begin(deploying, hashOf(past), () => Promise.resolve(locationOf(past)));

/**
 * Starts a deployment, or finds the one that was started before the program ended.
 *
 * @throws Trouble `state` when another deployment is in progress.
 */
async function begin(deploying: Deploying, hash: string, locate: () => Promise<Location>): Promise<string> {
  const { aws, clock, target, intentFile, show } = deploying;
  const active = await activeDeployment(aws.codeDeploy, target, clock.now());
  if (active) return joined(deploying, active, hash);
  const intent = readIntent(intentFile);
  const started = intent && (await startedBefore(deploying, intent.description, intent.at));
  if (started?.status === 'Succeeded' && hash !== '' && hashOf(started) === hash)
    return joined(deploying, started, hash);

  const location = await locate();
  const description = describe(hash, randomBytes(8).toString('hex'));
  writeIntent(intentFile, { description, at: clock.now() });
  const id = await startOnce(deploying, location, description);
  if (id === undefined) {
    const other = await activeDeployment(aws.codeDeploy, target, clock.now());
    if (other) return joined(deploying, other, hash);
    throw noMoreNow();
  }
  const revision = (hash || (location.version ?? '')).slice(0, 12);
  show({ is: 'started', deployment: id, revision });
  return id;
}

/** A deployment that is there already: ours, if it is of the same content. */
function joined({ show }: Deploying, found: DeploymentInfo, hash: string): string {
  const id = found.deploymentId!;
  if (hash === '' || hashOf(found) !== hash) throw busy(id);
  show({ is: 'found', deployment: id, revision: revisionName(found) });
  return id;
}

/** How long a deployment may take to show after it was made, in seconds. */
const lag = [0, 2, 4];

/** The deployment of an earlier run, by the token in its description. */
async function startedBefore({ aws, clock, target }: Deploying, description: string, at: number) {
  for (const seconds of lag) {
    await clock.sleep(seconds * second);
    // Clocks differ: this machine's may be ahead of AWS's.
    const recent = await deploymentsSince(aws.codeDeploy, target, at - 15 * 60 * second);
    const found = recent.find((one) => one.description === description);
    if (found) return found;
  }
  return undefined;
}

/** Calls AWS once; when the answer is lost, looks whether it was heard before it calls again. */
async function startOnce(deploying: Deploying, location: Location, description: string): Promise<string | undefined> {
  const { aws, clock, target } = deploying;
  const since = clock.now();
  try {
    return await startDeployment(aws.codeDeploy, target, location, description);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'OutcomeUnknown')) throw error;
    const found = await startedBefore(deploying, description, since);
    return found?.deploymentId ?? (await startDeployment(aws.codeDeploy, target, location, description));
  }
}

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
  const rollback = await rollbackOf(deploying, id);
  const isBack = rollback !== undefined && (await rolledBack(deploying, rollback));
  throw failureOf(id, info, events).after({ ...(rollback !== undefined && { rollback }), restored: isBack });
}

/** The deployment by which CodeDeploy makes up for a failed one: nothing else can be deployed before it is over. */
async function rollbackOf({ aws, clock }: Deploying, id: string): Promise<string | undefined> {
  for (const seconds of lag) {
    await clock.sleep(seconds * second);
    const { rollbackInfo } = (await lookAt(aws.codeDeploy, id)) ?? {};
    if (rollbackInfo) return rollbackInfo.rollbackDeploymentId;
  }
  return undefined;
}

/** Follows that one, too; tells whether it put the last good version back. */
async function rolledBack(deploying: Deploying, id: string): Promise<boolean> {
  const { aws, clock, target, show } = deploying;
  const begun = await lookAt(aws.codeDeploy, id);
  const past = await deploymentsSince(aws.codeDeploy, target, clock.now() - memory);
  show({ is: 'rolling-back', deployment: id, revision: begun ? revisionName(begun, past) : '' });
  const { info } = await untilOver(deploying, id);
  return info.status === 'Succeeded';
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
  const { cause, fix } = likelyCause({
    event,
    code: errorCode ?? (info.status === 'Stopped' ? 'MANUAL_STOP' : errorInformation?.code),
    text: `${said}\n${logTail}`,
  });
  const where = event === undefined ? verbatim('') : { en: ` in ${event}`, ko: `(${event} 단계)` };
  const why = oneLine(said).replace(/\.$/, '');
  return new Trouble(
    'aws',
    {
      en: `Deployment ${id} failed${where.en}${why && `: ${why}`}. ${cause.en}`,
      ko: `배포 ${id} 실패${where.ko}${why && `: ${why}`}. ${cause.ko}`,
    },
    fix,
    {
      reached: {
        deployment: id,
        ...(event !== undefined && { event }),
        ...((errorCode ?? errorInformation?.code) && { code: errorCode ?? errorInformation?.code }),
        ...(scriptName && { script: scriptName }),
        lines: linesOf(logTail),
      },
    },
  );
}

const busy = (id: string) =>
  new Trouble(
    'state',
    {
      en: `Another deployment (${id}) is in progress, and the server accepts one at a time.`,
      ko: `다른 배포(${id})가 진행 중입니다. 서버는 한 번에 하나만 배포할 수 있습니다.`,
    },
    {
      en: 'Run `stepway deploy --follow` to watch it finish, then deploy again.',
      ko: '`stepway deploy --follow`로 끝까지 지켜본 뒤 다시 배포하세요.',
    },
  );

/** None is in progress here: the account has as many elsewhere as it may have. */
const noMoreNow = () =>
  new Trouble(
    'state',
    {
      en: 'CodeDeploy accepts no more deployments in this account right now.',
      ko: '지금은 CodeDeploy가 이 계정의 배포를 더 받지 않습니다.',
    },
    { en: 'Deploy again in a few minutes.', ko: '몇 분 뒤에 다시 배포하세요.' },
  );

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
