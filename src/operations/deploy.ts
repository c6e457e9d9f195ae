import { createHash } from 'node:crypto';
import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { serverOf } from '../build/server.ts';
import { pack, type Packed, type Sources } from '../deploy/bundle.ts';
import { runningBuild } from '../deploy/codebuild/builds.ts';
import { buildspecOf, type ToBuildThere } from '../deploy/codebuild/buildspec.ts';
import { detached } from '../deploy/codebuild/follow-build.ts';
import { deployBuilt, type OnAws } from '../deploy/codebuild/on-aws.ts';
import { deployAgain, deployBundle } from '../deploy/deploy.ts';
import type { Deploying } from '../deploy/deploying.ts';
import {
  activeDeployment,
  deploymentsSince,
  hashOf,
  isOver,
  locationOf,
  memory,
  revisionName,
} from '../deploy/deployments.ts';
import { follow } from '../deploy/follow.ts';
import type { BuildFailed, Building, BuildResult, ToBuild } from '../deploy/here/building.ts';
import { refusalOf } from '../deploy/try/refusal.ts';
import type { Tried, Trying } from '../deploy/try/tried.ts';
import type { Outputs } from '../engine/outputs.ts';
import { interrupted, Trouble } from '../errors.ts';
import { isServed, meaningOf, visitsJson } from '../visit/meaning.ts';
import type { Visit, Visited } from '../visit/visit.ts';
import { joined, type Words } from '../words.ts';
import { unlessStopped } from './site.ts';
import { visitUntilWell, type Waiting } from './visits.ts';

/** What to deploy: a bundle, sources that are built on AWS, the last good version, or nothing but what is under way. */
export type Revision = Packed | OnAws | 'rollback' | 'follow';

const isOnAws = (revision: Packed | OnAws): revision is OnAws => 'buildspec' in revision;

/** Runs a bundle on this machine. */
export type TryOut = (bundle: Packed, show: Trying['show']) => Promise<Tried>;

/** Builds a project on this machine. */
export type Build = (project: ToBuild, show: Building['show']) => Promise<BuildResult>;

/**
 * The bundle of a project, which is built first; as it stands where this machine cannot build it.
 *
 * @throws Trouble `usage` when the build fails, or what it makes cannot be deployed.
 */
export async function builtBundle(project: ToBuild, build: Build, show: Deploying['show']): Promise<Packed> {
  const result = await build(project, show);
  if (result.is === 'built') return result.packed;
  show(result);
  if (result.is === 'build-failed') throw notBuilt(result);
  return pack(project.folder, { server: serverOf(project.architecture) });
}

const notBuilt = ({ phase: { title }, cause, fix }: BuildFailed) =>
  new Trouble(
    'usage',
    {
      en: `The build failed on this machine (${title.en}). ${cause.en}`,
      ko: `이 컴퓨터에서 빌드하지 못했습니다(${title.ko}). ${cause.ko}`,
    },
    joined(' ', fix, { en: 'Nothing was uploaded.', ko: '아무것도 보내지 않았습니다.' }),
  );

/**
 * Sources with all that decides what is built of them on AWS.
 *
 * @param project of CodeBuild.
 */
export function onAws(project: string, sources: Sources, recipe: ToBuildThere): OnAws {
  const buildspec = buildspecOf(recipe, sources.named);
  const hash = createHash('sha256').update(sources.hash).update(buildspec).digest('hex');
  return { project, sources: { ...sources, hash }, buildspec };
}

const elsewhere: Tried = {
  is: 'not-tried',
  why: { en: 'It is built on AWS.', ko: '앱을 AWS에서 빌드합니다.' },
};

/** A deployment that went well, and what became of its bundle on this machine before. */
export interface Deployed {
  readonly id: string;
  readonly tried: Tried | undefined;
}

/**
 * Starts or finds a deployment, and follows it to its end.
 *
 * @param tryOut nothing is sent that fails here as it would on the server; absent when the user wants no try.
 */
