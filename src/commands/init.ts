import { Trouble } from '../errors.ts';
import { obsolete } from '../deploy/early-files.ts';
import { buildCommand } from '../build/recipe.ts';
import { architectureOf } from '../build/server.ts';
import { as, detect } from '../init/detect.ts';
import { kindNames, type KindName } from '../init/traits.ts';
import type { Destination, Setting } from '../init/files.ts';
import { hintsFor } from '../init/hints.ts';
import { generate } from '../init/generate.ts';
import { migrationOf } from '../init/migrations.ts';
import { readProject, type Project } from '../init/project.ts';
import { compare, write, type Comparison } from '../init/write.ts';
import { outputsOf, targetOf } from '../operations/outputs.ts';
import { oneLine } from '../plain.ts';
import type { Person } from '../questions/answers.ts';
import { person } from '../questions/prompt.ts';
import type { State } from '../state/state.ts';
import { branch } from '../steps/delivery/questions.ts';
import { instanceType } from '../steps/server/questions.ts';
import { database } from '../steps/database/questions.ts';
import { steps } from '../steps/index.ts';
import { showContents, showFiles } from '../ui/init-view.ts';
import { leafing } from '../ui/leafing.ts';
import { printJson } from '../ui/output.ts';
import { linesOf, type Screen } from '../ui/screen.ts';
import { inEach, type Words } from '../words.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { folderArgument, projectFolder } from './project-folder.ts';
import { existingState } from './stacks.ts';
import { stoppable } from './stoppable.ts';
import { surroundings, type Surroundings } from './surroundings.ts';

interface InitOptions extends CommonOptions {
  readonly kind?: KindName;
  readonly force?: true;
}

export const command: CommandDefinition = {
  argument: folderArgument,
  questions: [],
  options: [
    {
      flags: `--kind <${kindNames.join('|')}>`,
      choices: kindNames,
      help: { en: 'The kind of project, if it is not detected correctly.', ko: '프로젝트 종류(잘못 판단했을 때 지정)' },
    },
    { flags: '--force', help: { en: 'Also replace existing files that differ.', ko: '내용이 다른 파일도 바꾸기' } },
  ],

  examples: {
    'stepway init': {
      en: 'Detect the project, preview the files, and ask',
      ko: '프로젝트를 살펴보고, 만들 파일을 보여 준 뒤 묻기',
    },
    'stepway init api': { en: 'For the project in the api folder', ko: 'api 폴더의 프로젝트에 만들기' },
    'stepway init --yes --kind node': {
      en: 'Without prompts; existing files that differ are kept',
      ko: '질문 없이(내용이 다른 파일은 그대로 둠)',
    },
  },

  async run(world, options: InitOptions, given) {
    const here = await surroundings(world, options);
    const working = stoppable(here, (signal) => init(here, options, projectFolder(here, given), signal));
    return working.catch((error: unknown) => {
      throw error instanceof Trouble && error.kind === 'interrupted' ? nothingWritten() : error;
    });
  },
};

async function init(here: Surroundings, options: InitOptions, folder: string, signal: AbortSignal): Promise<number> {
  const { screen, world, interactive } = here;
  const asker = interactive ? person(world, screen, signal) : undefined;
  const project = readProject(folder);
  const found = options.kind ? as(options.kind, project) : detect(project);
  if ('what' in found) throw new Trouble('usage', found.what, found.instead);
  const { traits, because } = found;
  const migration = migrationOf(project, traits);
  const setting = { traits, migration, ...(await fromStack(here, options, project)) };
  const files = compare(folder, generate(setting));

  const mark = screen.paint('green', '✔');
  screen.paragraph(inEach((language) => `${mark} ${because[language]}`));
  const rows = world.screen.rows ?? Infinity;
  // What would scroll away is shown when it is asked for, a screen at a time.
  const contents = linesOf(screen, (on) => showContents(on, files));
  const isLong = contents.length > rows;
  if (asker && !isLong) showContents(screen, files);
  showFiles(screen, files);
  const chosen = await choose(
    files,
    options,
    asker,
    screen,
    isLong ? leafing(screen, contents, { rows, beside: 4 }) : undefined,
  );
  for (const file of chosen) write(folder, file);
  const left = files.filter((file) => file.state === 'differs' && !chosen.includes(file));

  const isWritten = (file: Comparison) => chosen.includes(file) && file.state !== 'same';
  const shown = files.map((file) => ({ path: file.file.path, was: file.state, written: isWritten(file) }));
  if (options.json) printJson(world.output, { kind: traits.kind, files: shown }, 2);
  if (left.length > 0 && !asker) throw differing(left);
  // Whoever wants none of the new ones has nothing to review or deploy.
  if (files.some((file) => file.state === 'new' && !chosen.includes(file))) screen.paragraph(noneCreated);
  else sayNext(here, project, setting);
  return 0;
}

