import { stringify } from 'yaml';
import type { Phase, Recipe, Runtime } from '../../build/recipe.ts';
import { ownTools } from '../../build/tools.ts';
import { singleQuoted } from '../../single-quoted.ts';

/**
 * Among the sources: which files can be run, whether or not a zip file on its way has kept that. Each name ends with a
 * zero byte. There may be thousands, and one argument of a program has no room for them.
 */
export const executablesFile = `${ownTools}/executables`;

/**
 * A language by CodeBuild's name. What its images lack they install:
 * https://github.com/aws/aws-codebuild-docker-images/blob/master/al/x86_64/standard/5.0/runtimes.yml
 */
const runtimeVersions: Readonly<Record<Runtime['name'], (version: string | undefined) => Record<string, string>>> = {
  node: (version = '24') => ({ nodejs: version }),
  python: (version = '3.13') => ({ python: version }),
  java: (version = '21') => ({ java: `corretto${version}` }),
  // Go gets itself the version that go.mod asks for.
  go: (version = '1.23') => ({ golang: version }),
};

/** Where CodeBuild runs each of the recipe's phases; after `build` goes what is left to be done. */
const places: Readonly<Record<Phase['id'], 'install' | 'build' | 'post_build'>> = {
  install: 'install',
  build: 'build',
  pack: 'post_build',
  push: 'post_build',
  clean: 'post_build',
};

/**
 * Lines as one command, in a shell of their own that stops at the first that fails: CodeBuild's shell goes on, and what
 * is set in it meets CodeBuild's own commands. What a line reads is not the next one.
 */
const command = (lines: readonly string[]) =>
  `bash -euo pipefail -c "$(cat <<'STEPWAY'\n${lines.join('\n')}\nSTEPWAY\n)"`;

/** What is downloaded for every build alike. Only folders are kept, as long as CodeBuild likes. */
const kept = ['/root/.npm', '/root/.cache', '/root/.gradle/caches', '/root/.m2/repository', '/root/go/pkg/mod'];

/** A recipe, or that of an image, whose Dockerfile brings its language along. */
export type ToBuildThere = Pick<Recipe, 'phases'> & Partial<Pick<Recipe, 'runtime'>>;

/** Beside the tools of a build, which are gone by then. */
const bundleFolder = `${ownTools}/bundle`;

/**
 * What CodeBuild does: the recipe, and of what that makes a bundle, with appspec.yml at its top. It fails where
 * something is missing that is deployed.
 *
 * @param named the files and folders that are deployed; an empty path is the whole project.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
export function buildspecOf({ runtime, phases }: ToBuildThere, named: readonly string[]): string {
  const isWhole = named.includes('');
  const linesAt = (place: (typeof places)[Phase['id']]) =>
    phases.filter(({ id }) => places[id] === place).map(({ commands }) => commands);
  const before = [[`xargs -0r chmod +x -- <${executablesFile}`, `rm ${executablesFile}`]];
  const after = isWhole
    ? []
    : [[`mkdir -p ${bundleFolder}`, `cp -a --parents -t ${bundleFolder} -- ${named.map(singleQuoted).join(' ')}`]];
  const phase = (lines: readonly (readonly string[])[], more: object = {}) =>
    // Otherwise CodeBuild goes on with post_build after a build that failed.
    lines.length > 0 || Object.keys(more).length > 0
      ? { 'on-failure': 'ABORT', ...more, ...(lines.length > 0 && { commands: lines.map(command) }) }
      : undefined;
  return stringify(
    {
      version: 0.2,
      env: { shell: 'bash' },
      phases: {
        install: phase([...before, ...linesAt('install')], {
          ...(runtime && { 'runtime-versions': runtimeVersions[runtime.name](runtime.version) }),
        }),
        build: phase(linesAt('build')),
        post_build: phase([...linesAt('post_build'), ...after]),
      },
      artifacts: { ...(!isWhole && { 'base-directory': bundleFolder }), files: ['**/*'] },
      cache: { paths: kept.map((folder) => `${folder}/**/*`) },
    },
    { lineWidth: 0 },
  );
}
