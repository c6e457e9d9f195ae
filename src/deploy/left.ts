import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../words.ts';
import type { Built } from './built.ts';
import { stepwayignore } from '../init/ignore-files.ts';

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
    why: { en: 'packages: they are installed anew', ko: '패키지(새로 설치)' },
  },
  { path: /(^|\/)\.venv(-[^/]*)?$/, why: environmentOfPython },
  { path: /(^|\/)(__pycache__|\.gradle|\.terraform|\.next\/cache)$/, why: cache },
  { path: /(^|\/)\.(idea|vscode)$/, why: editor },
  { path: /(^|\/)(\.DS_Store|Thumbs\.db)$/i, why: { en: 'left by a file manager', ko: '파일 탐색기가 만든 파일' } },
];

/** Why a path is left out by what it is, unless a line of `.stepwayignore` sends it; undefined for what may go. */
export function leftFor(
  folder: string,
  path: string,
  isFolder: boolean,
  built: Built,
): { readonly why: Words; readonly always?: true } | undefined {
  if (isPackages(path) && foldersOf(path).some(built.isOutput)) return undefined;
  const rule = rules.find((rule) => rule.path.test(path));
  if (rule) return rule;
  if (!isFolder && isReport(join(folder, path))) return { why: report };
  return isFolder && isVirtualEnvironment(join(folder, path)) ? { why: environmentOfPython } : undefined;
}

/** Some frameworks put the packages that they need into what they build. */
const isPackages = (path: string) => /(^|\/)node_modules$/.test(path);

const foldersOf = (path: string) => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
};

const report: Words = {
  en: 'a report of stepway, which names what is in your account',
  ko: '계정의 자원이 적힌 stepway 보고서',
};

/** A page that `stepway report` made: visitors should not read it. Its picture names nothing of the account. */
function isReport(place: string): boolean {
  if (!place.endsWith('.html')) return false;
  try {
    return /<meta name="generator" content="stepway /.test(readFileSync(place, 'utf8').slice(0, 2000));
  } catch {
    // What cannot be read is told of where it would be sent.
    return false;
  }
}

/** As Python knows its own, whatever the folder is called. */
const isVirtualEnvironment = (place: string) =>
  ['pyvenv.cfg', 'conda-meta'].some((name) => existsSync(join(place, name)));

export const byOwn: Words = { en: `listed in ${stepwayignore}`, ko: `${stepwayignore}에 있음` };
export const ignored: Words = { en: 'ignored by git', ko: 'git이 무시함' };
export const notNamed: Words = { en: 'not listed in appspec.yml', ko: 'appspec.yml에 없음' };
export const notFetched: Words = {
  en: 'a submodule that is not here yet: `git submodule update --init`',
  ko: '아직 내려받지 않은 서브모듈(`git submodule update --init`)',
};
export const notRegular: Words = { en: 'not a regular file', ko: '일반 파일이 아님' };
export const unreadableName: Words = { en: 'its name is not valid UTF-8', ko: 'UTF-8이 아닌 이름' };
export const astray: Words = { en: 'a link that leads nowhere', ko: '가리키는 대상이 없는 링크' };
export const toFolder: Words = {
  en: 'a link to a folder: replace it with the files themselves',
  ko: '폴더를 가리키는 링크(파일을 직접 넣을 것)',
};
export const outside: Words = {
  en: 'a link to outside the project: replace it with the file itself',
  ko: '프로젝트 밖을 가리키는 링크(파일을 직접 넣을 것)',
};
