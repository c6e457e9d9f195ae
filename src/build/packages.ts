import type { Build, Manager, Packages } from '../init/traits.ts';
import type { Server } from './server.ts';
import { ownTools } from './tools.ts';

/** How one manager of packages is called: lines of bash. */
interface Calls {
  /** What npm installs to have it, for a server or a build that has npm alone. */
  readonly tool?: (version: string) => string;
  /** Production packages, of the lock file where there is one. */
  readonly production: (locked: boolean) => string;
  /** All packages, to build with. */
  readonly all: (locked: boolean) => string;
  /**
   * Leaves the production packages of what `all` or `production` installed, with the ready-made programs that they have
   * for a server in place of those for this machine. What a build has put beside them stays, and no script is run.
   */
  readonly packed: (server: Server, version: string) => readonly string[];
}

/** For what takes lists of systems: https://pnpm.io/settings#supportedarchitectures, and Yarn's setting of that name. */
const architectures = ({ cpu }: Server) => `{"os":["linux"],"cpu":["${cpu}"],"libc":["glibc"]}`;

const calls: Readonly<Record<Manager | 'berry', Calls>> = {
  npm: {
    production: (locked) =>
      `npm ${locked ? 'ci' : 'install'} --omit=dev --no-audit --no-fund${locked ? '' : ' --no-package-lock'}`,
    all: (locked) => `npm ${locked ? 'ci' : 'install'} --no-audit --no-fund`,
    // https://docs.npmjs.com/cli/commands/npm-install#os
    packed: ({ cpu }) => [
      `npm install --omit=dev --os=linux --cpu=${cpu} --libc=glibc --ignore-scripts --no-save --no-audit --no-fund`,
    ],
  },
  pnpm: {
    tool: (version) => `pnpm@${version}`,
    production: (locked) => `pnpm install --prod ${locked ? '--frozen-lockfile' : '--no-lockfile'}`,
    all: (locked) => `pnpm install ${locked ? '--frozen-lockfile' : '--no-frozen-lockfile'}`,
    // Earlier versions than 10.14 have no flags for it, later ones than 10 do not read package.json.
    packed: (server, version) =>
      Number.parseInt(version, 10) > 10
        ? [
            `pnpm install --prod --config.confirmModulesPurge=false --ignore-scripts --os=linux --cpu=${server.cpu} --libc=glibc`,
          ]
        : [
            `npm pkg set --json 'pnpm.supportedArchitectures=${architectures(server)}'`,
            'pnpm install --prod --config.confirmModulesPurge=false --ignore-scripts',
          ],
  },
  yarn: {
    tool: (version) => `yarn@${version}`,
    production: (locked) =>
      `yarn install --production --non-interactive ${locked ? '--frozen-lockfile' : '--no-lockfile'}`,
    all: (locked) => `yarn install --non-interactive${locked ? ' --frozen-lockfile' : ''}`,
    // It knows no other system than the one that it runs on: what does not fit the server is seen before it is sent.
    packed: () => ['yarn install --production --non-interactive --ignore-scripts --frozen-lockfile'],
  },
  // All later versions of Yarn. Without Plug'n'Play, of which neither npm nor systemd knows.
  berry: {
    tool: (version) => `@yarnpkg/cli-dist@${version}`,
    production: () => 'YARN_NODE_LINKER=node-modules yarn workspaces focus --all --production',
    all: (locked) => `yarn install${locked ? ' --immutable' : ''}`,
    packed: (server) => [
      `yarn config set --json supportedArchitectures '${architectures(server)}'`,
      'YARN_NODE_LINKER=node-modules YARN_ENABLE_SCRIPTS=false yarn workspaces focus --all --production',
    ],
  },
  bun: {
    tool: (version) => `bun@${version}`,
    production: (locked) => `bun install --production ${locked ? '--frozen-lockfile' : '--no-save'}`,
    all: (locked) => `bun install${locked ? ' --frozen-lockfile' : ''}`,
    // https://bun.com/docs/pm/cli/install#platform-specific-dependencies
    packed: ({ cpu }) => [`bun install --production --ignore-scripts --no-save --os=linux --cpu=${cpu}`],
  },
};

/** Yarn 2 and 3 install production packages alone by a plugin, which a project may not have: 4 reads their lock files. */
function callsOf({ manager, version }: Packages): { of: Calls; version: string } {
  const major = Number.parseInt(version, 10);
  if (manager !== 'yarn' || major < 2) return { of: calls[manager], version };
  return { of: calls.berry, version: major < 4 ? '4' : version };
}

/** Gets the manager of packages, in the version that the project names, for this project alone; npm itself is there. */
export function getTool(packages: Packages): readonly string[] {
  const { of, version } = callsOf(packages);
  return of.tool ? [`npm install --prefix ${ownTools} --no-save --no-audit --no-fund ${of.tool(version)}`] : [];
}

/**
 * npm runs these of the project itself, also without the development dependencies that they need: hooks for Git, a build.
 * Those of its dependencies stay: https://docs.npmjs.com/cli/using-npm/scripts
 */
const forDevelopers = ['prepublish', 'preprepare', 'prepare', 'postprepare'].map((name) => `scripts.${name}`).join(' ');
export const withoutDevelopers = `npm pkg delete ${forDevelopers}`;

export const installProduction = (packages: Packages): string => callsOf(packages).of.production(packages.locked);

export const installAll = (packages: Packages): string => callsOf(packages).of.all(packages.locked);

export const packProduction = (packages: Packages, server: Server): readonly string[] => {
  const { of, version } = callsOf(packages);
  return of.packed(server, version);
};

/** Runs the script that builds, in the shell of whoever is at the top of the project. */
export const scriptCommand = ({ script, folder }: Build, { manager }: Packages): string =>
  `${folder === undefined ? '' : `cd ${folder} && `}${manager} run ${script}`;
