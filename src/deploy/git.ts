import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../words.ts';

/** What git says of a folder. */
export type Answer =
  | {
      readonly is: 'taken';
      /** The files that it would take. */
      readonly paths: ReadonlySet<string>;
      /** The submodules that are not here. */
      readonly absent: ReadonlySet<string>;
    }
  /** The folder itself is ignored: its repository has no say in what is in it. */
  | { readonly is: 'ignored' }
  | { readonly is: 'not-asked'; readonly why: Words };

/** A hook of git sets these; here they would name another repository than the one that the folder is in. */
const local = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_OBJECT_DIRECTORY',
]);

const environment = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !local.has(name))),
  // Its errors are read below.
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
});

const alone = (because: Words): Words => ({
  en: `${because.en} So the .gitignore files alone decide what goes; your other ignore rules are not read.`,
  ko: `${because.ko} 그래서 .gitignore 파일만 따르고, git의 다른 무시 설정은 읽지 않습니다.`,
});

const untold: readonly (readonly [said: RegExp, why: Words])[] = [
  [/ENOENT/, { en: 'git is not installed.', ko: 'git이 설치되어 있지 않습니다.' }],
  [
    /dubious ownership/,
    {
      en: 'git does not read this repository, because it belongs to another user.',
      ko: '다른 사용자의 저장소여서 git이 읽지 않습니다.',
    },
  ],
  [/(?:)/, { en: 'git cannot read this repository.', ko: 'git이 이 저장소를 읽지 못합니다.' }],
];

class Silent extends Error {}

/**
 * The files of a folder that git would take: tracked or new, and not ignored. Repositories inside of it, submodules or
 * not, are asked one by one.
 */
export function askGit(folder: string): Answer {
  const absent = new Set<string>();
  try {
    const paths = new Set(takenIn(folder, '', absent));
    if (paths.size === 0 && git(folder, 'check-ignore', '--quiet', '.').status === 0) return { is: 'ignored' };
    return { is: 'taken', paths, absent };
  } catch (error) {
    if (!(error instanceof Silent)) throw error;
    const [, why] = untold.find(([said]) => said.test(error.message)) ?? [];
    return { is: 'not-asked', why: alone(why ?? { en: '', ko: '' }) };
  }
}

function takenIn(folder: string, below: string, absent: Set<string>): string[] {
  return listed(join(folder, below)).flatMap((name) => {
    const path = `${below}${name.replace(/\/$/, '')}`;
    const found = lstatSync(join(folder, path), { throwIfNoEntry: false });
    if (!found?.isDirectory()) return found ? [path] : [];
    if (lstatSync(join(folder, path, '.git'), { throwIfNoEntry: false })) return takenIn(folder, `${path}/`, absent);
    // Asked there, git would answer for the repository above.
    absent.add(path);
    return [];
  });
}

/** Paths from the folder; a repository inside of it is one of them. */
function listed(folder: string): string[] {
  const { status, stdout, stderr, error } = git(folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  if (status !== 0) throw new Silent(`${error?.message ?? ''} ${stderr ?? ''}`);
  return stdout.split('\0').filter((path) => path !== '');
}

/** No program is run that the repository's own settings name. */
const git = (cwd: string, ...args: readonly string[]) =>
  spawnSync('git', ['-c', 'core.fsmonitor=false', ...args], {
    cwd,
    env: environment(),
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
