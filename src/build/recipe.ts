import type { KindName, Packages, Traits, TraitsOf } from '../init/traits.ts';
import type { Words } from '../words.ts';
import {
  installAll,
  installProduction,
  packProduction,
  scriptCommand,
  withoutDevelopers,
  getTool,
} from './packages.ts';
import { markPacked, packedModules } from './packed.ts';
import { packWheels } from './python.ts';
import { ownTools } from './tools.ts';
import { serverOf, type Architecture, type Server } from './server.ts';

export interface Phase {
  readonly id: 'install' | 'build' | 'pack' | 'push' | 'clean';
  readonly title: Words;
  /**
   * Lines of bash, for one shell that stops at the first failure (`set -euo pipefail`) and begins in the project's
   * folder. No phase counts on what another one has set, and none is left in another folder.
   */
  readonly commands: readonly string[];
}

export interface Runtime {
  readonly name: 'node' | 'python' | 'java' | 'go';
  /** As the server's: `24`, `3.13`, `21`; of Go whatever go.mod asks for. */
  readonly version?: string;
}

/** How a project is built for a server, on whatever builds it: this machine, GitHub or CodeBuild. */
export interface Recipe {
  readonly runtime: Runtime;
  readonly phases: readonly Phase[];
}

const titles: Readonly<Record<Phase['id'], Words>> = {
  install: { en: 'Install dependencies', ko: '의존성 설치' },
  build: { en: 'Build', ko: '빌드' },
  pack: { en: 'Pack dependencies for the server', ko: '서버용 의존성 묶기' },
  push: { en: 'Push the image', ko: '이미지 올리기' },
  // Where all that is left in the folder is sent.
  clean: { en: 'Leave out what the server does not need', ko: '서버에 필요 없는 것 빼기' },
};

/** A phase with its usual title. */
export const titled = (id: Phase['id'], ...commands: readonly string[]): Phase => ({ id, title: titles[id], commands });

/** Where npm puts managers of packages, and what the project installs. */
const toolsFirst = `export PATH="$PWD/${ownTools}/node_modules/.bin:$PATH"`;

const useTool = (packages: Packages): readonly string[] => (packages.manager === 'npm' ? [] : [toolsFirst]);

/** Packages go as one file, if at all; only what a build put beside what it made goes along as it is. */
const unneeded = [
  "find . -name node_modules -prune ! -path '*/.next/*' ! -path '*/.output/*' -exec rm -rf {} +",
  `rm -rf ${ownTools} .next/cache`,
];

/**
 * All packages, those of workspaces as well, without what tools keep there for themselves. The same packages make the same
 * file: a deployment that was begun is found again by it.
 */
const archive = [
  "find . -path '*/node_modules/*' -exec touch -h -t 198001010000 {} +",
  `find . -path '*/node_modules/*' ! -path './${ownTools}/*' ! -path '*/.next/*' ! -path '*/.output/*' ! -path '*/node_modules/.cache*' ! -path '*/node_modules/.modules.yaml' | LC_ALL=C sort | tar --no-recursion -cf - -T - | gzip -n >${packedModules}`,
];

function ofNode({ packages, build, isComplete, version }: TraitsOf<'node'>, server: Server): Recipe {
  const install = build ? [installAll(packages)] : [withoutDevelopers, installProduction(packages)];
  return {
    runtime: { name: 'node', version: String(version) },
    phases: [
      titled('install', ...getTool(packages), ...useTool(packages), ...install),
      ...(build ? [titled('build', ...useTool(packages), `(${scriptCommand(build, packages)})`)] : []),
      titled(
        'pack',
        ...useTool(packages),
        markPacked(server),
        ...(isComplete ? [] : [...packProduction(packages, server), ...archive]),
      ),
      titled('clean', ...unneeded),
    ],
  };
}

function ofPages({ build }: TraitsOf<'static'>): Recipe | undefined {
  if (!build) return undefined;
  const { packages } = build;
  return {
    runtime: { name: 'node', version: '24' },
    phases: [
      titled('install', ...getTool(packages), ...useTool(packages), installAll(packages)),
      titled('build', ...useTool(packages), `(${scriptCommand(build, packages)})`),
      titled('clean', ...unneeded),
    ],
  };
}

function ofSpring({ version, tool, wrapper }: TraitsOf<'spring'>): Recipe {
  const command = {
    gradle: `${wrapper ? 'bash ./gradlew' : 'gradle'} --no-daemon clean bootJar`,
    maven: `${wrapper ? 'bash ./mvnw' : 'mvn'} --batch-mode --no-transfer-progress clean package`,
  }[tool];
  return { runtime: { name: 'java', version: String(version) }, phases: [titled('build', command)] };
}

/** Where the program of a Go project is, once it is built. */
export const goProgram = 'bin/app';

/** One file for Linux, without C's library: it runs on every server with that processor. */
const ofGo = ({ main }: TraitsOf<'go'>, server: Server): Recipe => ({
  runtime: { name: 'go' },
  phases: [
    titled('build', `CGO_ENABLED=0 GOOS=linux GOARCH=${server.architecture} go build -o ${goProgram} ${main}`),
    titled('pack', markPacked(server)),
  ],
});

const ofPython = (traits: TraitsOf<'python'>, server: Server): Recipe => ({
  runtime: { name: 'python', version: traits.version },
  phases: [titled('pack', ...packWheels(traits, server))],
});

const recipes: { readonly [K in KindName]: (traits: TraitsOf<K>, server: Server) => Recipe | undefined } = {
  node: ofNode,
  spring: ofSpring,
  python: ofPython,
  go: ofGo,
  static: ofPages,
  docker: () => undefined,
  other: () => undefined,
};

/** How a project is built for a server with that processor; undefined where it is deployed as it stands. */
export const recipeOf = (traits: Traits, architecture: Architecture): Recipe | undefined =>
  (recipes[traits.kind] as (traits: Traits, server: Server) => Recipe | undefined)(traits, serverOf(architecture));

/** The one command that builds a project, as its user knows it; undefined when nothing is built. */
export const buildCommand = (traits: Traits, architecture: Architecture): string | undefined =>
  recipeOf(traits, architecture)
    ?.phases.find(({ id }) => id === 'build')
    ?.commands.at(-1)
    ?.replace(/^\((.*)\)$/, '$1');
