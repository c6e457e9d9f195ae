import { randomBytes } from 'node:crypto';
import type { Build } from '@aws-sdk/client-codebuild';
import { Trouble } from '../../errors.ts';
import { sourcesKey } from '../../steps/delivery/layout.ts';
import type { Bundle } from '../bundle.ts';
import { deployMade, upload, type Made } from '../deploy.ts';
import { lookPatiently, type Deploying } from '../deploying.ts';
import { describe, hashOf } from '../deployments.ts';
import { writeIntent, type Intent } from '../intent.ts';
import { buildFor, madeBy, isOver, runningBuild, startBuild } from './builds.ts';
import { followBuild } from './follow-build.ts';

/** Sources that CodeBuild makes a bundle of, and how. */
export interface OnAws {
  readonly project: string;
  /** Its hash is of all that decides what is built. */
  readonly sources: Bundle;
  readonly buildspec: string;
}

/** Has sources built and deploys what comes of them, unless a deployment of the same sources was begun before. */
export const deployBuilt = (deploying: Deploying, order: OnAws): Promise<string> =>
  deployMade(deploying, order.sources.hash, async (earlier) => {
    const { build, description } = (await buildOf(deploying, order, earlier)) ?? (await begin(deploying, order));
    return made(deploying, await followBuild(deploying, build), description);
  });

interface Begun {
  readonly build: Build;
  readonly description: string;
}

/** The build of the same sources that was started before the program ended, unless it has failed. */
async function buildOf(
  { aws, clock, show }: Deploying,
  { project, sources }: OnAws,
  earlier: Intent | undefined,
): Promise<Begun | undefined> {
  if (!earlier || hashOf(earlier) !== sources.hash) return undefined;
  const { description } = earlier;
  const build = await lookPatiently(clock, () => buildFor(aws.codeBuild, project, description));
  if (!build || (isOver(build) && build.buildStatus !== 'SUCCEEDED')) return undefined;
  show({ is: 'build-found', build: build.id ?? '' });
  return { build, description };
}

async function begin(deploying: Deploying, order: OnAws): Promise<Begun> {
  const { clock, intentFile, show } = deploying;
  const { version, key } = await upload(deploying, order.sources, { key: sourcesKey, is: 'sources-uploaded' });
  const token = randomBytes(8).toString('hex');
  const description = describe(order.sources.hash, token);
  writeIntent(intentFile, { description, at: clock.now() });
  const { project, buildspec } = order;
  const build = await startOnce(deploying, { project, buildspec, sources: { key, version }, description, token });
  show({ is: 'build-started', build: build.id ?? '' });
  return { build, description };
}

/** Calls AWS once; when the answer is lost, looks whether it was heard before it calls again with the same token. */
async function startOnce({ aws, clock }: Deploying, start: Parameters<typeof startBuild>[1]): Promise<Build> {
  try {
    return await startBuild(aws.codeBuild, start);
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'OutcomeUnknown') {
      const { project, description } = start;
      const found = await lookPatiently(clock, () => buildFor(aws.codeBuild, project, description));
      return found ?? startBuild(aws.codeBuild, start);
    }
    const other = name === 'AccountLimitExceededException' && (await runningBuild(aws.codeBuild, start.project));
    throw other ? busy(other.id ?? '') : error;
  }
}

/** Where the bundle of a build is, to be deployed. */
async function made({ aws, target }: Deploying, build: Build, description: string): Promise<Made> {
  const location = await madeBy(aws.s3, target.bucket, build);
  if (!location) throw nothingMade(build.id ?? '');
  return { ...location, description };
}

const busy = (id: string) =>
  new Trouble(
    'state',
    {
      en: `Another build (${id}) is in progress, and there is one at a time.`,
      ko: `다른 빌드(${id})가 진행 중입니다. 빌드는 한 번에 하나만 할 수 있습니다.`,
    },
    { en: 'Deploy again when it is over.', ko: '그 빌드가 끝난 뒤 다시 배포하세요.' },
  );

const nothingMade = (id: string) =>
  new Trouble(
    'aws',
    {
      en: `Build ${id} succeeded, but its bundle is no longer in the bucket.`,
      ko: `빌드 ${id}에 성공했지만, 버킷에 번들이 없습니다.`,
    },
    { en: 'Deploy again to build it anew.', ko: '다시 배포하면 새로 빌드합니다.' },
  );
