import { statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isLockFile } from '../init/lock-files.ts';
import { madeFor } from '../init/templates/scripts.ts';
import { contentOf } from '../state/disk.ts';

/** What is needed on the server although git may ignore it. */
export interface Built {
  /** Whether a file or folder is one of them. */
  has(path: string): boolean;
  /** Whether a folder is what a build writes, packages that it picked included. */
  isOutput(path: string): boolean;
  /** Whether one is below a folder. */
  reachInto(folder: string): boolean;
}

/**
 * What tools write beside the file that they are run by, in the project's folder or in a part of it: pages and programs
 * that were built, and packages that no script on the server installs.
 */
const outputs: readonly (readonly [beside: string, paths: readonly string[]])[] = [
  [
    'package.json',
    ['dist', 'build', 'out', '.next', '.nuxt', '.output', '_site', 'public/build', 'generated', 'src/generated'],
  ],
  ['manage.py', ['staticfiles']],
  ['composer.json', ['vendor', 'public/build']],
  ['Gemfile', ['vendor/bundle', 'public/assets']],
];

/** Of a project that is built elsewhere: what was made here does not matter, but for what says which packages there are. */
export const nothingBuilt: Built = { has: isLockFile, isOutput: () => false, reachInto: () => false };

/** Where a project says what is installed, started or served. */
const says: readonly (readonly [file: string, find: (text: string) => string])[] = [
  ['deploy/nginx.conf', (text) => rootsIn(text).join(' ')],
  ['deploy/install.sh', (text) => withoutComments(text).replaceAll(packed, ' ')],
  ['deploy/run.sh', withoutComments],
  ['Procfile', withoutComments],
  ['start.sh', withoutComments],
  ['package.json', startOf],
];

/** Files of one kind in a folder, as a script names them: `target/*.jar`. */
const packed = /([\w./-]+)\/\*(\.\w+)/g;

const rootsIn = (text: string): string[] =>
  [...text.matchAll(/^\s*root\s+"?([^;"]+)"?;/gm)].map(([, root = '']) => root);

function withoutComments(script: string): string {
  return script.replaceAll(/^\s*#.*$/gm, '');
}

function startOf(text: string): string {
  try {
    const { scripts, main } = JSON.parse(text) as { scripts?: { start?: unknown }; main?: unknown };
    return [scripts?.start, main].filter((text) => typeof text === 'string').join(' ');
  } catch {
    return '';
  }
}

/** How the project's folder is called there: as run.sh fills it in, or always. */
const onServer = /^(__RELEASE__|\/opt\/app)\//;

/** Every word of a text that may be a path in the project. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/[\w@%+,.~/-]+/g)]
    .map(([word]) => posix.normalize(word.replace(onServer, '').replace(/\/$/, '')))
    .filter((path) => path !== '.' && !path.startsWith('..') && !path.startsWith('/'));

const packedIn = (script: string) =>
  [...withoutComments(script).matchAll(packed)].map(([, folder = '', ending = '']) => ({ folder, ending }));

/** What a build makes, and the command that does, where a script says so. */
export interface Making {
  readonly path: string;
  readonly by?: string;
}

/** The files and folders that the server takes from a build; without them the app does not start. */
export function mustBeBuilt(textOf: (file: string) => string): Making[] {
  const made = madeFor(textOf('deploy/install.sh'));
  const roots = rootsIn(textOf('deploy/nginx.conf')).filter((root) => onServer.test(root));
  return [
    ...packedIn(textOf('deploy/install.sh')).map(({ folder }) => ({ path: folder })),
    ...(made === undefined ? [] : [made]),
    ...roots.map((root) => ({ path: root.replace(onServer, '') })),
  ];
}

/** What has to be there for a file to run: a script lies beside what it loads, a program has it all inside. */
function aroundIt(path: string): string {
  const folder = posix.dirname(path);
  if (folder === '.') return path;
  // A packed program with its libraries: app/bin/app and app/lib.
  const above = posix.dirname(folder);
  if (posix.basename(folder) === 'bin' && above !== '.') return above;
  return /(^|\/)[^./]+$|\.(jar|war|sh)$/.test(path) ? path : folder;
}

/**
 * Looks what of a project its build makes.
 *
 * @param named what `appspec.yml` copies or runs.
 */
export function builtIn(folder: string, named: readonly string[]): Built {
  const find = (path: string) => {
    try {
      return statSync(join(folder, path));
    } catch {
      // Most words of a script are no paths.
      return undefined;
    }
  };
  const textOf = (file: string) =>
    find(file)?.isFile() ? (contentOf(join(folder, file))?.toString('utf8') ?? '') : '';
  const started = says.flatMap(([file, words]) =>
    pathsIn(words(textOf(file))).flatMap((word) => {
      const path = [word, `${word}.js`].find((path) => find(path));
      if (path === undefined) return [];
      return [find(path)?.isDirectory() ? path : aroundIt(path)];
    }),
  );
  const needed = new Set([...named, ...started]);
  const kinds = packedIn(textOf('deploy/install.sh'));
  /** Whether a path is, of one that a tool writes, what `part` says. */
  const isWritten = (path: string, part: (output: string) => string) =>
    outputs.some(([beside, paths]) =>
      paths
        .map(part)
        .some(
          (one) => `/${path}`.endsWith(`/${one}`) && find(`${path.slice(0, -one.length)}${beside}`)?.isFile() === true,
        ),
    );
  const isOutput = (path: string) => isWritten(path, (output) => output);
  return {
    isOutput,
    has: (path) =>
      needed.has(path) ||
      isLockFile(path) ||
      isOutput(path) ||
      kinds.some(({ folder, ending }) => posix.dirname(path) === folder && path.endsWith(ending)),
    reachInto: (path) =>
      [...needed, ...kinds.map(({ folder }) => `${folder}/`)].some((one) => one.startsWith(`${path}/`)) ||
      isWritten(path, posix.dirname),
  };
}
