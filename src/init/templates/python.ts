import type { Requires, Serve, TraitsOf } from '../traits.ts';
import { ownTools, type Recipe } from './recipe.ts';

const pip = '.venv/bin/python -m pip install --disable-pip-version-check';
const listed = `${ownTools}/requirements.txt`;

/** A tool in an environment of its own: what it needs is not what the app needs. */
const withTool = (version: string, tool: string) => `python${version} -m venv --clear ${ownTools}/tools
${ownTools}/tools/bin/python -m pip install --disable-pip-version-check '${tool}'`;

/** Of a project that names its dependencies itself only those are installed: it runs from its folder. */
const fromPyproject = `.venv/bin/python - >${listed} <<'PY'
import tomllib

with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file).get("project", {})
print("." if "dependencies" in project.get("dynamic", []) else "\\n".join(project.get("dependencies", [])))
PY`;

const fromPipfile = `.venv/bin/python - >${listed} <<'PY'
import json

with open("Pipfile.lock") as file:
    locked = json.load(file)["default"]
for name, package in locked.items():
    extras = "[" + ",".join(package["extras"]) + "]" if package.get("extras") else ""
    markers = "; " + package["markers"] if package.get("markers") else ""
    print(f"{name}{extras}{package.get('version', '')}{markers}")
PY`;

/** How the packages of a project get into its environment. */
const installs: { readonly [R in Requires]: (version: string) => readonly string[] } = {
  requirements: () => [`${pip} --requirement requirements.txt`],
  uv: (version) => [
    withTool(version, 'uv'),
    `${ownTools}/tools/bin/uv export --quiet --frozen --no-dev --no-emit-project --output-file ${listed}`,
    `${pip} --requirement ${listed}`,
  ],
  poetry: (version) => [
    withTool(version, 'poetry>=2,<3'),
    `POETRY_VIRTUALENVS_IN_PROJECT=true ${ownTools}/tools/bin/poetry install --only main --no-root --no-interaction`,
  ],
  pipfile: () => [`mkdir -p ${ownTools}`, fromPipfile, `${pip} --requirement ${listed}`],
  pyproject: () => [`mkdir -p ${ownTools}`, fromPyproject, `${pip} --requirement ${listed}`],
  nothing: () => [],
};

/** How each server is told to believe nginx on this server, and nobody else, how a visitor came. */
const commands: { readonly [S in Serve['by']]: (serve: Serve) => string } = {
  uvicorn: ({ what, isFactory }) =>
    `.venv/bin/python -m uvicorn --host 127.0.0.1 --port "$PORT" --proxy-headers --forwarded-allow-ips 127.0.0.1${isFactory ? ' --factory' : ''} ${what}`,
  gunicorn: ({ what }) =>
    `.venv/bin/python -m gunicorn --config deploy/gunicorn.conf.py --bind "127.0.0.1:$PORT" ${what.includes('(') ? `'${what}'` : what}`,
  itself: ({ what }) => `.venv/bin/python ${what}`,
};

export const python = ({ version, requires, serve, collects }: TraitsOf<'python'>): Recipe => ({
  runtime: `dnf install -y python${version} python${version}-pip`,
  dependencies: [
    `python${version} -m venv --clear .venv`,
    ...installs[requires](version),
    ...(serve.by === 'itself' ? [] : [`${pip} ${serve.by}`]),
  ].join('\n'),
  environment: [
    'export PATH="$PWD/.venv/bin:$PATH"',
    '# What it prints is in the journal at once.',
    'export PYTHONUNBUFFERED=1',
    ...(serve.path === undefined ? [] : [`export PYTHONPATH="$PWD/${serve.path}"`]),
  ].join('\n'),
  start: [
    ...(collects ? ['.venv/bin/python manage.py collectstatic --no-input >/dev/null'] : []),
    `exec ${commands[serve.by](serve)}`,
  ].join('\n'),
});
