import { posix } from 'node:path';
import { repositoryOf } from '../init/project.ts';
import type { Words } from '../words.ts';
import { askGit } from './git.ts';
import { gitignores, type Ignores } from '../init/ignore-files.ts';

/** Two spellings of the same letters are one name to most disks; on some, capital letters make no difference. */
const nameOf = (path: string) => {
  const composed = path.normalize('NFC');
  return process.platform === 'linux' ? composed : composed.toLowerCase();
};

/** What git ignores in a folder, and how that was found out. */
export interface Asked {
  readonly ignores: Ignores;
  /** The submodules that are not here. */
  readonly absent: ReadonlySet<string>;
  readonly notes: readonly Words[];
}

/** What git ignores in a folder; by the `.gitignore` files alone where it cannot be asked. */
export function ignoresIn(folder: string): Asked {
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
