import { randomBytes } from 'node:crypto';
import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { said } from '../aws/replies.ts';
import { Trouble } from '../errors.ts';
import { bundleKey } from '../steps/delivery/layout.ts';
import type { Bundle } from './bundle.ts';
import { lookPatiently, type Deploying } from './deploying.ts';
import {
  activeDeployment,
  deploymentsSince,
  describe,
  hashOf,
  locationOf,
  revisionName,
  startDeployment,
  type Location,
} from './deployments.ts';
import { readIntent, writeIntent, type Intent } from './intent.ts';

const second = 1000;

/** Half a gigabyte over a slow line. */
const longestUpload = 60 * 60 * second;

/** Under which key something is sent, and what that is called when it is there. */
interface Parcel {
  readonly key: string;
  readonly is: 'uploaded' | 'sources-uploaded';
}

/** Sends a zip file to the bucket. */
export async function upload(
  { aws, target, signal, show }: Deploying,
  { bytes, paths }: Bundle,
  { key, is }: Parcel = { key: bundleKey, is: 'uploaded' },
): Promise<Location> {
  const { VersionId } = await aws.s3.send(
    new PutObjectCommand({ Bucket: target.bucket, Key: key, Body: bytes, ContentType: 'application/zip' }),
    // The usual time limit is for small requests.
    { requestTimeout: longestUpload, abortSignal: signal },
  );
  show({ is, version: VersionId ?? '', files: paths.length, bytes: bytes.length });
  return { key, version: VersionId };
}

/**
 * Uploads and deploys a bundle, unless a deployment of the same content was begun before.
 *
 * @param first what has to go well before anything is sent.
 */
export const deployBundle = (
  deploying: Deploying,
  bundle: Bundle,
  first: () => Promise<void> = () => Promise.resolve(),
): Promise<string> =>
  deployMade(deploying, bundle.hash, async () => {
    await first();
    return upload(deploying, bundle);
  });

/** A bundle in the bucket, and the description of its deployment, which is on disk already. */
export interface Made extends Location {
  readonly description?: string;
}

export const deployAgain = (deploying: Deploying, past: DeploymentInfo): Promise<string> =>
  deployMade(deploying, hashOf(past), () => Promise.resolve(locationOf(past)));

/**
 * Has a bundle made and deploys it, unless a deployment of the same content was begun before: then finds that.
 *
 * @param make is told what was about to happen when the program ended last.
 * @throws Trouble `state` when another deployment is in progress.
 */
export async function deployMade(
  deploying: Deploying,
  hash: string,
  make: (earlier: Intent | undefined) => Promise<Made>,
): Promise<string> {
  const { aws, clock, target, intentFile, show } = deploying;
  const active = await activeDeployment(aws.codeDeploy, target, clock.now());
  if (active) return joined(deploying, active, hash);
  const intent = readIntent(intentFile);
  const started = intent && (await startedBefore(deploying, intent.description, intent.at));
  if (started?.status === 'Succeeded' && hash !== '' && hashOf(started) === hash)
    return joined(deploying, started, hash);

  const { description: begun, ...location } = await make(intent);
  const description = begun ?? describe(hash, randomBytes(8).toString('hex'));
  if (begun === undefined) writeIntent(intentFile, { description, at: clock.now() });
  const id = await startOnce(deploying, location, description, started?.deploymentId);
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
  const id = said(found, 'deploymentId');
  if (hash === '' || hashOf(found) !== hash) throw busy(id);
  show({ is: 'found', deployment: id, revision: revisionName(found) });
  return id;
}

/** The newest deployment with a token in its description, but for one that is known already. */
async function startedBefore({ aws, clock, target }: Deploying, description: string, at: number, known?: string) {
  return lookPatiently(clock, async () => {
    // Clocks differ: this machine's may be ahead of AWS's.
    const recent = await deploymentsSince(aws.codeDeploy, target, at - 15 * 60 * second);
    return recent.find((one) => one.description === description && one.deploymentId !== known);
  });
}

/**
 * Calls AWS once; when the answer is lost, looks whether it was heard before it calls again.
 *
 * @param known the earlier deployment with the same description: a build that is found again keeps its own.
 */
async function startOnce(
  deploying: Deploying,
  location: Location,
  description: string,
  known: string | undefined,
): Promise<string | undefined> {
  const { aws, clock, target } = deploying;
  const since = clock.now();
  try {
    return await startDeployment(aws.codeDeploy, target, location, description);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'OutcomeUnknown')) throw error;
    const found = await startedBefore(deploying, description, since, known);
    return found?.deploymentId ?? (await startDeployment(aws.codeDeploy, target, location, description));
  }
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
