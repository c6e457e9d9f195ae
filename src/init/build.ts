import type { Build, Packages, Traits, TraitsOf } from './traits.ts';

/** Where the program of a Go project is, once it is built. */
export const goProgram = 'bin/app';

export type Architecture = 'amd64' | 'arm64';

/** One file for Linux, without C's library: it runs on every server with that processor. */
export const goBuild = ({ main }: TraitsOf<'go'>, architecture: Architecture): string =>
  `CGO_ENABLED=0 GOOS=linux GOARCH=${architecture} go build -o ${goProgram} ${main}`;

/** The command that builds a project where it is; undefined when it is deployed as it stands. */
export function buildCommand(traits: Traits, architecture: Architecture): string | undefined {
  if (traits.kind === 'spring') {
    const { tool, wrapper } = traits;
    if (tool === 'gradle') return `${wrapper ? './gradlew' : 'gradle'} clean bootJar`;
    return `${wrapper ? './mvnw' : 'mvn'} clean package`;
  }
  if (traits.kind === 'go') return goBuild(traits, architecture);
  if (traits.kind === 'node') return traits.build && scriptCommand(traits.build, traits.packages);
  return traits.kind === 'static' && traits.build ? scriptCommand(traits.build, traits.build.packages) : undefined;
}

/** Runs the script that builds, in the shell of whoever is at the top of the project. */
export const scriptCommand = ({ script, folder }: Build, { manager }: Packages): string =>
  `${folder === undefined ? '' : `cd ${folder} && `}${manager} run ${script}`;
