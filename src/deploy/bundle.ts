import { join, posix } from 'node:path';
import type { Server } from '../build/server.ts';
import { Trouble } from '../errors.ts';
import { detect } from '../init/detect.ts';
import { readProject } from '../init/project.ts';
import { appspec } from '../init/templates/appspec.ts';
import { dockerignore } from '../init/templates/dockerignore.ts';
import { jarFolder } from '../init/templates/kinds.ts';
import { madeFor } from '../init/templates/scripts.ts';
import { oneLine } from '../plain.ts';
import { contentOf } from '../state/disk.ts';
import { inEach, joined, type Words } from '../words.ts';
import { executablesFile } from './codebuild/buildspec.ts';
import { readAppspec, type Appspec, type ReadAppspec } from './appspec.ts';
import { mustBeBuilt, nothingBuilt } from './built.ts';
import type { Asked } from './ignored.ts';
import { contentsOf, type Contents, type Kept } from './contents.ts';
import { earlyFiles, handsOver } from './early-files.ts';
import { foreignProgram } from './foreign.ts';
import { withImage } from './image/context.ts';
import { imageFile } from '../steps/delivery/layout.ts';
import { readProcfile, saysNothing, takesNoCommand } from '../init/procfile.ts';
import { zip, type Zip } from './zip.ts';

/** What is put on the server: all that `appspec.yml` names, in one file that is the same for the same content. */
export type Bundle = Omit<Zip, 'executables'>;

/** A bundle made of a project, and how it was made. */
export interface Packed extends Zip {
  /** What its image is made of, which is not in it yet: the project's folder; absent for an app without one. */
  readonly imageOf?: string;
  /** What of the project is not in it. */
  readonly left: readonly Kept[];
  /** What the user should know of how that was decided. */
  readonly notes: readonly Words[];
}

/** What is known of a bundle besides the folder that it is made of. */
export interface Knowing {
  /** What git ignores there, where it has been asked before. */
  readonly asked?: Asked;
  /** What it is for; absent where that is not known. */
  readonly server?: Server;
  /** Whether what its build makes is not to be looked at, since it is built anew. */
  readonly isUnbuilt?: true;
  /** Where the image of the app is: `REPOSITORY@sha256:…`. */
  readonly image?: string;
}

/** What a deployment would send, and what would stop it. */
export interface Look extends Contents {
  /** What docker is given to make the image of, for an app that is one. */
  readonly image?: readonly string[];
  readonly problems: readonly Words[];
}

/**
 * Looks what would be deployed, by `appspec.yml` or, as long as there is none, by the one that `init` would write.
 *
 * @throws Trouble `usage` when `appspec.yml` is not one.
 */
export function look(folder: string, knowing: Knowing = {}): Look {
  const spec = specOf(folder);
  if (!spec) {
    const named = foreseen(folder);
    const bundle = contentsOf(folder, named);
    const contents = named === besideImage ? withImage(folder, bundle, dockerignore().content) : bundle;
    return { ...contents, notes: [...contents.notes, notYet], problems: [] };
  }
  if (spec.problems.length > 0) throw unfit(spec.problems);
  return inspect(folder, spec, knowing);
}

/** The same where the project is built elsewhere: what would be sent there, and what would stop that. */
export function lookAtSources(folder: string): Look {
  const { problems, notes } = look(folder, { isUnbuilt: true });
  return { ...sourcesIn(folder), problems, notes };
}

/** What git would take of a project, and by what its packages are installed. */
const sourcesIn = (folder: string): Contents => contentsOf(folder, [''], { built: nothingBuilt });

/**
 * Checks what would be deployed.
 *
 * @throws Trouble `usage` with all that would fail on the server, or that must not leave this computer.
 */
export function check(folder: string, knowing: Knowing = {}): Look & { readonly spec: ReadAppspec } {
  const spec = specOf(folder);
  if (!spec) throw noAppspec(folder);
  const found = inspect(folder, spec, knowing);
  if (found.refused.length > 0) throw secrets(found);
  if (found.problems.length > 0) throw unfit(found.problems);
  return { ...found, spec };
}

