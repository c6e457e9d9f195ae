import { scriptCommand } from '../build.ts';
import type { Build, Manager, Packages } from '../traits.ts';

/** How one manager of packages is called: lines of bash. */
interface Calls {
  /** What npm installs to have it, for a server or a build that has npm alone. */
  readonly tool?: (version: string) => string;
  /** Production packages, of the lock file where there is one. */
  readonly production: (locked: boolean) => string;
  /** All packages, to build with. */
  readonly all: (locked: boolean) => string;
}

const calls: Readonly<Record<Manager | 'berry', Calls>> = {
  npm: {
    production: (locked) =>
      `npm ${locked ? 'ci' : 'install'} --omit=dev --no-audit --no-fund${locked ? '' : ' --no-package-lock'}`,
    all: (locked) => `npm ${locked ? 'ci' : 'install'}`,
  },
  pnpm: {
    tool: (version) => `pnpm@${version}`,
    production: (locked) => `pnpm install --prod ${locked ? '--frozen-lockfile' : '--no-lockfile'}`,
    all: (locked) => `pnpm install ${locked ? '--frozen-lockfile' : '--no-frozen-lockfile'}`,
  },
  yarn: {
    tool: (version) => `yarn@${version}`,
    production: (locked) =>
      `yarn install --production --non-interactive ${locked ? '--frozen-lockfile' : '--no-lockfile'}`,
    all: (locked) => `yarn install --non-interactive${locked ? ' --frozen-lockfile' : ''}`,
  },
  // All later versions of Yarn. Without Plug'n'Play, of which neither npm nor systemd knows.
  berry: {
    tool: (version) => `@yarnpkg/cli-dist@${version}`,
    production: () => 'YARN_NODE_LINKER=node-modules yarn workspaces focus --all --production',
    all: (locked) => `yarn install${locked ? ' --immutable' : ''}`,
  },
  bun: {
    tool: (version) => `bun@${version}`,
    production: (locked) => `bun install --production ${locked ? '--frozen-lockfile' : '--no-save'}`,
    all: (locked) => `bun install${locked ? ' --frozen-lockfile' : ''}`,
  },
};

/** Yarn 2 and 3 install production packages alone by a plugin, which a project may not have: 4 reads their lock files. */
function callsOf({ manager, version }: Packages): { of: Calls; version: string } {
  const major = Number.parseInt(version, 10);
  if (manager !== 'yarn' || major < 2) return { of: calls[manager], version };
  return { of: calls.berry, version: major < 4 ? '4' : version };
}

/** The package of npm's registry that the manager comes in; undefined for npm itself. */
export function toolOf(packages: Packages): string | undefined {
  const { of, version } = callsOf(packages);
  return of.tool?.(version);
}

export const installProduction = (packages: Packages): string => callsOf(packages).of.production(packages.locked);

/** Where there is only npm: everything that a build needs, then the build. */
export function installAndBuild(packages: Packages, build: Build): readonly string[] {
  const tool = toolOf(packages);
  const { of } = callsOf(packages);
  const get = tool === undefined ? [] : [`npm install --global ${tool}`];
  return [...get, of.all(packages.locked), scriptCommand(build, packages)];
}
