import { closeSync, existsSync, lstatSync, openSync, readdirSync, readSync, realpathSync, type Stats } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { repositoryOf } from '../init/project.ts';
import { oneLine } from '../plain.ts';
import { onDisk } from '../state/disk.ts';
import type { Words } from '../words.ts';
import { builtIn } from './built.ts';
import { askGit } from './git.ts';
import { gitignores, lineFor, ownRules, stepwayignore, type Ignores } from './ignore-files.ts';
import { isDependency, secretIn } from './secret.ts';

/** A file, or with a slash at its end a folder and all in it, that does not go. */
export interface Kept {
  readonly path: string;
  readonly why: Words;
}

/** What of a project leaves this computer, and what does not. */
export interface Contents {
  readonly files: readonly string[];
  /** What is not needed on the server, or not meant for it. */
  readonly left: readonly Kept[];
  /** What would have gone, but must not unless the user says so. */
  readonly refused: readonly Kept[];
  /** What the user should know of how this was decided. */
  readonly notes: readonly Words[];
}

interface Rule {
  /** Of the whole path from the project's folder. */
  readonly path: RegExp;
  readonly why: Words;
  /** Whether no line of `.stepwayignore` can send it. */
  readonly always?: true;
}

const versions: Words = { en: 'version control', ko: '버전 관리용' };
const editor: Words = { en: 'settings of an editor', ko: '편집기 설정' };
const cache: Words = { en: 'a cache', ko: '캐시' };
const environmentOfPython: Words = {
  en: 'a Python virtual environment: the server makes its own',
  ko: 'Python 가상 환경(서버에서 새로 만듦)',
};

/** What no server needs, or makes by itself. */
const rules: readonly Rule[] = [
  { path: /(^|\/)\.git$/, why: versions, always: true },
  { path: /(^|\/)\.(hg|svn)$/, why: versions },
  { path: /(^|\/)\.stepway$/, why: { en: 'the state of your stacks', ko: '스택의 상태' }, always: true },
  { path: /(^|\/)\.github$/, why: { en: 'for GitHub', ko: 'GitHub에서만 사용' } },
  {
    path: /(^|\/)node_modules$/,
    why: { en: 'packages: the server installs its own', ko: '패키지(서버에서 새로 설치)' },
  },
  { path: /(^|\/)\.venv(-[^/]*)?$/, why: environmentOfPython },
  { path: /(^|\/)(__pycache__|\.gradle|\.terraform|\.next\/cache)$/, why: cache },
  { path: /(^|\/)\.(idea|vscode)$/, why: editor },
  { path: /(^|\/)(\.DS_Store|Thumbs\.db)$/i, why: { en: 'left by a file manager', ko: '파일 탐색기가 만든 파일' } },
];

const byOwn: Words = { en: `listed in ${stepwayignore}`, ko: `${stepwayignore}에 있음` };
const ignored: Words = { en: 'ignored by git', ko: 'git이 무시함' };
const notNamed: Words = { en: 'not listed in appspec.yml', ko: 'appspec.yml에 없음' };
const notFetched: Words = {
  en: 'a submodule that is not here yet: `git submodule update --init`',
  ko: '아직 내려받지 않은 서브모듈(`git submodule update --init`)',
};
const notRegular: Words = { en: 'not a regular file', ko: '일반 파일이 아님' };
const unreadableName: Words = { en: 'its name is not valid UTF-8', ko: 'UTF-8이 아닌 이름' };
const astray: Words = { en: 'a link that leads nowhere', ko: '가리키는 대상이 없는 링크' };
const toFolder: Words = {
  en: 'a link to a folder: replace it with the files themselves',
  ko: '폴더를 가리키는 링크(파일을 직접 넣을 것)',
};
const outside: Words = {
  en: 'a link to outside the project: replace it with the file itself',
  ko: '프로젝트 밖을 가리키는 링크(파일을 직접 넣을 것)',
};

/** Whether git would take it, ignores it, or ignores it although it has to go. */
type Standing = 'taken' | 'ignored' | 'needed';

type Judged = { readonly is: 'in'; readonly standing: Standing } | { readonly is: 'out'; readonly why: Words };

/** Enough of a file to know what is in it. */
const beginning = 1024 * 1024;

