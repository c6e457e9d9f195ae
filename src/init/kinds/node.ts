import { posix, relative, sep } from 'node:path';
import { oneLine } from '../../plain.ts';
import { joined, verbatim, type Words } from '../../words.ts';
import { frameworkOf, type Framework } from '../node/frameworks.ts';
import { manifestOf, scriptOf, shippedWith } from '../node/manifest.ts';
import { packagesOf } from '../node/packages.ts';
import { isPlain, proveNode, proveScript, type App, type Proof } from '../node/start.ts';
import { membersOf, namedBy, neededOf, topOf } from '../node/workspaces.ts';
import { textIn, type Project } from '../project.ts';
import type { Build, Detect, Detected, NodeStart, Packages, Refused, Traits } from '../traits.ts';
import { atLeast, firstNumber, nodeVersions, versionSaid } from './versions.ts';

/** What is to be started, or shown, and what says so. */
interface Found {
  readonly framework: Framework | undefined;
  /** Absent for pages. */
  readonly start?: NodeStart;
  readonly build?: Build;
  readonly seen: Words;
}

const isRefused = (found: Found | Refused): found is Refused => 'what' in found;

const mainFiles = [
  'server.js',
  'index.js',
  'app.js',
  'server.mjs',
  'index.mjs',
  'app.mjs',
  'src/index.js',
  'src/server.js',
];

/** Packages that whoever has them listens for requests with. */
const servers =
  /^(express|fastify|koa|hono|h3|polka|restify|micro|ws|socket\.io|@hono\/node-server|@hapi\/hapi|@nestjs\/core|@apollo\/server|apollo-server|graphql-yoga|json-server)$/;