/** The new ones, and of those that differ what the user agrees to. */
async function choose(
  files: readonly Comparison[],
  { force }: InitOptions,
  asker: Person | undefined,
  screen: Screen,
  next: (() => void) | undefined,
): Promise<readonly Comparison[]> {
  const harmless = files.filter(({ state }) => state !== 'differs');
  const differing = files.filter(({ state }) => state === 'differs');
  const chosen: Comparison[] = [];
  const question = { en: 'Create the new files?', ko: '새 파일을 만들까요?' };
  const nothingNew = harmless.every(({ state }) => state !== 'new');
  if (!asker || nothingNew || (await agreeOrSee(asker, screen, question, next))) chosen.push(...harmless);
  for (const file of differing) {
    const { path } = file.file;
    if (asker && next) showContents(screen, [file]);
    const replacing = { en: `${path} differs. Replace it?`, ko: `${path}의 내용이 다릅니다. 바꿀까요?` };
    if (force || (asker && (await asker.agree(screen.say(replacing), false)))) chosen.push(file);
  }
  return chosen;
}

/** A yes or no; until then a question mark shows what it is about. */
async function agreeOrSee(
  asker: Person,
  screen: Screen,
  question: Words,
  next: (() => void) | undefined,
): Promise<boolean> {
  if (!next) return asker.agree(screen.say(question));
  for (;;) {
    screen.remark({
      en: '? shows what will be in them, a screen at a time.',
      ko: '?를 누르면 파일의 내용을 한 화면씩 볼 수 있습니다.',
    });
    const said = await asker.agreeOr(screen.say(question), ['?']);
    if (said !== '?') return said;
    next();
  }
}

/** All questions come before the first file is written. */
const nothingWritten = () =>
  new Trouble(
    'interrupted',
    { en: 'Stopped as requested. No file was written.', ko: '요청대로 멈췄습니다. 아무 파일도 쓰지 않았습니다.' },
    { en: 'Run `stepway init` again when you are ready.', ko: '준비되면 `stepway init`을 다시 실행하세요.' },
  );

const noneCreated: Words = {
  en: 'The new files were not created. Run `stepway init` again when you want them.',
  ko: '새 파일을 만들지 않았습니다. 필요하면 `stepway init`을 다시 실행하세요.',
};

const differing = (files: readonly Comparison[]) => {
  const paths = files.map(({ file }) => file.path).join(', ');
  return new Trouble(
    'usage',
    {
      en: `These files already exist with different content and were not changed: ${paths}.`,
      ko: `내용이 다른 파일이 이미 있어 그대로 두었습니다: ${paths}.`,
    },
    {
      en: 'Run `stepway init` in a terminal to review the changes one by one, or add --force to replace them.',
      ko: '터미널에서 `stepway init`을 실행하면 바뀔 내용을 보고 고를 수 있습니다. --force를 쓰면 모두 바꿉니다.',
    },
  );
};

/** What the stack of this folder says, if there is one. */
async function fromStack(
  { folder }: Surroundings,
  options: InitOptions,
  project: Project,
): Promise<Omit<Setting, 'traits' | 'migration'>> {
  const none = { database: 'postgres', branch: project.branch(), destination: undefined } as const;
  if ((await folder.store.names()).length === 0 && options.name === undefined) return none;
  const state = await existingState(folder, options.name);
  const answer = (key: string) => state.answers.get(key)?.value;
  return {
    database: (answer(database.key) as Setting['database'] | undefined) ?? none.database,
    // The role at AWS can be taken from this branch only.
    branch: String(answer(branch.key) ?? none.branch),
    destination: destinationOf(state),
    architecture: architectureOf(String(answer(instanceType.key) ?? '')),
  };
}

