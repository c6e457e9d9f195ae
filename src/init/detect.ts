import type { Words } from '../words.ts';
import type { Project } from './project.ts';

export const kindNames = ['node', 'spring', 'python', 'static', 'other'] as const;
export type KindName = (typeof kindNames)[number];

/** What kind of project it is, and all that its files need to know of it. Every value is from a list of ours, or a checked name. */
export type Traits =
  | {
      readonly kind: 'node';
      readonly version: number;
      readonly manager: Manager;
      readonly start: NodeStart;
      readonly build: boolean;
    }
  | { readonly kind: 'spring'; readonly version: number; readonly tool: 'gradle' | 'maven'; readonly wrapper: boolean }
  | {
      readonly kind: 'python';
      readonly version: string;
      readonly requires: 'requirements' | 'pyproject' | 'nothing';
      readonly serve: Serve;
    }
  | { readonly kind: 'static'; readonly root: string; readonly build: Manager | undefined }
  | { readonly kind: 'other'; readonly hasStart: boolean };

export type TraitsOf<K extends KindName> = Extract<Traits, { kind: K }>;

export type Manager = 'npm' | 'npm-unlocked' | 'yarn' | 'pnpm';
export type NodeStart = 'npm start' | `node ${string}`;

/** How a Python app is served: by which server of which package, or by itself. */
export interface Serve {
  readonly by: 'uvicorn' | 'gunicorn' | 'itself';
  /** `main:app`, or a file for an app that serves itself. */
  readonly what: string;
}

export interface Detected {
  readonly traits: Traits;
  /** What was seen, and what it says. */
  readonly because: Words;
}

interface Package {
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly engines?: { readonly node?: unknown };
}

function packageOf(project: Project): Package {
  try {
    const found = JSON.parse(project.text('package.json')) as Package | null;
    return typeof found === 'object' && found !== null ? found : {};
  } catch {
    return {};
  }
}

const scriptOf = ({ scripts }: Package, name: string) => {
  const script = scripts?.[name];
  return typeof script === 'string' ? script.trim() : '';
};

const isStarted = (found: Package) => {
  const script = scriptOf(found, 'start');
  return script !== '' && !devServer.test(script);
};

/** The smallest of the versions that Amazon Linux 2023 has which is not older than the one that was asked for. */
const atLeast = (wanted: number, versions: readonly number[], usual: number) =>
  Number.isNaN(wanted) ? usual : (versions.find((version) => version >= wanted) ?? Math.max(...versions));

const firstNumber = (text: string) => Number.parseInt(/\d+/.exec(text)?.[0] ?? '', 10);

/** As Amazon Linux 2023 has them, November 2026, without those that their makers no longer look after. */
const nodeVersions = [22, 24];
const javaVersions = [17, 21, 25];
const pythonVersions = [11, 12, 13, 14];

function nodeVersion(project: Project, { engines }: Package): number {
  const asked = typeof engines?.node === 'string' ? engines.node : '';
  return atLeast(firstNumber(project.text('.nvmrc') || asked), nodeVersions, 24);
}

