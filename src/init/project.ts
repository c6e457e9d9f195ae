import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/** What can be looked up in a user's project without running anything of it. */
export interface Project {
  readonly folder: string;
  has(path: string): boolean;
  /** The text of a small file; empty when it does not exist. */
  text(path: string): string;
  /** The names of the files and folders in it that match. */
  entries(pattern: RegExp): string[];
  /** The folders that a pattern of a workspace names: `apps/*`, or one folder. */
  folders(pattern: string): string[];
  /** The texts of the files in it whose names match, of a few hundred at the most; not of packages and what was built. */
  sources(name: RegExp): string[];
  /** One of its folders as a project. */
  below(path: string): Project;
  /** The folder that it is in, within its git repository. */
  above(): Project | undefined;
  /** The branch that is checked out; `main` when that cannot be said. */
  branch(): string;
  /** Where it is in its git repository: empty at its top, or without one. */
  inRepository(): string;
}

/** More than any file needs that says how a project is built. */
const most = 1024 * 1024;
const mostSources = 300;

/** Folders whose sources are somebody else's, or made. */
const isAside = /^(\..*|node_modules|venv|__pycache__|dist|build|out|target|vendor|deploy|tests?)$/;

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
  const has = (path: string) => quietly(() => statSync(join(folder, path)).isFile(), false);
  const foldersIn = (path: string) =>
    quietly(() => readdirSync(join(folder, path), { withFileTypes: true }), [])
      .filter((entry) => entry.isDirectory() && !isAside.test(entry.name))
      .map(({ name }) => posix.join(path, name))
      .toSorted();
  return {
    folder,
    has,
    text,
    entries: (pattern) => quietly(() => readdirSync(folder).filter((name) => pattern.test(name)), []).toSorted(),
    folders(pattern) {
      const path = posix.normalize(pattern.replace(/\/+$/, ''));
      if (path.startsWith('..') || posix.isAbsolute(path)) return [];
      if (!path.includes('*')) return quietly(() => statSync(join(folder, path)).isDirectory(), false) ? [path] : [];
      // More than one star is for trees that nobody wants to walk through to find out what is started.
      const above = posix.dirname(path);
      return above.includes('*') ? [] : foldersIn(above);
    },
    sources(name) {
      const texts: string[] = [];
      const open = ['.'];
      for (let path = open.shift(); path !== undefined && texts.length < mostSources; path = open.shift()) {
        const files = quietly(() => readdirSync(join(folder, path)), []).filter((file) => name.test(file));
        texts.push(...files.map((file) => text(posix.join(path, file))));
        open.push(...foldersIn(path));
      }
      return texts.slice(0, mostSources);
    },
    below: (path) => readProject(join(folder, path)),
    above: () => (top === undefined || top === folder ? undefined : readProject(dirname(folder))),
    branch() {
      const head = top === undefined ? '' : quietly(() => readFileSync(join(top, '.git', 'HEAD'), 'utf8'), '');
      // It goes into a workflow: a name that could be read as anything else is not taken over.
      return /^ref: refs\/heads\/([\w][\w./-]*)\n?$/.exec(head)?.[1] ?? 'main';
    },
    inRepository: () => (top === undefined ? '' : relative(top, folder).split(sep).join('/')),
  };
}

/** What a file of the user's says where there should be a text; empty for anything else. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The nearest folder above that is a git repository. */
export function repositoryOf(folder: string): string | undefined {
  if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false })) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}
