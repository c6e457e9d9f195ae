import { serverOf } from '../build/server.ts';
import { check, look, lookAtSources, pack, packSources, type Packed } from '../deploy/bundle.ts';
import type { OnAws } from '../deploy/codebuild/on-aws.ts';
import { registryPassword } from '../deploy/image/registry.ts';
import type { Deploying } from '../deploy/deploying.ts';
import { exitCodes, Trouble } from '../errors.ts';
import type { ToBuild } from '../deploy/here/building.ts';
import { triedJson } from '../deploy/try/refusal.ts';
import { architectureIn, conditionsOf } from '../operations/conditions.ts';
import { openDelivery } from '../operations/delivery.ts';
import { asItStands, wayOf } from '../operations/way.ts';
import {
  builtBundle,
  deploy,
  lookAtSite,
  onAws,
  type Build,
  type Revision,
  type TryOut,
} from '../operations/deploy.ts';
import type { State } from '../state/state.ts';
import { sayAdded, sayBuild, sayBuiltOnAws } from '../ui/build-view.ts';
import { adviseOn, sayLeft, showContents } from '../ui/contents-view.ts';
import { deployView, showFailure, type Reached } from '../ui/deploy-view.ts';
import { printJson } from '../ui/output.ts';
import { spoken } from '../ui/speech.ts';
import { awaitedSite, showVisits } from '../ui/visit-view.ts';
import { visitsJson } from '../visit/meaning.ts';
import type { Words } from '../words.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { explained } from './explained.ts';
import { folderArgument, projectFolder } from './project-folder.ts';
import { siteOf } from './site.ts';
import { builtState, stateIfThere } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { sayRehearsal, surroundings, type Surroundings } from './surroundings.ts';

interface DeployOptions extends CommonOptions {
  readonly list?: true;
  readonly rollback?: true;
  readonly follow?: true;
  readonly build: boolean;
  readonly try: boolean;
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
    {
      flags: '--no-build',
      help: {
        en: 'Do not build: deploy the folder as it is.',
        ko: '빌드하지 않고 폴더를 그대로 배포하기',
      },
    },
    {
      flags: '--no-try',
      help: {
        en: 'Do not run the app on this machine first.',
        ko: '이 컴퓨터에서 먼저 실행해 보지 않기',
      },
    },
  ],

  examples: {
    'stepway deploy': { en: 'Bundle this folder and deploy it to the server', ko: '이 폴더를 묶어 서버에 배포하기' },
    'stepway deploy --list': {
      en: 'Look first: list what would leave this computer',
      ko: '이 컴퓨터에서 무엇이 나가는지 먼저 보기',
    },
    'stepway deploy dist': { en: 'Deploy the output folder of your build', ko: '빌드 결과 폴더 배포하기' },
    'stepway deploy --rollback': { en: 'Roll back to the previous good version', ko: '직전의 정상 버전으로 되돌리기' },
    'stepway deploy --follow': { en: 'Follow the deployment in progress', ko: '진행 중인 배포 지켜보기' },
  },

  async run(world, options: DeployOptions, given) {
    const here = await surroundings(world, options);
    const [first, second] = (['list', 'rollback', 'follow'] as const).filter((flag) => options[flag]);
    if (first && second) throw oneAtATime(`--${first}`, `--${second}`);
    if (first === 'list') return list(here, options, projectFolder(here, given));
    const source: Source = first ?? { folder: projectFolder(here, given) };
    sayRehearsal(here);
    // A deployment does not need this process: Ctrl-C detaches at once.
    return stoppable(here, (signal) => send(here, options, source, signal), 'nothing');
  },
};

/** What is deployed: a project, the last good version, or nothing but what is under way. */
type Source = { readonly folder: string } | 'rollback' | 'follow';

const oneAtATime = (one: string, other: string) =>
  new Trouble(
    'usage',
    { en: `${one} and ${other} cannot be used together.`, ko: `${one}, ${other} 플래그는 함께 쓸 수 없습니다.` },
    {
      en: 'Use one of them: --list sends nothing, and --rollback follows its own deployment to the end.',
      ko: '하나만 쓰세요. --list는 아무것도 보내지 않고, --rollback은 되돌리는 배포를 끝까지 보여 줍니다.',
    },
  );

const withoutRegistry = () =>
  new Trouble(
    'usage',
    {
      en: 'This app is deployed as an image, and the stack has no registry for images.',
      ko: '이미지로 배포하는 앱인데, 스택에 이미지 저장소가 없습니다.',
    },
    { en: 'Run `stepway up --docker` to make one, then deploy.', ko: '`stepway up --docker`로 만든 뒤 배포하세요.' },
  );

const noImageInRehearsal: Words = {
  en: 'A rehearsal builds no image and does not try the Dockerfile. For real, docker on this machine builds it and pushes it to ECR.',
  ko: '연습에서는 이미지를 빌드하지 않으므로 Dockerfile도 확인하지 않습니다. 실제 배포에서는 이 컴퓨터의 docker가 이미지를 빌드해 ECR에 올립니다.',
};