const managers: readonly (readonly [lock: string, manager: Manager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

const managerOf = (project: Project): Manager => managers.find(([lock]) => project.has(lock))?.[1] ?? 'npm-unlocked';

const mainFiles = ['server.js', 'index.js', 'app.js', 'server.mjs', 'index.mjs', 'app.mjs'];

function node(project: Project): Detected | undefined {
  const found = packageOf(project);
  const main = mainFiles.find((file) => project.has(file));
  const script = isStarted(found);
  if (!project.has('package.json') || (!script && main === undefined)) return undefined;
  return {
    traits: {
      kind: 'node',
      version: nodeVersion(project, found),
      manager: managerOf(project),
      start: script || main === undefined ? 'npm start' : `node ${main}`,
      build: scriptOf(found, 'build') !== '',
    },
    because: script
      ? {
          en: 'Detected Node.js (package.json with a start script)',
          ko: 'package.json에 start 스크립트가 있음: Node.js',
        }
      : { en: `Detected Node.js (package.json and ${main})`, ko: `package.json, ${main} 있음: Node.js` },
  };
}

function spring(project: Project): Detected | undefined {
  const gradle = ['build.gradle', 'build.gradle.kts'].find((file) => project.has(file));
  const file = gradle ?? 'pom.xml';
  const text = project.text(file);
  if (!/org\.springframework\.boot|spring-boot/.test(text)) return undefined;
  const asked = gradle
    ? /(?:JavaLanguageVersion\.of\(|(?:source|target)Compatibility\s*=\s*(?:JavaVersion\.VERSION_)?['"]?)(\d+)/
    : /<(?:java\.version|maven\.compiler\.release|release)>\s*(\d+)/;
  const tool = gradle ? 'gradle' : 'maven';
  return {
    traits: {
      kind: 'spring',
      version: atLeast(firstNumber(asked.exec(text)?.[1] ?? ''), javaVersions, 21),
      tool,
      wrapper: project.has(gradle ? 'gradlew' : 'mvnw'),
    },
    because: gradle
      ? { en: `Detected Spring Boot with Gradle (${file})`, ko: `${file}에 Spring Boot가 있음: Java, Gradle 빌드` }
      : { en: 'Detected Spring Boot with Maven (pom.xml)', ko: 'pom.xml에 Spring Boot가 있음: Java, Maven 빌드' },
  };
}

const pythonVersion = (project: Project) => {
  const asked =
    /3\.(\d+)/.exec(project.text('.python-version')) ??
    /requires-python\s*=\s*["'][^\d]*3\.(\d+)/.exec(project.text('pyproject.toml'));
  return `3.${atLeast(firstNumber(asked?.[1] ?? ''), pythonVersions, 13)}`;
};

const pythonMains = ['main.py', 'app.py', 'server.py', 'wsgi.py'];

function python(project: Project): Detected | undefined {
  const requires = project.has('requirements.txt')
    ? 'requirements'
    : project.has('pyproject.toml')
      ? 'pyproject'
      : 'nothing';
  const main = pythonMains.find((file) => project.has(file));
  const django = /["']([A-Za-z_]\w*)\.settings(?:\.\w+)*["']/.exec(project.text('manage.py'))?.[1];
  const of = (serve: Serve, en: string, ko: string): Detected => ({
    traits: { kind: 'python', version: pythonVersion(project), requires, serve },
    because: { en: `Detected Python (${en})`, ko: `${ko}: Python` },
  });
  if (django !== undefined)
    return of({ by: 'gunicorn', what: `${django}.wsgi` }, 'Django manage.py', 'Django의 manage.py가 있음');
  if (main === undefined) return undefined;
  const wanted = `${project.text('requirements.txt')}\n${project.text('pyproject.toml')}`.toLowerCase();
  const app = `${main.slice(0, -'.py'.length)}:app`;
  if (/\b(fastapi|starlette)\b/.test(wanted))
    return of({ by: 'uvicorn', what: app }, `${main} and FastAPI`, `${main}, FastAPI 사용`);
  if (/\bflask\b/.test(wanted)) return of({ by: 'gunicorn', what: app }, `${main} and Flask`, `${main}, Flask 사용`);
  return of({ by: 'itself', what: main }, main, `${main} 있음`);
}

const webRoots = ['.', 'public', 'dist', 'build', '_site', 'site'];

/** What the usual tools write their pages to. */
const builders: readonly (readonly [command: RegExp, tool: string, root: string])[] = [
  [/\bvite build\b/, 'Vite', 'dist'],
  [/\bastro build\b/, 'Astro', 'dist'],
  [/\breact-scripts build\b/, 'Create React App', 'build'],
  [/\beleventy\b/, 'Eleventy', '_site'],
];

/** A start script that is for the developer's own machine only. */
const devServer = /^(react-scripts|vite|astro|ng|parcel|eleventy|webpack)\b/;

function pages(project: Project): Detected | undefined {
  const build = scriptOf(packageOf(project), 'build');
  const builder = builders.find(([command]) => command.test(build));
  if (builder) {
    const [, tool, root] = builder;
    return {
      traits: { kind: 'static', root, build: managerOf(project) },
      because: {
        en: `Detected a static site (package.json builds with ${tool})`,
        ko: `package.json의 빌드 도구가 ${tool}: 정적 페이지`,
      },
    };
  }
  const root = webRoots.find((folder) => project.has(`${folder}/index.html`));
  if (root === undefined) return undefined;
  const file = root === '.' ? 'index.html' : `${root}/index.html`;
  return {
    traits: { kind: 'static', root, build: undefined },
    because: { en: `Detected a static site (${file})`, ko: `${file} 있음: 정적 페이지` },
  };
}

const other = (project: Project): Detected => ({
  traits: { kind: 'other', hasStart: project.has('start.sh') },
  because: project.has('start.sh')
    ? { en: 'Detected a custom server (start.sh)', ko: 'start.sh가 있음: 직접 만든 서버' }
    : {
        en: 'Project type not recognized: add the command that starts your app to start.sh',
        ko: 'stepway가 아는 종류가 아님: 앱을 시작하는 명령을 start.sh에 적어 주세요',
      },
});

/** In the order in which they are tried: a Spring Boot or Django project often has a package.json for its frontend. */
const detectors: readonly ((project: Project) => Detected | undefined)[] = [
  spring,
  (project) => (project.has('manage.py') ? python(project) : undefined),
  (project) => (isStarted(packageOf(project)) ? node(project) : undefined),
  python,
  pages,
  node,
];

/** What kind of project it is, by its files alone. */
export function detect(project: Project): Detected {
  for (const look of detectors) {
    const found = look(project);
    if (found) return found;
  }
  return other(project);
}

const asked: Words = { en: 'Project type set by --kind', ko: '--kind로 지정함' };

/** A project of the kind that the user says it is; what is not to be seen in it is what such projects usually have. */
export function as(kind: KindName, project: Project): Detected {
  const seen = { node, spring, python, static: pages, other }[kind](project);
  return seen ?? { traits: usual[kind](project), because: asked };
}

const usual: { readonly [K in KindName]: (project: Project) => TraitsOf<K> } = {
  node: (project) => ({
    kind: 'node',
    version: nodeVersion(project, packageOf(project)),
    manager: managerOf(project),
    start: 'npm start',
    build: scriptOf(packageOf(project), 'build') !== '',
  }),
  spring: (project) => {
    const maven = project.has('pom.xml');
    return {
      kind: 'spring',
      version: 21,
      tool: maven ? 'maven' : 'gradle',
      wrapper: project.has(maven ? 'mvnw' : 'gradlew'),
    };
  },
  python: (project) => ({
    kind: 'python',
    version: pythonVersion(project),
    requires: project.has('requirements.txt')
      ? 'requirements'
      : project.has('pyproject.toml')
        ? 'pyproject'
        : 'nothing',
    serve: { by: 'itself', what: 'main.py' },
  }),
  static: () => ({ kind: 'static', root: 'public', build: undefined }),
  other: (project) => ({ kind: 'other', hasStart: project.has('start.sh') }),
};
