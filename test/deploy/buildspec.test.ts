import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { imagePhases } from '../../src/build/image.ts';
import { packedFor, packedModules } from '../../src/build/packed.ts';
import { recipeOf, type Recipe } from '../../src/build/recipe.ts';
import { packSources } from '../../src/deploy/bundle.ts';
import { buildspecOf, executablesFile } from '../../src/deploy/codebuild/buildspec.ts';
import { detect } from '../../src/init/detect.ts';
import { readProject } from '../../src/init/project.ts';
import { projectOf, type Files } from '../init/projects.ts';
import { initialise } from './support.ts';

interface Buildspec {
  readonly version: number;
  readonly env: { readonly shell: string };
  readonly phases: Readonly<
    Record<
      'install' | 'build' | 'post_build',
      { readonly 'on-failure': string; readonly 'runtime-versions'?: object; readonly commands?: readonly string[] }
    >
  >;
  readonly artifacts: { readonly 'base-directory'?: string; readonly files: readonly string[] };
}

function recipeFor(folder: string): Recipe {
  const found = detect(readProject(folder));
  if ('what' in found) throw new Error(found.what.en);
  return recipeOf(found.traits, 'amd64') ?? expect.unreachable('nothing is built');
}

/** As CodeBuild does it: one shell for the commands of a phase, and nothing after a command or a phase that failed. */
function build(
  folder: string,
  buildspec: string,
  env: NodeJS.ProcessEnv = process.env,
): { readonly status: number; readonly said: string } {
  const {
    env: { shell },
    phases,
  } = parse(buildspec) as Buildspec;
  let said = '';
  for (const phase of ['install', 'build', 'post_build'] as const)
    for (const command of phases[phase]?.commands ?? []) {
      const { status, stdout, stderr } = spawnSync(shell, ['-c', command], { cwd: folder, encoding: 'utf8', env });
      said += stdout + stderr;
      if (status !== 0) return { status: status ?? 1, said };
    }
  return { status: 0, said };
}

const app: Files = {
  'package.json': JSON.stringify({
    name: 'shop',
    private: true,
    scripts: { build: 'node build.js', start: 'node dist/server.js', prepare: 'exit 9' },
  }),
  'build.js': "require('fs').mkdirSync('dist');require('fs').copyFileSync('src/server.js', 'dist/server.js')",
  'src/server.js': "console.log('it\\'s up')",
  'appspec.yml': 'version: 0.0',
  "deploy/it's.sh": '#!/bin/bash',
  'notes.txt': 'not deployed',
};

const named = ['appspec.yml', 'deploy', 'dist'];

/** As it is among the sources. */
function withExecutables(folder: string, paths: readonly string[]): void {
  mkdirSync(join(folder, dirname(executablesFile)), { recursive: true });
  writeFileSync(join(folder, executablesFile), paths.map((path) => `${path}\0`).join(''));
}