export async function deploy(deploying: Deploying, revision: Revision, tryOut?: TryOut): Promise<Deployed> {
  let tried: Tried | undefined;
  if (typeof revision === 'object' && isOnAws(revision) && tryOut) {
    tried = elsewhere;
    deploying.show({ is: 'tried', tried });
  }
  const first = async (bundle: Packed) => {
    tried = await tryOut?.(bundle, (phase) => deploying.show({ is: 'trying', phase }));
    if (tried) deploying.show({ is: 'tried', tried });
    if (tried?.is === 'failed') throw refusalOf(tried);
  };
  let build: string | undefined;
  const show: Deploying['show'] = (progress) => {
    if (progress.is === 'build-started' || progress.is === 'build-found') ({ build } = progress);
    deploying.show(progress);
  };
  const stopped = () => (build === undefined ? interrupted() : detached(build));
  const id = await unlessStopped(deploying.signal, started({ ...deploying, show }, revision, first), stopped);
  await follow(deploying, id);
  return { id, tried };
}

async function started(
  deploying: Deploying,
  revision: Revision,
  first: (bundle: Packed) => Promise<void>,
): Promise<string> {
  const { aws, clock, target, buildProject, show } = deploying;
  if (revision === 'follow') {
    const active = await activeDeployment(aws.codeDeploy, target, clock.now());
    if (!active?.deploymentId) {
      const build = buildProject === undefined ? undefined : await runningBuild(aws.codeBuild, buildProject);
      throw build ? onlyBuilding(build.id ?? '') : nothingUnderWay();
    }
    show({ is: 'found', deployment: active.deploymentId, revision: revisionName(active) });
    return active.deploymentId;
  }
  if (revision === 'rollback') return deployAgain(deploying, await lastGood(deploying));
  return isOnAws(revision)
    ? deployBuilt(deploying, revision)
    : deployBundle(deploying, revision, () => first(revision));
}

/** The newest successful deployment of a version other than the last one. */
async function lastGood({ aws, clock, target }: Deploying): Promise<DeploymentInfo> {
  const past = (await deploymentsSince(aws.codeDeploy, target, clock.now() - memory)).filter(isOver);
  // An automatic rollback that failed has put nothing there.
  const newest = past.find(({ creator, status }) => creator !== 'codeDeployRollback' || status === 'Succeeded');
  const last = newest && revisionName(newest, past);
  const good = past.find((one) => one.status === 'Succeeded' && revisionName(one, past) !== last);
  if (good) return past.find((one) => hashOf(one) !== '' && isSame(one, good)) ?? good;
  throw new Trouble(
    'usage',
    { en: 'There is no earlier successful deployment to roll back to.', ko: '되돌아갈 정상 버전이 없습니다.' },
    { en: 'Run `stepway deploys` to list your deployments.', ko: '배포 기록은 `stepway deploys`에서 볼 수 있습니다.' },
  );
}

const isSame = (a: DeploymentInfo, b: DeploymentInfo) => locationOf(a).version === locationOf(b).version;

const nothingUnderWay = () =>
  new Trouble(
    'usage',
    { en: 'No deployment is in progress.', ko: '진행 중인 배포가 없습니다.' },
    { en: 'Run `stepway deploys` to list your deployments.', ko: '배포 기록은 `stepway deploys`에서 볼 수 있습니다.' },
  );

const onlyBuilding = (id: string) =>
  new Trouble(
    'usage',
    {
      en: `No deployment is in progress, but build ${id} is on AWS.`,
      ko: `진행 중인 배포는 없지만, AWS에서 빌드하고 있습니다(${id}).`,
    },
    {
      en: 'Run `stepway deploy` in the project that it was started from: it follows this build, and deploys what comes of it.',
      ko: '빌드를 시작한 프로젝트에서 `stepway deploy`를 실행하면 이 빌드를 지켜보고 그 결과를 배포합니다.',
    },
    { reached: { build: id } },
  );

/** Visits the site after a deployment, until it responds; returns what visitors get. */
export async function lookAtSite(
  waiting: Waiting,
  visit: (host: string) => Promise<Visit>,
  names: Outputs,
): Promise<readonly Visited[]> {
  const seen = await visitUntilWell({ ...waiting, visit }, names);
  if (waiting.signal.aborted) throw interrupted();
  const unwell = seen.find((one) => !isServed(one.visit));
  if (!unwell) return seen;
  const { what, todo } = meaningOf(unwell.visit, unwell.url);
  throw new Trouble('aws', joined(' ', succeeded, what), joined(' ', todo, furtherOn), { reached: visitsJson(seen) });
}

const succeeded: Words = { en: 'The deployment succeeded, but:', ko: '배포는 끝났지만 사이트가 정상이 아닙니다.' };

const furtherOn: Words = {
  en: '`stepway doctor` looks at every part.',
  ko: '모든 부분을 확인하려면 `stepway doctor`를 실행하세요.',
};