const listens = (text: string) => /\.listen\(|\bcreateServer\(|\bserve\(|\bserver\.start\(/.test(text);

export const node: Detect = (project, isSaid) => {
  if (!project.has('package.json')) return undefined;
  const members = membersOf(project);
  if (members.length > 0) return inWorkspace(project);
  const top = topOf(project);
  const packages = packagesOf(project);
  if (!top || packages.locked) return conclude(project, '.', packages, look(appOf(project, project), isSaid));
  const needed = neededOf(project, top);
  if (needed.length > 0) return partOfWorkspace(needed);
  return conclude(project, '.', { ...packagesOf(top), locked: false }, look(appOf(project, project), isSaid));
};

const appOf = (project: Project, top: Project): App => ({ project, top, manager: packagesOf(top).manager });

/** Undefined for a package in which nothing says that it is started at all. */
function look(app: App, isSaid: boolean): Found | Refused | undefined {
  const { project } = app;
  const framework = frameworkOf(project);
  if (framework?.refused) return framework.refused;
  const tried = ['start:prod', 'start:production', 'start'].filter((name) => scriptOf(project, name) !== '');
  const proofs = tried.map((name) => ({ name, proof: proveScript(app, name) }));
  const works = proofs.find(({ proof }) => proof.runs);
  if (works && !framework?.isAlone) {
    const { name, proof } = works;
    return started(app, framework, proof, { en: `script "${name}"`, ko: `"${name}" 스크립트` });
  }
  const made = framework?.makes === undefined ? undefined : buildOf(app, framework.makes);
  if (framework && made) {
    const { start } = framework;
    return { framework, ...(start && { start }), build: made, seen: verbatim(framework.name) };
  }
  const main = textIn(manifestOf(project).main);
  for (const file of [main, ...mainFiles].filter(Boolean)) {
    const proof = proveNode(app, [file]);
    if (!proof.runs || !isServer(project, file, isSaid)) continue;
    return started(app, framework, proof, { en: file, ko: file });
  }
  const reasons = proofs.flatMap(({ proof }) => (proof.runs ? [] : [proof.why]));
  return reasons.length > 0 ? notRunning(reasons) : undefined;
}

function isServer(project: Project, file: string, isSaid: boolean): boolean {
  if (isSaid) return true;
  const text = project.text(file);
  return text === '' ? [...shippedWith(project).keys()].some((name) => servers.test(name)) : listens(text);
}

function started(app: App, framework: Framework | undefined, proof: Proof, seen: Words): Found | undefined {
  if (!proof.runs) return undefined;
  const build = buildOf(app, proof.needs ?? (framework?.start ? framework.makes : undefined));
  return { framework, start: proof.start, ...(build && { build }), seen };
}

/** How it is built; undefined where nothing builds it, which is no matter where it is deployed as it stands. */
function buildOf({ project, top }: App, makes: string | undefined): Build | undefined {
  const built = { ...(makes !== undefined && { makes }) };
  const scriptIn = (place: Project) => ['build', 'build:prod'].find((name) => scriptOf(place, name) !== '');
  const whole = scriptIn(top);
  if (whole !== undefined) return { script: whole, ...built };
  const script = scriptIn(project);
  return script === undefined
    ? undefined
    : { script, folder: relative(top.folder, project.folder).split(sep).join('/'), ...built };
}

/** The one package of a workspace that is started: whom the top's own scripts name, or who alone can be. */
function inWorkspace(top: Project): Detected | Refused | undefined {
  const members = membersOf(top);
  const packages = packagesOf(top);
  const named = ['start:prod', 'start'].flatMap((script) => namedBy(top, script, members));
  const own = named.length === 0 ? look(appOf(top, top), false) : undefined;
  if (own && !isRefused(own)) return conclude(top, '.', packages, own);
  const found = (named.length > 0 ? named : members).flatMap((member) => {
    const one = look(appOf(member.project, top), false);
    return one && !isRefused(one) && one.start !== undefined ? [{ ...member, found: one }] : [];
  });
  const [first, ...others] = found;
  if (!first) return own ?? ((named[0] && look(appOf(named[0].project, top), false)) as Refused | undefined);
  if (others.length > 0) return several(found.map(({ path }) => path));
  return conclude(top, first.path, packages, first.found);
}

/** All that is known, in the terms of the files. */
function conclude(
  top: Project,
  folder: string,
  packages: Packages,
  found: Found | Refused | undefined,
): Detected | Refused | undefined {
  if (!found || isRefused(found)) return found;
  const { framework, start, build, seen } = found;
  const below = (path: string) => posix.join(folder, path);
  if (!start) {
    if (!build?.makes) return undefined;
    const pages: Traits = { kind: 'static', root: build.makes, build: { ...build, packages } };
    return {
      traits: pages,
      because: {
        en: `Detected a static site (package.json builds with ${seen.en})`,
        ko: `package.json의 빌드 도구가 ${seen.ko}: 정적 페이지`,
      },
    };
  }
  const { environment, joins, isComplete } = framework ?? {};
  const isOfFramework = framework?.start === start;
  const wanted = firstNumber(nvmrcOf(top) || enginesOf(top));
  const version = atLeast(wanted, nodeVersions, 24);
  const traits: Traits = {
    kind: 'node',
    version,
    packages,
    folder,
    start,
    ...(build && { build: { ...build, ...(build.makes && { makes: below(build.makes) }) } }),
    // pnpm's folders of packages are links, which do not go along: theirs are installed on the server.
    ...(isOfFramework && isComplete && packages.manager !== 'pnpm' && { isComplete }),
    ...(environment && { environment }),
    ...(isOfFramework && joins && { joins }),
  };
  const server = versionSaid('Node.js', String(version), Number.isNaN(wanted) ? undefined : String(wanted));
  const name = framework?.start ? framework.name : 'Node.js';
  const place = folder === '.' ? 'package.json' : `${folder}/package.json`;
  return {
    traits,
    because: {
      en: `Detected ${name} (${place}, ${seen.en}): \`${start}\` starts it. The server will have ${server.en}.`,
      ko: `${name} 프로젝트(${place}, ${seen.ko}): \`${start}\` 명령으로 시작. 서버에 설치할 버전: ${server.ko}`,
    },
  };
}

const nvmrcOf = (project: Project) => project.text('.nvmrc') || project.text('.node-version');

function enginesOf(project: Project): string {
  return textIn(manifestOf(project).engines?.node);
}

/** Everything that was found not to work, and what would. */
const notRunning = (reasons: readonly Words[]): Refused => ({
  what: {
    en: `Nothing in package.json starts this project with what the server installs: ${joined('; ', ...reasons).en}.`,
    ko: `package.json의 어떤 명령도 서버에 설치되는 것만으로 이 프로젝트를 시작하지 못합니다(${joined(', ', ...reasons).ko}).`,
  },
  instead: {
    en: 'Add a script "start:prod" that runs the built app, such as "node dist/main.js", or move the package that it needs from "devDependencies" to "dependencies". Then run the command again.',
    ko: '빌드한 앱을 실행하는 "start:prod" 스크립트(예: "node dist/main.js")를 추가하거나, 필요한 패키지를 "devDependencies"에서 "dependencies"로 옮긴 뒤 다시 실행하세요.',
  },
});

const several = (paths: readonly string[]): Refused => {
  const list = paths.filter(isPlain).map(oneLine).join(', ');
  return {
    what: {
      en: `Several packages of this workspace can be started: ${list}.`,
      ko: `이 워크스페이스에는 시작할 수 있는 패키지가 여럿 있습니다: ${list}.`,
    },
    instead: {
      en: `Say which one in the package.json here, with a script such as "start": "npm start --workspace ${paths[0] ?? ''}". Then run the command again.`,
      ko: `여기 package.json에 "start": "npm start --workspace ${paths[0] ?? ''}" 같은 스크립트로 하나를 정한 뒤 다시 실행하세요.`,
    },
  };
};

const partOfWorkspace = (needed: readonly string[]): Refused => {
  const list = needed.map(oneLine).join(', ');
  return {
    what: {
      en: `This package needs others of its workspace (${list}), which are not in this folder.`,
      ko: `이 패키지는 같은 워크스페이스의 다른 패키지(${list})가 필요한데, 이 폴더에는 없습니다.`,
    },
    instead: {
      en: 'Run `stepway init` and `stepway deploy` in the top folder of the workspace, where the lock file is.',
      ko: '잠금 파일이 있는 워크스페이스 최상위 폴더에서 `stepway init`, `stepway deploy`를 실행하세요.',
    },
  };
};