/** Absent as long as anything of it is not there yet. */
function destinationOf(state: State): Destination | undefined {
  const outputs = outputsOf(steps, state);
  const target = targetOf(outputs);
  const { images } = outputs;
  return (
    target &&
    state.pin && {
      ...target,
      roleArn: outputs.delivery?.role,
      region: state.pin.region,
      ...(images !== undefined && { images }),
    }
  );
}

/** Without a registry there is no place for the image. */
const toMake: Words = {
  en: 'The image needs a registry at AWS, and docker on the server: `stepway up --docker` sees to both. Then run `stepway init --force`, which fills it in for GitHub.',
  ko: '이미지를 둘 저장소가 AWS에 있어야 합니다. `stepway up --docker`로 만드세요. 그런 다음 `stepway init --force`를 실행하면 GitHub 워크플로에도 채워집니다.',
};

const byDocker: Words = {
  en: '`stepway deploy` has docker on this machine build the image (docker must be running), or CodeBuild in a stack with `--build codebuild`, and deploys it.',
  ko: '`stepway deploy`는 이 컴퓨터의 docker(실행 중이어야 함)로, `--build codebuild`로 만든 스택이면 CodeBuild로 이미지를 빌드해 배포합니다.',
};

function sayNext({ screen }: Surroundings, project: Project, setting: Setting): void {
  const { traits, destination, architecture = 'amd64' } = setting;
  const hints = [...hintsFor(project, traits), ...(traits.kind === 'docker' && !destination?.images ? [toMake] : [])];
  if (hints.length > 0)
    screen.line(screen.paint('bold', screen.say({ en: 'See to this as well', ko: '함께 확인할 것' })));
  for (const hint of hints) screen.paragraph(inEach((language) => `- ${hint[language]}`));
  if (hints.length > 0) screen.line();
  const former = obsolete.filter((path) => project.has(path)).join(', ');
  if (former !== '')
    screen.paragraph({
      en: `No longer needed: ${former}. An earlier version of stepway wrote them; delete them once you deploy with the new files.`,
      ko: `더는 필요 없는 파일: ${former}. stepway의 예전 버전이 만든 것이니, 새 파일로 배포하게 되면 지우세요.`,
    });
  const below = project.inRepository();
  if (below !== '')
    screen.paragraph({
      en: `This folder is ${oneLine(below)} in its Git repository, but GitHub reads workflows only at the root. Move .github there, and set \`defaults: { run: { working-directory: ${oneLine(below)} } }\` in it.`,
      ko: `이 폴더는 git 저장소의 하위 폴더(${oneLine(below)})인데, GitHub는 저장소 최상위 폴더의 워크플로만 읽습니다. .github를 최상위 폴더로 옮기고 \`defaults: { run: { working-directory: ${oneLine(below)} } }\`를 추가하세요.`,
    });
  const build = buildCommand(traits, architecture);
  const here: Words =
    build === undefined
      ? traits.kind === 'docker'
        ? byDocker
        : { en: '`stepway deploy` deploys from here.', ko: '`stepway deploy`로 여기서 바로 배포합니다.' }
      : {
          en: `\`stepway deploy\` builds it (\`${build}\`) and deploys from here.`,
          ko: `\`stepway deploy\`로 여기서 바로 빌드해(\`${build}\`) 배포합니다.`,
        };
  const github: Words =
    destination?.roleArn === undefined
      ? {
          en: 'The workflow does nothing until `stepway up --delivery github` creates its role.',
          ko: 'GitHub 워크플로는 `stepway up --delivery github`로 역할을 만든 뒤부터 동작합니다.',
        }
      : { en: 'A push deploys from GitHub.', ko: '푸시하면 GitHub가 배포합니다.' };
  const next: Words = {
    en: `Next: review the files and commit them. ${here.en} ${github.en}`,
    ko: `다음 할 일: 파일을 확인하고 커밋하세요. ${here.ko} ${github.ko}`,
  };
  screen.paragraph(next);
}
