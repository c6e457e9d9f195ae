import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Traits } from '../../src/init/traits.ts';
import type { Destination } from '../../src/init/files.ts';
import { temporaryFolder } from '../support/folder.ts';

export type Files = Readonly<Record<string, string>>;

/** A project with these files. */
export function projectOf(files: Files): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

export const example = (name: 'node' | 'python' | 'static'): string =>
  fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

const server = { 'server.js': 'listen' };
const startScript = '{"scripts":{"start":"node server.js"}}';
const bootPlugin = "plugins { id 'org.springframework.boot' version '4.0.0' }";

interface Sample {
  readonly about: string;
  readonly files: Files;
  readonly traits: Traits;
}

const npm = { manager: 'npm', version: '', locked: false } as const;
/** What an app of Node.js without dependencies is taken for. */
export const node = { kind: 'node', version: 24, packages: npm, folder: '.', start: 'npm start' } as const;
const spring = { kind: 'spring', version: 21, tool: 'gradle', wrapper: false } as const;
const python = { kind: 'python', version: '3.13', requires: 'requirements' } as const;

/** Projects as people have them, and what they are taken for. */
export const samples: readonly Sample[] = [
  { about: 'a start script', files: { 'package.json': startScript, ...server }, traits: node },
  {
    about: 'a start script and a lock of npm',
    files: { 'package.json': startScript, 'package-lock.json': '{}', ...server },
    traits: { ...node, packages: { ...npm, locked: true } },
  },
  {
    about: 'pnpm, a build script and a wanted version',
    files: {
      'package.json': '{"scripts":{"start":"node dist/server.js","build":"tsc"},"engines":{"node":">=20.9"}}',
      'pnpm-lock.yaml': '',
    },
    traits: {
      ...node,
      packages: { manager: 'pnpm', version: '10', locked: true },
      build: { script: 'build', makes: 'dist/server.js' },
      version: 22,
    },
  },
  {
    about: 'Yarn and .nvmrc',
    files: { 'package.json': startScript, 'yarn.lock': '', '.nvmrc': 'v24.1.0\n', ...server },
    traits: { ...node, packages: { manager: 'yarn', version: '1', locked: true } },
  },
  {
    about: 'package.json without scripts, and a main file',
    files: { 'package.json': '{}', 'app.mjs': 'createServer().listen(8080)' },
    traits: { ...node, start: 'node app.mjs' },
  },
  { about: 'Rails with a Dockerfile', files: { Gemfile: '', Dockerfile: 'FROM ruby' }, traits: { kind: 'docker' } },
  { about: 'Spring Boot with Gradle', files: { 'build.gradle': bootPlugin }, traits: spring },
  {
    about: 'Spring Boot with Kotlin, a wrapper and a toolchain',
    files: {
      'build.gradle.kts': `${bootPlugin}\njava { toolchain { languageVersion = JavaLanguageVersion.of(25) } }`,
      gradlew: '',
    },
    traits: { ...spring, version: 25, wrapper: true },
  },
  {
    about: 'Spring Boot with an old source level',
    files: { 'build.gradle': `${bootPlugin}\nsourceCompatibility = '11'` },
    traits: { ...spring, version: 17 },
  },
  {
    about: 'Spring Boot with Maven, next to pages built by npm',
    files: {
      'pom.xml':
        '<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent><properties><java.version>17</java.version></properties></project>',
      mvnw: '',
      'package.json': startScript,
    },
    traits: { kind: 'spring', version: 17, tool: 'maven', wrapper: true },
  },
  {
    about: 'FastAPI',
    files: { 'main.py': 'app = FastAPI()', 'requirements.txt': 'fastapi==0.120\n' },
    traits: { ...python, serve: { by: 'uvicorn', what: 'main:app' } },
  },
  {
    about: 'Flask with pyproject.toml',
    files: {
      'app.py': 'app = Flask(__name__)',
      'pyproject.toml': '[project]\nrequires-python = ">=3.12"\ndependencies = ["flask"]\n',
    },
    traits: { ...python, version: '3.12', requires: 'pyproject', serve: { by: 'gunicorn', what: 'app:app' } },
  },
  {
    about: 'Django, next to pages built by npm',
    files: {
      'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')",
      'requirements.txt': 'django\n',
      'shop/wsgi.py': '',
      'package.json': startScript,
    },
    traits: { ...python, serve: { by: 'gunicorn', what: 'shop.wsgi' } },
  },
  {
    about: 'a Python server without a framework',
    files: { 'server.py': 'serve_forever()', '.python-version': '3.14.0\n' },
    traits: { ...python, version: '3.14', requires: 'nothing', serve: { by: 'itself', what: 'server.py' } },
  },
  { about: 'pages', files: { 'index.html': '' }, traits: { kind: 'static', root: '.' } },
  {
    about: 'pages in a folder',
    files: { 'public/index.html': '' },
    traits: { kind: 'static', root: 'public' },
  },
  {
    about: 'pages that Vite builds, whose start script is for development',
    files: {
      'package.json': '{"scripts":{"start":"vite","build":"tsc && vite build"},"devDependencies":{"vite":"7"}}',
      'index.html': '',
    },
    traits: { kind: 'static', root: 'dist', build: { script: 'build', makes: 'dist', packages: npm } },
  },
  {
    about: 'Go',
    files: { 'go.mod': 'module shop', 'cmd/server/main.go': 'package main\n' },
    traits: { kind: 'go', main: './cmd/server' },
  },
  { about: 'a start.sh', files: { 'start.sh': '' }, traits: { kind: 'other' } },
];

/** Where a stack on GitHub delivers to. */
export const destination: Destination = {
  region: 'ap-northeast-2',
  bucket: 'shop-bundles-123456789012',
  application: 'shop',
  deploymentGroup: 'shop',
  roleArn: 'arn:aws:iam::123456789012:role/shop-delivery',
};