/** Checks what would be deployed, as `check` does, and packs it. */
export function pack(folder: string, knowing: Knowing = {}): Packed {
  const { spec, files, left, notes } = check(folder, knowing);
  const { image } = knowing;
  const imageOf = isImage(folder) && image === undefined ? { imageOf: folder } : {};
  const named = image === undefined ? {} : { [imageFile]: `${image}\n` };
  return { ...zip(folder, files, scriptsOf(spec), () => named), left, notes, ...imageOf };
}

/** What a build elsewhere is sent, and what is deployed of it then. */
export interface Sources extends Packed {
  /** The files and folders that `appspec.yml` names; an empty path is the whole project. */
  readonly named: readonly string[];
}

/**
 * Checks what would be deployed, and packs what git would take of the project: all that a build needs, and nothing that
 * an earlier one made here.
 *
 * @throws Trouble `usage` with all that would fail on the server, or that must not leave this computer.
 */
export function packSources(folder: string): Sources {
  const { spec } = check(folder, { isUnbuilt: true });
  const { files, left, refused, notes } = sourcesIn(folder);
  if (refused.length > 0) throw secrets({ refused });
  if (isImage(folder) && !files.includes('Dockerfile')) throw withoutDockerfile();
  const sources = zip(folder, files, scriptsOf(spec), (executables) => ({
    [executablesFile]: executables.map((path) => `${path}\0`).join(''),
  }));
  const named = isImage(folder)
    ? besideImage.filter((path) => files.some((file) => isWithin(file, path)))
    : namedIn(spec);
  return { ...sources, named, left, notes };
}

const scriptsOf = ({ hooks }: Appspec) => new Set(hooks.map(({ location }) => posix.normalize(location)));

function specOf(folder: string): ReadAppspec | undefined {
  const text = contentOf(join(folder, 'appspec.yml'))?.toString('utf8');
  return text === undefined ? undefined : readAppspec(text);
}

/** What would be named once `init` has written its files. */
function foreseen(folder: string): string[] {
  const named = namedIn(readAppspec(appspec().content));
  const found = detect(readProject(folder));
  if ('what' in found) return named;
  const { traits } = found;
  if (traits.kind === 'docker') return besideImage;
  if (traits.kind === 'spring') return [...named, jarFolder[traits.tool]];
  return traits.kind === 'static' && traits.root !== '.' ? [...named, traits.root] : named;
}

/** Whether the server runs the app from an image, which has the project in it. */
export const isImage = (folder: string): boolean => textIn(folder, 'deploy/run.sh').includes(`<${imageFile})`);

const isWithin = (file: string, path: string) => file === path || file.startsWith(`${path}/`);

/** All that goes beside an image. */
const besideImage = ['appspec.yml', 'deploy', 'Procfile'];

function inspect(folder: string, spec: ReadAppspec, { asked, server, isUnbuilt, image }: Knowing = {}): Look {
  const bundle = contentsOf(folder, isImage(folder) ? besideImage : namedIn(spec), { asked });
  // What is in an image that is there already was looked at before it was built, and what is built elsewhere is sent there.
  const isMadeHere = isImage(folder) && image === undefined && !isUnbuilt;
  const contents = isMadeHere ? withImage(folder, bundle) : bundle;
  const paths = new Set(contents.files);
  const problems = [...spec.problems];
  if (!isUnbuilt) checkSources(folder, spec, contents, problems);
  checkHooks(folder, spec, paths, problems);
  const made = isUnbuilt ? undefined : madeFor(textIn(folder, 'deploy/install.sh'))?.path;
  const alien = isUnbuilt ? undefined : foreignProgram(folder, contents.files, made, server);
  if (alien) problems.push(alien);
  const { mixed, notes } = earlyFiles(spec.hooks, (file) => (paths.has(file) ? textIn(folder, file) : ''));
  const unclear = handsOver(spec.hooks) && paths.has('Procfile') ? checkProcfile(folder) : [];
  return { ...contents, notes: [...contents.notes, ...notes], problems: [...problems, ...mixed, ...unclear] };
}

/** A path of the AppSpec file, where `/` is the top of the bundle, as one from the project's folder. */
const inProject = (path: string) => posix.normalize(path.replace(/^\/+/, './')).replace(/\/$/, '');