/** Two spellings of the same letters are one name to most disks; on some, capital letters make no difference. */
const nameOf = (path: string) => {
  const composed = path.normalize('NFC');
  return process.platform === 'linux' ? composed : composed.toLowerCase();
};

interface Asked {
  readonly ignores: Ignores;
  /** The submodules that are not here. */
  readonly absent: ReadonlySet<string>;
  readonly notes: readonly Words[];
}

/** What git ignores in a folder; by the `.gitignore` files alone where it cannot be asked. */
function ignoresIn(folder: string): Asked {
  const without = { absent: new Set<string>(), notes: [] };
  const top = repositoryOf(folder);
  if (top === undefined) return { ...without, ignores: gitignores(folder, folder) };
  const answer = askGit(folder);
  if (answer.is === 'not-asked') return { ...without, ignores: gitignores(folder, top), notes: [answer.why] };
  if (answer.is === 'ignored') return { ...without, ignores: gitignores(folder, folder) };
  const known = new Set<string>();
  for (const path of answer.paths)
    for (let one = nameOf(path); one !== '.' && !known.has(one); one = posix.dirname(one)) known.add(one);
  const ignores = (path: string) => !known.has(nameOf(path.replace(/\/$/, '')));
  return { ignores, absent: answer.absent, notes: [] };
}

/**
 * Looks through a project: what git would take and what its build makes, without what `.stepwayignore` lists and
 * without what looks like a secret. Only names and beginnings of files are read, and nothing is changed.
 *
 * @param named the files and folders that are deployed at all; an empty path is the whole project.
 */
export function contentsOf(folder: string, named: readonly string[]): Contents {
  const { ignores, absent, notes } = ignoresIn(realpathSync(folder));
  const own = ownRules(folder);
  const built = builtIn(
    folder,
    named.filter((path) => path !== ''),
  );
  const top = realpathSync(folder);
  const files: string[] = [];
  const left: Kept[] = [];
  const refused: Kept[] = [];

  const isNamed = (path: string) => named.some((one) => one === '' || one === path || path.startsWith(`${one}/`));
  const leadsToNamed = (path: string) => named.some((one) => one.startsWith(`${path}/`));

  function judge(path: string, isFolder: boolean, above: Standing): Judged {
    const written = isFolder ? `${path}/` : path;
    const said = own.of(written);
    if (said === 'left') return { is: 'out', why: byOwn };
    const rule = rules.find(
      (rule) => rule.path.test(path) && !(isPackages(path) && foldersOf(path).some(built.isOutput)),
    );
    if (rule && (rule.always || said !== 'goes')) return { is: 'out', why: rule.why };
    if (isFolder && said !== 'goes' && isVirtualEnvironment(join(folder, path)))
      return { is: 'out', why: environmentOfPython };
    const standing = above === 'taken' && ignores(written) ? 'ignored' : above;
    const isNeeded = standing === 'ignored' && (said === 'goes' || built.has(path));
    return { is: 'in', standing: isNeeded ? 'needed' : standing };
  }

  /** Puts a path where it belongs. What only its git-ignored folder takes along is left, and stops nothing. */
  const refuse = (path: string, why: Words, standing: Standing) =>
    (standing === 'needed' ? left : refused).push({ path, why });

  function addFile(path: string, source: string, standing: Standing, via?: string): void {
    const place = join(folder, source);
    const secret = secretIn(source, () => headOf(place)) ?? (via === undefined ? undefined : secretIn(path, () => ''));
    if (secret && !own.allows(path))
      return void refuse(path, withLine(path, via ? leadsTo(via, secret) : secret), standing);
    files.push(path);
  }

  function addLink(path: string, standing: Standing): void {
    const target = follow(join(folder, path), top);
    if ('why' in target) {
      if (target.stops) refuse(path, target.why, standing);
      else left.push({ path, why: target.why });
      return;
    }
    const { path: source, found } = target;
    if (found.isDirectory()) return void refuse(path, toFolder, isDependency(path) ? 'needed' : standing);
    if (!found.isFile()) return void left.push({ path, why: notRegular });
    const judged = judgeFromTop(source);
    if (judged.is === 'out') return void left.push({ path, why: leadsTo(source, judged.why) });
    if (judged.standing === 'ignored') return void left.push({ path, why: leadsTo(source, ignored) });
    addFile(path, source, standing, source);
  }

  function judgeFromTop(path: string): Judged {
    let judged: Judged = { is: 'in', standing: 'taken' };
    const parts = path.split('/');
    for (let at = 1; at <= parts.length && judged.is === 'in'; at++)
      judged = judge(parts.slice(0, at).join('/'), at < parts.length, judged.standing);
    return judged;
  }

  function walk(below: string, above: Standing): void {
    const place = join(folder, below);
    for (const name of onDisk('read', place, () => readdirSync(place)).toSorted())
      visit(posix.join(below, name), above);
  }

  function visit(path: string, above: Standing): void {
    const place = join(folder, path);
    const found = onDisk('read', place, () => lstatSync(place, { throwIfNoEntry: false }));
    if (!found) return void left.push({ path, why: unreadableName });
    const isFolder = found.isDirectory();
    const written = isFolder ? `${path}/` : path;
    const judged = judge(path, isFolder, above);
    if (judged.is === 'out') return void left.push({ path: written, why: judged.why });
    if (!isNamed(path) && !leadsToNamed(path)) return void left.push({ path: written, why: notNamed });
    const { standing } = judged;
    if (absent.has(path)) return void left.push({ path: written, why: notFetched });
    if (isFolder) return visitFolder(path, standing);
    if (!found.isFile() && !found.isSymbolicLink()) left.push({ path, why: notRegular });
    else if (standing === 'ignored') left.push({ path, why: ignored });
    else if (found.isSymbolicLink()) addLink(path, standing);
    else addFile(path, path, standing);
  }

  /** Of an ignored folder only what has to go is looked for; if there is nothing, it is named once. */
  function visitFolder(path: string, standing: Standing): void {
    if (standing !== 'ignored') return walk(path, standing);
    const [gone, kept] = [files.length + refused.length, left.length];
    if (own.reachInto(path) || built.reachInto(path)) walk(path, standing);
    if (files.length + refused.length > gone) return;
    if (onDisk('read', join(folder, path), () => isEmpty(join(folder, path)))) return;
    left.splice(kept, left.length, { path: `${path}/`, why: ignored });
  }

  walk('', 'taken');
  return { files: files.toSorted(), left, refused, notes };
}

