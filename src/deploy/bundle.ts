import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { contentOf, onDisk } from '../state/disk.ts';
import type { Words } from '../words.ts';
import { readAppspec, type Appspec } from './appspec.ts';

/** What is put on the server: all that `appspec.yml` names, in one file that is the same for the same content. */
export interface Bundle {
  readonly bytes: Uint8Array;
  /** SHA-256 of it, as hexadecimal digits. */
  readonly hash: string;
  /** The paths in it. */
  readonly paths: readonly string[];
}

/** Never part of a bundle, wherever they are: what the server recreates, and what must stay private. */
const left: readonly RegExp[] = [
  /^\.git$/,
  /^\.github$/,
  /^\.stepway$/,
  /^\.env($|\.)/,
  /^\.aws$/,
  /^\.ssh$/,
  /^node_modules$/,
  /^\.venv(-|$)/,
  /^__pycache__$/,
  /^\.gradle$/,
  /^\.(idea|vscode)$/,
  /^\.DS_Store$/,
];

const isLeft = (name: string) => left.some((pattern) => pattern.test(name));

/** Bytes, before they are compressed: all of it is in memory at once. */
const most = 512 * 1024 * 1024;

/** The same for every bundle, as far back as a zip file can say; hooks are made executable whatever they were. */
const options = (executable: boolean) => ({
  mtime: new Date(1980, 0, 1),
  // Unix: only then the agent's unzip takes the mode over.
  os: 3,
  attrs: (0o100000 | (executable ? 0o755 : 0o644)) << 16,
});

/**
 * Checks what would be deployed and packs it.
 *
 * @throws Trouble `usage` with all that would fail on the server.
 */
export function pack(folder: string): Bundle {
  const text = contentOf(join(folder, 'appspec.yml'))?.toString('utf8');
  if (text === undefined) throw noAppspec(folder);
  const spec = readAppspec(text);
  const problems = [...spec.problems];
  const paths = pathsFor(folder, spec, problems);
  checkHooks(folder, spec, paths, problems);
  if (problems.length > 0) throw unfit(problems);

  const scripts = new Set(spec.hooks.map(({ location }) => posix.normalize(location)));
  const content: Zippable = {};
  let size = 0;
  for (const path of [...paths].toSorted()) {
    const file = join(folder, path);
    const { mode, bytes } = onDisk('read', file, () => {
      const found = statSync(file);
      size += found.size;
      if (size > most) throw tooLarge();
      return { mode: found.mode, bytes: readFileSync(file) };
    });
    content[path] = [bytes, options((mode & 0o111) !== 0 || scripts.has(path))];
  }
  const bytes = zipSync(content, { level: 6 });
  return { bytes, hash: createHash('sha256').update(bytes).digest('hex'), paths: Object.keys(content) };
}

/** A path of the AppSpec file, where `/` is the top of the bundle, as one from the project's folder. */
const inProject = (path: string) => posix.normalize(path.replace(/^\/+/, './')).replace(/\/$/, '');

/** Every file that the AppSpec file names: itself, what it copies, and the folders of its scripts. */
function pathsFor(folder: string, { sources, hooks }: Appspec, problems: Words[]): Set<string> {
  const paths = new Set(['appspec.yml']);
  const copied = new Set(sources.map(inProject));
  const besideScripts = hooks.map(({ location }) => inProject(folderOf(location) ?? location));
  for (const source of new Set([...copied, ...besideScripts])) {
    if (source.startsWith('..')) {
      problems.push({
        en: `${oneLine(source)} is outside the project.`,
        ko: `${oneLine(source)}: 프로젝트 밖의 경로입니다.`,
      });
      continue;
    }
    const found = collect(folder, source === '.' ? '' : source, problems);
    if (found.length === 0 && copied.has(source))
      problems.push({
        en: `appspec.yml copies ${oneLine(source)}, but it is empty or missing: build the project first.`,
        ko: `복사할 ${oneLine(source)}에 아무것도 없습니다. 먼저 프로젝트를 빌드하세요.`,
      });
    for (const path of found) paths.add(path);
  }
  return paths;
}

/** The folder of a script, with whatever lies beside it; undefined at the top. */
function folderOf(location: string): string | undefined {
  const above = posix.dirname(posix.normalize(location));
  return above === '.' ? undefined : above;
}

/** The files at or below a path, from the project's folder; of a link to a file what it leads to. */
function collect(folder: string, path: string, problems: Words[]): string[] {
  const place = join(folder, path);
  const found = onDisk('read', place, () => statSync(place, { throwIfNoEntry: false }));
  if (!found) return [];
  if (!isInside(folder, place, found.isDirectory())) {
    problems.push({
      en: `${oneLine(path)} is a link to a folder or to outside the project: replace it with the files themselves.`,
      ko: `${oneLine(path)}: 프로젝트 밖이나 폴더를 가리키는 링크입니다. 파일을 직접 넣으세요.`,
    });
    return [];
  }
  if (found.isFile()) return [path];
  if (!found.isDirectory()) return [];
  const names = onDisk('read', place, () => readdirSync(place)).filter((name) => !isLeft(name));
  return names.flatMap((name) => collect(folder, posix.join(path, name), problems));
}

/** A folder has to be where it seems to be, or two links could go round in circles. */
function isInside(folder: string, place: string, isFolder: boolean): boolean {
  const top = realpathSync(folder);
  const real = realpathSync(place);
  if (isFolder) return relative(top, real) === relative(folder, place);
  return real.startsWith(top + sep);
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

const tooLarge = () =>
  new Trouble(
    'usage',
    {
      en: `The project files add up to more than ${most / 1024 / 1024} MB.`,
      ko: `프로젝트 파일을 합치면 ${most / 1024 / 1024}MB가 넘습니다.`,
    },
    {
      en: 'In appspec.yml, list only what the server needs under `files`.',
      ko: 'appspec.yml의 `files`에는 서버에 필요한 것만 적으세요.',
    },
  );