const textIn = (folder: string, file: string): string => contentOf(join(folder, file))?.toString('utf8') ?? '';

/**
 * Every file and folder that the AppSpec file names: itself, what it copies, and the folders of its scripts. Where it
 * has nothing copied, its scripts take all there is.
 */
const namedIn = ({ sources, hooks }: Appspec): string[] => {
  const besideScripts = hooks.map(({ location }) => folderOf(location) ?? location);
  const paths = ['appspec.yml', ...(sources.length > 0 ? sources : ['/']), ...besideScripts].map(inProject);
  return [...new Set(paths)].filter((path) => !path.startsWith('..')).map((path) => (path === '.' ? '' : path));
};

/** What is copied is in the project, and there. */
function checkSources(folder: string, spec: Appspec, { files, refused }: Contents, problems: Words[]): void {
  const { sources, hooks } = spec;
  const scripts = hooks.map(({ location }) => inProject(location));
  for (const path of new Set([...sources.map(inProject), ...scripts].filter((path) => path.startsWith('..'))))
    problems.push({
      en: `${oneLine(path)} is outside the project.`,
      ko: `${oneLine(path)}: 프로젝트 밖의 경로입니다.`,
    });
  const built = mustBeBuilt((file) => textIn(folder, file));
  const needed = new Map(sources.map((source) => [inProject(source), '']));
  for (const { path, by } of built) needed.set(inProject(path), by === undefined ? '' : ` (\`${oneLine(by)}\`)`);
  for (const [source, by] of needed) {
    const isIn = ({ path }: { readonly path: string }) => path === source || path.startsWith(`${source}/`);
    if (source === '.' || source.startsWith('..') || [...files.map((path) => ({ path })), ...refused].some(isIn))
      continue;
    problems.push({
      en: `${oneLine(source)} is needed on the server, but it is empty or missing: build the project first${by}.`,
      ko: `서버에 필요한 ${oneLine(source)}에 아무것도 없습니다. 먼저 프로젝트를 빌드하세요${by}.`,
    });
  }
}

/** The folder of a script, with whatever lies beside it; undefined at the top. */
function folderOf(location: string): string | undefined {
  const above = posix.dirname(posix.normalize(location));
  return above === '.' ? undefined : above;
}

/** What its processes are is understood on the server, and can be started there. */
function checkProcfile(folder: string): readonly Words[] {
  const procfile = readProcfile(textIn(folder, 'Procfile'));
  const run = textIn(folder, 'deploy/run.sh');
  return [...procfile.problems, ...(run === '' || run.includes('$@') || saysNothing(procfile) ? [] : [takesNoCommand])];
}

/** Every script is there, and can be run on Linux. */
function checkHooks(folder: string, { hooks }: Appspec, paths: ReadonlySet<string>, problems: Words[]): void {
  for (const { event, location } of hooks) {
    const path = posix.normalize(location);
    if (!paths.has(path)) {
      problems.push({
        en: `The ${event} script ${oneLine(location)} is missing.`,
        ko: `${event}의 스크립트가 없습니다: ${oneLine(location)}.`,
      });
      continue;
    }
    const text = contentOf(join(folder, path))?.toString('latin1') ?? '';
    // An ELF program needs no such line.
    if (!text.startsWith('#!') && !text.startsWith('\u007fELF'))
      problems.push({
        en: `The script ${oneLine(location)} does not start with a line such as #!/bin/bash.`,
        ko: `스크립트 ${oneLine(location)}의 첫 줄에 #!/bin/bash 같은 선언이 없습니다.`,
      });
  }
  const ofWindows = [...paths].filter((path) => path.endsWith('.sh') && hasWindowsEnds(join(folder, path)));
  if (ofWindows.length === 0) return;
  const list = ofWindows.toSorted().map(oneLine).join(', ');
  problems.push({
    en: `Linux cannot run scripts with Windows line endings (CRLF). Save ${list} with LF.`,
    ko: `스크립트의 줄바꿈이 Windows 형식(CRLF)이어서 Linux에서 실행되지 않습니다: ${list}. LF로 바꾸세요.`,
  });
}

