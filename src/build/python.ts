import type { Requires, Serve, TraitsOf } from '../init/traits.ts';
import { markPacked, packedWheels } from './packed.ts';
import type { Server } from './server.ts';
import { ownTools } from './tools.ts';

const quiet = '--disable-pip-version-check';

/** A tool in an environment of its own: what it needs is not what the app needs. */
const withTool = (version: string, ...tools: readonly string[]) => `python${version} -m venv --clear ${ownTools}/tools
${ownTools}/tools/bin/python -m pip install ${quiet} ${tools.map((tool) => `'${tool}'`).join(' ')}`;

/** Of a project that names its dependencies itself only those are installed: it runs from its folder. */
const fromPyproject = (version: string, list: string) => `python${version} - >${list} <<'PY'
import tomllib

with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file).get("project", {})
print("." if "dependencies" in project.get("dynamic", []) else "\\n".join(project.get("dependencies", [])))
PY`;

const fromPipfile = (version: string, list: string) => `python${version} - >${list} <<'PY'
import json

with open("Pipfile.lock") as file:
    locked = json.load(file)["default"]
for name, package in locked.items():
    extras = "[" + ",".join(package["extras"]) + "]" if package.get("extras") else ""
    markers = "; " + package["markers"] if package.get("markers") else ""
    print(f"{name}{extras}{package.get('version', '')}{markers}")
PY`;

/** What pip is told to install, and the lines that write it. */
interface List {
  readonly arguments: readonly string[];
  readonly commands: readonly string[];
}

const written = (list: string, ...commands: readonly string[]): List => ({
  arguments: [`--requirement ${list}`],
  commands: [`mkdir -p ${ownTools}`, ...commands],
});

const lists: { readonly [R in Requires]: (version: string, list: string) => List } = {
  // It may name other files beside it.
  requirements: () => ({ arguments: ['--requirement requirements.txt'], commands: [] }),
  uv: (version, list) =>
    written(
      list,
      withTool(version, 'uv'),
      `${ownTools}/tools/bin/uv export --quiet --frozen --no-dev --no-emit-project --no-hashes --output-file ${list}`,
    ),
  poetry: (version, list) =>
    written(
      list,
      withTool(version, 'poetry>=2,<3', 'poetry-plugin-export'),
      `${ownTools}/tools/bin/poetry export --quiet --only main --without-hashes --output ${list}`,
    ),
  pipfile: (version, list) => written(list, fromPipfile(version, list)),
  pyproject: (version, list) => written(list, fromPyproject(version, list)),
  nothing: () => ({ arguments: [], commands: [] }),
};

/** The packages of a project, and the server that runs it where that is one. */
function listOf({ version, requires, serve }: TraitsOf<'python'>): List {
  const { arguments: own, commands } = lists[requires](version, `${ownTools}/requirements.txt`);
  return { arguments: [...own, ...serverIn(serve)], commands };
}

const serverIn = ({ by }: Serve): readonly string[] => (by === 'itself' ? [] : [by]);

/** Installs them where the app runs, into `.venv`. */
export function installPackages(traits: TraitsOf<'python'>): readonly string[] {
  const { arguments: what, commands } = listOf(traits);
  if (what.length === 0) return [];
  return [...commands, `.venv/bin/python -m pip install ${quiet} ${what.join(' ')}`];
}

/** What wheels are made for, as their names say it, that runs with glibc 2.34 of Amazon Linux 2023: the usual ones. */
const platforms = ({ machine }: Server) =>
  ['_2_34', '_2_31', '_2_28', '_2_27', '_2_26', '_2_24', '_2_17', '2014']
    .map((tag) => `--platform manylinux${tag}_${machine}`)
    .join(' ');

/** Ready-made packages for the server alone: nothing is compiled, since that would be for the machine that does. */
export function packWheels(traits: TraitsOf<'python'>, server: Server): readonly string[] {
  const { version } = traits;
  const { arguments: what, commands } = listOf(traits);
  const download = `python${version} -m pip download ${quiet} --only-binary=:all: --python-version ${version} ${platforms(server)} --dest ${packedWheels} ${what.join(' ')}`;
  return [`mkdir -p ${packedWheels}`, ...(what.length === 0 ? [] : [...commands, download]), markPacked(server)];
}

/** Installs what was packed: all of it, and nothing else. */
export const installWheels = `find ${packedWheels} -name '*.whl' -exec .venv/bin/python -m pip install ${quiet} --no-index --no-deps {} +`;