describe('the buildspec', () => {
  test('runs in a real shell: installs, builds, and leaves the bundle with appspec.yml at its top', () => {
    const folder = projectOf({ ...app, 'package.json': app['package.json']!.replace('exit 9', 'true') });
    chmodSync(join(folder, "deploy/it's.sh"), 0o644);
    withExecutables(folder, ["deploy/it's.sh"]);
    const buildspec = buildspecOf(recipeFor(folder), named);
    const { status, said } = build(folder, buildspec);
    expect(status, said).toBe(0);
    const { artifacts } = parse(buildspec) as Buildspec;
    const bundle = join(folder, artifacts['base-directory'] ?? '');
    const files = execFileSync('find', ['.', '-type', 'f'], { cwd: bundle, encoding: 'utf8' }).trim().split('\n');
    expect(files.toSorted()).toEqual(
      ['./appspec.yml', `./${packedFor}`, "./deploy/it's.sh", `./${packedModules}`, './dist/server.js'].toSorted(),
    );
    expect(statSync(join(bundle, "deploy/it's.sh")).mode & 0o111).not.toBe(0);
    expect(readFileSync(join(bundle, packedFor), 'utf8')).toBe('Linux x86_64\n');
  }, 60_000);

  test('of an image needs no language: docker builds and pushes it, and the bundle has its digest', () => {
    const repository = '1.dkr.ecr.us-east-1.amazonaws.com/shop';
    const programs = projectOf({
      docker: `#!/bin/bash\necho "docker $*" >>said\n[ "$1" != login ] || cat >/dev/null\n[ "$2" != inspect ] || echo ${repository}@sha256:12\n`,
      aws: '#!/bin/bash\necho key\n',
    });
    for (const name of ['docker', 'aws']) chmodSync(join(programs, name), 0o755);
    const folder = projectOf({ 'appspec.yml': '', 'deploy/run.sh': '', Dockerfile: 'FROM node' });
    withExecutables(folder, []);
    const buildspec = buildspecOf({ phases: imagePhases(repository, 'arm64') }, ['appspec.yml', 'deploy']);
    const environment = {
      ...process.env,
      PATH: `${programs}:${process.env['PATH']}`,
      CODEBUILD_BUILD_ID: 'shop-build-project:0-1',
    };
    const { status, said } = build(folder, buildspec, environment);
    expect(status, said).toBe(0);
    expect(readFileSync(join(folder, 'said'), 'utf8').split('\n')).toMatchObject([
      'docker build --platform linux/arm64 --tag built .',
      `docker tag built ${repository}:0-1`,
      'docker login --username AWS --password-stdin 1.dkr.ecr.us-east-1.amazonaws.com',
      `docker push --quiet ${repository}:0-1`,
      expect.stringContaining('docker image inspect'),
      '',
    ]);
    expect(readFileSync(join(folder, '.stepway/bundle/deploy/image'), 'utf8')).toBe(`${repository}@sha256:12\n`);
    expect(buildspec).not.toContain('runtime-versions');
  });

  test('makes executable what is, however many files and whatever their names', () => {
    const many = Array.from({ length: 2600 }, (_, at) => `bin/${'long-'.repeat(10)}${at}`);
    const names = ['-x.sh', "it's $HOME.sh", 'two\nlines.sh', ...many];
    const folder = projectOf({ ...Object.fromEntries(names.map((name) => [name, ''])), 'index.html': '<p>' });
    initialise(folder);
    for (const name of names) chmodSync(join(folder, name), 0o755);
    const sources = packSources(folder);
    for (const [path, content] of Object.entries(unzipSync(sources.bytes))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
      chmodSync(join(folder, path), 0o644);
    }
    const spec = buildspecOf({ runtime: { name: 'go' }, phases: [] }, sources.named);
    const { status, said } = build(folder, spec);
    expect(status, said).toBe(0);
    expect(names.filter((name) => (statSync(join(folder, name)).mode & 0o111) === 0)).toEqual([]);
    expect(spec.length).toBeLessThan(4096);
  });

  test('stops at the first command that fails, and at what the build does not make', () => {
    const broken = projectOf({ ...app, 'build.js': 'process.exit(3)', 'package.json': app['package.json']! });
    const recipe = recipeFor(broken);
    withExecutables(broken, []);
    expect(build(broken, buildspecOf(recipe, named)).status).not.toBe(0);
    withExecutables(broken, []);
    expect(existsSync(join(broken, '.stepway/bundle'))).toBe(false);
    const lacking = buildspecOf({ ...recipe, phases: [] }, ['appspec.yml', 'out']);
    const { status, said } = build(broken, lacking);
    expect(status).not.toBe(0);
    expect(said).toContain("cp: cannot stat 'out'");
  }, 60_000);

  test('asks CodeBuild for the language in its own words, and never goes on after a phase that failed', () => {
    const runtimes = (recipe: Recipe) =>
      (parse(buildspecOf(recipe, named)) as Buildspec).phases.install['runtime-versions'];
    const of = (name: Recipe['runtime']['name'], version?: string) =>
      runtimes({ runtime: { name, ...(version && { version }) }, phases: [] });
    expect(of('node', '22')).toEqual({ nodejs: '22' });
    expect(of('python', '3.10')).toEqual({ python: '3.10' });
    expect(of('java', '21')).toEqual({ java: 'corretto21' });
    expect(of('go')).toEqual({ golang: '1.23' });
    const { version, phases } = parse(buildspecOf(recipeFor(projectOf(app)), named)) as Buildspec;
    expect(version).toBe(0.2);
    for (const phase of Object.values(phases)) expect(phase['on-failure']).toBe('ABORT');
  });

  test('of a project that is deployed whole takes all there is', () => {
    const spec = parse(buildspecOf(recipeFor(projectOf(app)), ['appspec.yml', '']));
    expect((spec as Buildspec).artifacts).toEqual({ files: ['**/*'] });
  });
});