const hasWindowsEnds = (file: string) => /^#!.*\r/.test(contentOf(file)?.toString('latin1') ?? '');

const notYet: Words = {
  en: 'There is no appspec.yml yet: this is what would go once `stepway init` has written its files.',
  ko: '아직 appspec.yml이 없습니다. `stepway init`으로 파일을 만든 뒤를 기준으로 보여 드립니다.',
};

const noAppspec = (folder: string) =>
  new Trouble(
    'usage',
    {
      en: `${folder} has no appspec.yml, which tells CodeDeploy what to do.`,
      ko: `${folder}에 배포 방법을 적는 appspec.yml이 없습니다.`,
    },
    { en: 'Run `stepway init` to create one.', ko: '`stepway init`으로 만드세요.' },
  );

/** One in a sentence, several in a list. */
const listed = (texts: readonly string[]) =>
  texts.length === 1 ? ` ${texts[0]}` : texts.map((text) => `\n- ${text}`).join('');

const withoutDockerfile = () =>
  new Trouble(
    'usage',
    {
      en: 'The image cannot be built on AWS: no Dockerfile at the top of this folder is among what git has.',
      ko: 'AWS에서 이미지를 빌드할 수 없습니다. 이 폴더의 최상위에 git이 관리하는 Dockerfile이 없습니다.',
    },
    {
      en: 'Nothing was uploaded. Add one with that very name, or take it out of .gitignore and .stepwayignore; `stepway deploy --list` shows what is sent.',
      ko: '아무것도 보내지 않았습니다. 정확히 이 이름으로 추가하거나, .gitignore와 .stepwayignore에서 빼세요. 보내는 파일은 `stepway deploy --list`로 볼 수 있습니다.',
    },
  );

const unfit = (problems: readonly Words[]) =>
  new Trouble(
    'usage',
    {
      en: `This deployment would fail on the server.${listed(problems.map(({ en }) => en))}`,
      ko: `이대로는 서버에서 배포가 실패합니다.${listed(problems.map(({ ko }) => ko))}`,
    },
    {
      en: 'Nothing was uploaded. Fix this, or run `stepway init` to generate the files again.',
      ko: '아무것도 보내지 않았습니다. 고치거나 `stepway init`으로 파일을 다시 만드세요.',
    },
    { reached: { problems } },
  );

const settings: Words = {
  en: 'What is in an .env file goes to the server by `stepway env set --file .env`.',
  ko: '.env 파일의 값은 `stepway env set --file .env`로 서버에 보냅니다.',
};

const fromBundle: Words = {
  en: 'To leave a file out, add its path to .stepwayignore; to send it, add the line given beside it.',
  ko: '빼려면 .stepwayignore에 그 경로를, 꼭 보내야 하면 옆에 적힌 줄을 추가하세요.',
};

const fromImage: Words = {
  en: 'To leave a file out of the image, add its path to .dockerignore (one in deploy/ to .stepwayignore, too); to send it, add the line given beside it to .stepwayignore.',
  ko: '이미지에서 빼려면 .dockerignore에 그 경로를 추가하세요(deploy/의 파일은 .stepwayignore에도). 꼭 보내야 하면 옆에 적힌 줄을 .stepwayignore에 추가하세요.',
};

/** What to do about files that must not go: also said beside the list of them. */
export const howToKeep = ({ image }: Pick<Look, 'image'>): Words =>
  joined(' ', image === undefined ? fromBundle : fromImage, settings);

const secrets = (found: Pick<Look, 'refused' | 'image'>) => {
  const { refused } = found;
  const named = inEach((language) => listed(refused.map(({ path, why }) => `${oneLine(path)} – ${why[language]}`)));
  const one = refused.length === 1;
  return new Trouble(
    'usage',
    {
      en: `${one ? 'This file' : 'These files'} would leave your computer, and should not:${named.en}`,
      ko: `보내면 안 되는 파일이 있습니다:${named.ko}`,
    },
    joined(' ', { en: 'Nothing was uploaded.', ko: '아무것도 보내지 않았습니다.' }, howToKeep(found)),
    { reached: { refused } },
  );
};
