import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** What can be looked up in a user's project without running anything of it. */
export interface Project {
  readonly folder: string;
  has(path: string): boolean;
  /** The text of a small file; empty when it does not exist. */
  text(path: string): string;
  /** The names of the files and folders in it that match. */
  entries(pattern: RegExp): string[];
  /** The branch that is checked out; `main` when that cannot be said. */
  branch(): string;
  /** Where it is in its git repository: empty at its top, or without one. */
  inRepository(): string;
}

/** More than any file needs that says how a project is built. */
const most = 1024 * 1024;

export function readProject(folder: string): Project {
  const quietly = <T>(look: () => T, otherwise: T): T => {
    try {
      return look();
    } catch {
      // What cannot be read is no evidence.
      return otherwise;
    }
  };
  const text = (path: string) =>
    quietly(() => {
      const file = join(folder, path);
      const found = statSync(file);
      return found.isFile() && found.size <= most ? readFileSync(file, 'utf8') : '';
    }, '');
  const top = repositoryOf(folder);
  return {
    folder,
    has: (path) => quietly(() => statSync(join(folder, path)).isFile(), false),
    text,
    entries: (pattern) => quietly(() => readdirSync(folder).filter((name) => pattern.test(name)), []).toSorted(),
    branch() {
      const head = top === undefined ? '' : quietly(() => readFileSync(join(top, '.git', 'HEAD'), 'utf8'), '');
      // It goes into a workflow: a name that could be read as anything else is not taken over.
      return /^ref: refs\/heads\/([\w][\w./-]*)\n?$/.exec(head)?.[1] ?? 'main';
    },
    inRepository: () => (top === undefined ? '' : relative(top, folder).split(sep).join('/')),
  };
}

/** The nearest folder above that is a git repository. */
export function repositoryOf(folder: string): string | undefined {
  if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false })) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}
