import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { look, pack, type Bundle } from '../deploy/bundle.ts';
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
import { until } from '../engine/wait.ts';
import { exitCodes, interrupted, Trouble } from '../errors.ts';
import { openDelivery, type Delivery } from '../operations/delivery.ts';
import { unlessStopped } from '../operations/unless-stopped.ts';
import { adviseOn, sayLeft, showContents } from '../ui/contents-view.ts';
import { deployView, showFailure, type Reached } from '../ui/deploy-view.ts';
import { sayRehearsal } from '../ui/guide.ts';
import { printJson } from '../ui/output.ts';
import { spoken } from '../ui/speech.ts';
import type { Visit } from '../visit/visit.ts';
import type { World } from '../world.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { explained } from './explained.ts';
import { folderArgument, projectFolder } from './project-folder.ts';
import { siteOf } from './site.ts';
import { existingState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { surroundings, type Surroundings } from './surroundings.ts';

interface DeployOptions extends CommonOptions {
  readonly list?: true;
  readonly rollback?: true;
  readonly follow?: true;
}

export const command: CommandDefinition = {
  argument: folderArgument,
  questions: [],
  options: [
    {
      flags: '--list',
      help: {
        en: 'List what would be sent and what is left out; send nothing.',
        ko: '아무것도 보내지 않고, 보낼 파일과 보내지 않을 파일 보기',
      },
    },
    {
      flags: '--rollback',
      help: { en: 'Roll back to the previous good version.', ko: '직전의 정상 버전으로 되돌리기' },
    },
    {
      flags: '--follow',
      help: {
        en: 'Follow the deployment in progress; do not start a new one.',
        ko: '새로 배포하지 않고 진행 중인 배포만 보기',
      },
    },
  ],

  examples: [
    {
      line: 'stepway deploy',
      does: { en: 'Bundle this folder and deploy it to the server', ko: '이 폴더를 묶어 서버에 배포하기' },
    },
    {
      line: 'stepway deploy --list',
      does: { en: 'Look first: list what would leave this computer', ko: '이 컴퓨터에서 무엇이 나가는지 먼저 보기' },
    },
    {
      line: 'stepway deploy dist',
      does: { en: 'Deploy the output folder of your build', ko: '빌드 결과 폴더 배포하기' },
    },
    {
      line: 'stepway deploy --rollback',
      does: { en: 'Roll back to the previous good version', ko: '직전의 정상 버전으로 되돌리기' },
    },
    {
      line: 'stepway deploy --follow',
      does: { en: 'Follow the deployment in progress', ko: '진행 중인 배포 지켜보기' },
    },
  ],

  async run(world: World, options: DeployOptions, given) {
    const here = await surroundings(world, options);
    const [first, second] = (['list', 'rollback', 'follow'] as const).filter((flag) => options[flag]);
    if (first && second) throw oneAtATime(`--${first}`, `--${second}`);
    if (first === 'list') return list(here, options, projectFolder(here, given));
    if (here.rehearsing) sayRehearsal(here.screen);
    const bundle = first ? undefined : pack(projectFolder(here, given));
    if (bundle && !options.json) sayLeft(here.screen, bundle.left, bundle.notes);
    // A deployment does not need this process: Ctrl-C detaches at once.
    return stoppable(here, (signal) => deploy(here, options, bundle, signal), 'nothing');
  },
};

const oneAtATime = (one: string, other: string) =>
  new Trouble(
    'usage',
    { en: `${one} and ${other} cannot be used together.`, ko: `${one}, ${other} 플래그는 함께 쓸 수 없습니다.` },
    {
      en: 'Use one of them: --list sends nothing, and --rollback follows its own deployment to the end.',
      ko: '하나만 쓰세요. --list는 아무것도 보내지 않고, --rollback은 되돌리는 배포를 끝까지 보여 줍니다.',
    },
  );

/** Needs no stack and no credentials, and sends nothing. */
function list({ world, screen, page }: Surroundings, { json }: DeployOptions, folder: string): number {
  const found = look(folder);
  const { files, left, refused } = found;
  if (json) printJson(world.output, spoken({ files, left, refused }, screen.language), 2);
  else showContents(page, found);
  adviseOn(screen, found);
  return refused.length > 0 ? exitCodes.usage : exitCodes.done;
}

async function deploy(
  here: Surroundings,
  options: DeployOptions,
  bundle: Bundle | undefined,
  signal: AbortSignal,
): Promise<number> {
  const { world, screen, page, folder } = here;
  const state = await existingState(folder, options.name);
  const site = siteOf(here, options, { show: () => undefined, signal });
  const delivery = await openDelivery(site, state, options.region);
  const { target, aws } = delivery;
  const release = await folder.store.lock(`${state.name}.deploy`);
  const view = deployView(screen, world, world.clock, options.json ?? false);
  const intentFile = folder.deployIntentFile(state.name);
  const deploying: Deploying = { aws, clock: world.clock, target, intentFile, signal, show: view.show };
  try {
    const id = await unlessStopped(signal, started(deploying, options, bundle));
    await follow(deploying, id);
    view.stop();
    const url = await check(here, delivery, signal);
    if (options.json) printJson(world.output, { is: 'done', deployment: id, ...(url && { url }) });
    else if (url) page.line(url);
    return exitCodes.done;
  } catch (error) {
    view.stop();
    const reached: Reached = error instanceof Trouble ? error.reached : {};
    if (!options.json) showFailure(screen, reached);
    throw explained(error, 'deploy');
  } finally {
    view.stop();
    await release();
  }
}

/** Starts or finds the deployment that the options ask for. */
async function started(deploying: Deploying, { rollback, follow }: DeployOptions, bundle: Bundle | undefined) {
  const { aws, clock, target, show } = deploying;
  if (follow) {
    const active = await activeDeployment(aws.codeDeploy, target, clock.now());
    if (!active?.deploymentId) throw nothingUnderWay();
    show({ is: 'found', deployment: active.deploymentId, revision: revisionName(active) });
    return active.deploymentId;
  }
  if (rollback) return deployAgain(deploying, await lastGood(deploying));
  if (!bundle) throw new Error('there is no bundle to deploy');
  return deployBundle(deploying, bundle);
}

/** The newest successful deployment of a version other than the last one. */
async function lastGood({ aws, clock, target }: Deploying): Promise<DeploymentInfo> {
  const past = (await deploymentsSince(aws.codeDeploy, target, clock.now() - memory)).filter(isOver);
  const last = past[0] && revisionName(past[0], past);
  const good = past.find((one) => one.status === 'Succeeded' && revisionName(one, past) !== last);
  if (good) return past.find((one) => hashOf(one) !== '' && isSame(one, good)) ?? good;
  throw new Trouble(
    'usage',
    {
      en: 'There is no earlier successful deployment to roll back to.',
      ko: '되돌아갈 정상 버전이 없습니다.',
    },
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

/** A load balancer needs a few checks before it trusts a server again. */
const settling = { earliest: 2, usual: 30, every: 3, limit: 90 };

const isWell = (visit: Visit) => visit.is === 'answered' && visit.status < 500;

/** Visits the site, and returns its address; undefined when it has none yet. */
async function check(here: Surroundings, { outputs }: Delivery, signal: AbortSignal): Promise<string | undefined> {
  const { world, screen } = here;
  const { url } = outputs;
  if (url === undefined) return undefined;
  const { clock } = world;
  const since = clock.now();
  const visit = await until({ clock, signal, since, duration: settling }, async () => {
    const seen = await world.visit(new URL(url).host);
    return isWell(seen) || clock.now() - since > settling.limit * 1000 ? seen : undefined;
  });
  if (signal.aborted) throw interrupted();
  if (!isWell(visit)) throw unwell(url, visit);
  const { say, paint } = screen;
  screen.line(`${paint('green', '✔')} ${say({ en: 'The site responds', ko: '사이트가 응답합니다' })}`);
  return url;
}

const unwell = (url: string, visit: Visit) => {
  const seen = visit.is === 'answered' ? `${visit.status}` : visit.is;
  return new Trouble(
    'aws',
    {
      en: `The deployment succeeded, but ${url} does not respond correctly (${seen}).`,
      ko: `배포는 끝났지만 ${url} 응답이 정상이 아닙니다(${seen}).`,
    },
    { en: 'Run `stepway doctor` to find the cause.', ko: '`stepway doctor`로 원인을 찾을 수 있습니다.' },
  );
};
