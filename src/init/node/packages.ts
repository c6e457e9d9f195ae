import { textIn, type Project } from '../project.ts';
import type { Manager, Packages } from '../traits.ts';
import { manifestOf } from './manifest.ts';

interface Lock {
  readonly file: string;
  readonly manager: Manager;
  /** The version of the manager that reads what is in it. */
  version(text: string): string;
}

/** https://github.com/pnpm/spec/tree/master/lockfile: 5.4 is of pnpm 7, 6.0 of 8; 9.0 is what 9 and later write. */
const pnpmByLock: Readonly<Record<string, string>> = { 5: '7', 6: '8' };

const locks: readonly Lock[] = [
  {
    file: 'pnpm-lock.yaml',
    manager: 'pnpm',
    version: (text) => pnpmByLock[/^lockfileVersion: '?(\d+)/m.exec(text)?.[1] ?? ''] ?? '10',
  },
  // Yarn 1 says `# yarn lockfile v1`; all later ones write YAML that begins with what it is.
  { file: 'yarn.lock', manager: 'yarn', version: (text) => (/^__metadata:/m.test(text) ? '4' : '1') },
  { file: 'bun.lock', manager: 'bun', version: () => '1' },
  { file: 'bun.lockb', manager: 'bun', version: () => '1' },
  { file: 'package-lock.json', manager: 'npm', version: () => '' },
  { file: 'npm-shrinkwrap.json', manager: 'npm', version: () => '' },
];

/** The names of all lock files. */
export const lockFiles: readonly string[] = locks.map(({ file }) => file);

const managers: readonly string[] = ['npm', 'pnpm', 'yarn', 'bun'] satisfies Manager[];

/** What `packageManager` or `devEngines` name, as in `pnpm@9.12.0+sha512.…`. */
function named(project: Project): { manager: Manager; version: string } | undefined {
  const { packageManager, devEngines } = manifestOf(project);
  const asked = devEngines?.packageManager;
  const text = textIn(packageManager) || `${textIn(asked?.name)}@${textIn(asked?.version)}`;
  const [, manager = '', version = ''] = /^(\w+)@[^\d]*(\d+(?:\.\d+){0,2})?/.exec(text) ?? [];
  return managers.includes(manager) ? { manager: manager as Manager, version } : undefined;
}

/** Who installs a project's packages: whom it names, in that version, unless the only lock file is another's. */
export function packagesOf(project: Project): Packages {
  const found = locks.filter(({ file }) => project.has(file));
  const asked = named(project);
  const lock = found.find(({ manager }) => manager === asked?.manager) ?? found[0];
  if (!lock) return { manager: asked?.manager ?? 'npm', version: versionOf(asked), locked: false };
  const version = asked?.manager === lock.manager ? versionOf(asked) : '';
  return { manager: lock.manager, version: version || lock.version(project.text(lock.file)), locked: true };
}

/** The server has the npm that comes with its Node.js. */
const versionOf = (asked: ReturnType<typeof named>) =>
  asked === undefined || asked.manager === 'npm' ? '' : asked.version || usual[asked.manager];

const usual: Readonly<Record<Manager, string>> = { npm: '', pnpm: '10', yarn: '1', bun: '1' };
