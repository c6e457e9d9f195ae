import { packedFolder, packedFor } from '../../build/packed.ts';

/** What one kind of project needs in the scripts: lines of bash. */
export interface Scripts {
  /** As root, while the version before serves. */
  readonly runtime: string;
  /** As the user of the app, in the folder of the version. */
  readonly dependencies: string;
  /** What whatever of the app is run with has around it: the first lines of run.sh, likewise. */
  readonly environment?: string;
  /** Its last lines, which start the app. */
  readonly start: string;
  /** Whether they run a command of the app as well, when it is given to them. */
  readonly takesCommand?: true;
}

/** Lines that stop where what the build makes is not there. `stepway deploy` reads the path before it sends anything. */
export const builtHere = (path: string, build: string): string => `# What the build makes.
built=${path}
if [ ! -e "$built" ]; then
  echo "$built is missing: build the project before you deploy it (${build})." >&2
  exit 1
fi`;

/** What lines of `builtHere` look for, and the command that makes it. */
export function madeFor(script: string): { readonly path: string; readonly by: string } | undefined {
  const [, path, by] = /^built=(\S+)$[^]*?build the project before you deploy it \((.+)\)\./m.exec(script) ?? [];
  return path === undefined || by === undefined ? undefined : { path, by };
}

/** Lines that take what a build has packed, which is for one kind of server; where it has not, lines that install. */
export const ifPacked = (
  unpack: readonly string[],
  install: readonly string[] = [],
): string => `if [ -f ${packedFor} ]; then
  if [ "$(cat ${packedFor})" != "$(uname -sm)" ]; then
    echo "This version was built for $(cat ${packedFor}), but the server is $(uname -sm): build it for this server." >&2
    exit 1
  fi
${indented([...unpack, `rm -r ${packedFolder}`])}
${install.length === 0 ? '' : `else\n${indented(install)}\n`}fi`;

/** As far as that changes nothing: what another program reads stays as it is. */
function indented(lines: readonly string[]): string {
  const text = lines.join('\n');
  return text.includes("<<'") ? text : text.replaceAll(/^(?=.)/gm, '  ');
}