/** Needs no stack and no credentials, and sends nothing. With a stack, what is listed is what it would be sent. */
async function list(here: Surroundings, { json, build, name }: DeployOptions, project: string): Promise<number> {
  const { world, screen, page, folder } = here;
  const state = await stateIfThere(folder, name);
  const way = build ? wayOf(project, state) : asItStands;
  const found =
    way.is === 'there' ? lookAtSources(project) : look(project, way.is === 'here' ? { isUnbuilt: true } : {});
  const { files, left, refused, problems, image } = found;
  if (json) printJson(world.output, spoken({ files, left, refused, ...(image && { image }) }, screen.language), 2);
  else showContents(page, found, way.is === 'there' ? 'CodeBuild' : 'server');
  if (way.is === 'there' && !json) sayBuiltOnAws(screen, way.recipe);
  if (way.is === 'here' && !json) {
    sayBuild(screen, way.recipe);
    sayAdded(screen, way.recipe);
  }
  adviseOn(screen, found);
  return refused.length + problems.length > 0 ? exitCodes.usage : exitCodes.done;
}

/**
 * The project that is to be built here, its sources where it is built on AWS, or its bundle where there is nothing to
 * build. What stops any of them is said first.
 */
function choose(
  { screen }: Surroundings,
  { build, json }: DeployOptions,
  folder: string,
  state: State,
): Packed | ToBuild | OnAws {
  const way = build ? wayOf(folder, state) : asItStands;
  if (way.is === 'there') {
    const sources = packSources(folder);
    if (!json) sayLeft(screen, sources.left, sources.notes);
    if (!json) sayBuiltOnAws(screen, way.recipe);
    return onAws(way.project, sources, way.recipe);
  }
  const chosen = way.is === 'here' ? way.recipe : pack(folder, { server: serverOf(architectureIn(state)) });
  const { left, notes } = 'bytes' in chosen ? chosen : check(folder, { isUnbuilt: true });
  if (json) return chosen;
  sayLeft(screen, left, notes);
  if (way.is === 'here') sayBuild(screen, way.recipe);
  return chosen;
}

const isToBuild = (chosen: Revision | ToBuild): chosen is ToBuild => typeof chosen === 'object' && 'phases' in chosen;

async function send(here: Surroundings, options: DeployOptions, source: Source, signal: AbortSignal): Promise<number> {
  const { world, screen, page, folder, rehearsing } = here;
  const state = await builtState(folder, options.name);
  const chosen = typeof source === 'object' ? choose(here, options, source.folder, state) : source;
  if (rehearsing && typeof chosen === 'object' && 'imageOf' in chosen) screen.paragraph(noImageInRehearsal);
  const site = siteOf(here, options, { show: () => undefined, signal });
  const { aws, target, outputs } = await openDelivery(site, state, options.region);
  const release = await folder.store.lock(`${state.name}.deploy`);
  const view = deployView(screen, world, world.clock, options.json ?? false);
  const awaited = awaitedSite(screen, world.screen, world.clock);
  const intentFile = folder.deployIntentFile(state.name);
  const buildProject = outputs.delivery?.buildProject;
  const deploying: Deploying = { aws, clock: world.clock, target, buildProject, intentFile, signal, show: view.show };
  const { url } = outputs;
  const tryOut: TryOut = (bundle, show) =>
    world.tryOut(bundle, { ...conditionsOf(state, { outputs, aws }), env: world.env, signal, show });
  const build: Build = (project, show) => world.build(project, { env: world.env, signal, show });
  const image = async (project: string): Promise<Packed> => {
    const repository = outputs.images;
    if (repository === undefined) throw withoutRegistry();
    const password = () => registryPassword(aws.ecr);
    const imaging = { folder: project, architecture: architectureIn(state), repository, password, signal };
    return pack(project, { image: await world.pushImage({ ...imaging, env: world.env, show: view.show }) });
  };
  try {
    const packed = isToBuild(chosen) ? await builtBundle(chosen, build, view.show) : chosen;
    const imageOf = typeof packed === 'object' && 'imageOf' in packed ? packed.imageOf : undefined;
    const revision = imageOf === undefined ? packed : await image(imageOf);
    const { id, tried } = await deploy(deploying, revision, options.try ? tryOut : undefined);
    view.stop();
    const waiting = { clock: world.clock, signal, ...(!options.json && { again: awaited.again }) };
    const seen = await lookAtSite(waiting, (host) => world.visit(host), outputs);
    awaited.stop();
    showVisits(screen, seen);
    if (options.json) {
      const ended = {
        is: 'done',
        deployment: id,
        ...(url && { url }),
        ...(tried && { tried: triedJson(tried) }),
        ...visitsJson(seen),
      };
      printJson(world.output, spoken(ended, screen.language));
    } else if (url) page.line(url);
    return exitCodes.done;
  } catch (error) {
    view.stop();
    const reached: Reached = error instanceof Trouble ? error.reached : {};
    if (!options.json) showFailure(screen, reached);
    throw explained(error, 'deploy');
  } finally {
    view.stop();
    awaited.stop();
    await release();
  }
}