/** Some frameworks put the packages that they need into what they build. */
const isPackages = (path: string) => /(^|\/)node_modules$/.test(path);

const foldersOf = (path: string) => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
};

/** As Python knows its own, whatever the folder is called. */
const isVirtualEnvironment = (place: string) =>
  ['pyvenv.cfg', 'conda-meta'].some((name) => existsSync(join(place, name)));

function isEmpty(place: string): boolean {
  try {
    return readdirSync(place).length === 0;
  } catch {
    // It does not go, so it may be as closed as it likes.
    return false;
  }
}

function headOf(place: string): string {
  return onDisk('read', place, () => {
    const file = openSync(place, 'r');
    try {
      const bytes = Buffer.alloc(Math.min(beginning, lstatSync(place).size));
      const read = bytes.subarray(0, readSync(file, bytes));
      // As shells of Windows write what is redirected into a file.
      return read.toString(read[0] === 0xff && read[1] === 0xfe ? 'utf16le' : 'latin1');
    } finally {
      closeSync(file);
    }
  });
}

type Target = { readonly path: string; readonly found: Stats } | { readonly why: Words; readonly stops: boolean };

/** What a link leads to in the end, as a path from the project's folder. */
function follow(place: string, top: string): Target {
  try {
    const real = realpathSync(place);
    const path = relative(top, real).split(sep).join('/');
    if (path !== '' && !real.startsWith(top + sep)) return { why: outside, stops: true };
    return { path, found: lstatSync(real) };
  } catch {
    return { why: astray, stops: false };
  }
}

const leadsTo = (path: string, why: Words): Words => ({
  en: `a link to ${oneLine(path)}, ${why.en}`,
  ko: `${oneLine(path)} 파일의 링크: ${why.ko}`,
});

const withLine = (path: string, why: Words): Words => {
  const line = lineFor(path);
  if (line === undefined) return why;
  return {
    en: `${why.en}; to send it anyway: \`${line}\``,
    ko: `${why.ko}, 그래도 보내려면 \`${line}\``,
  };
};
