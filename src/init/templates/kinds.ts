import type { KindName, Manager, Traits, TraitsOf } from '../traits.ts';

/** Where the build tools leave the jar. */
export const jarFolder = { gradle: 'build/libs', maven: 'target' } as const;

/** What one kind of project needs in the scripts: lines of bash. */
interface Recipe {
  /** As root, while the version before serves. */
  readonly runtime: string;
  /** As the user of the app, in the folder of the version. */
  readonly dependencies: string;
  /** The last lines of run.sh, likewise. */
  readonly start: string;
}

/** On the server: what was built elsewhere gets its dependencies for this machine. npm is there for certain, npx is not. */
const installWith: Readonly<Record<Manager, string>> = {
  npm: 'npm ci --omit=dev --no-audit --no-fund',
  'npm-unlocked': 'npm install --omit=dev --no-audit --no-fund --no-package-lock',
  yarn: 'npm exec --yes -- yarn@1 install --production --frozen-lockfile',
  pnpm: 'npm exec --yes -- pnpm@10 install --prod --frozen-lockfile',
};

/**
 * npm runs these of the project itself, also without the development dependencies that they need: hooks for Git, a build.
 * Those of its dependencies stay: https://docs.npmjs.com/cli/using-npm/scripts
 */
const forDevelopers = ['prepublish', 'preprepare', 'prepare', 'postprepare'].map((name) => `scripts.${name}`).join(' ');

/** What is installed for one version of the app alone: beside it another one may need another runtime. */
const ownTools = '.stepway';

const node = ({ version, manager, start }: TraitsOf<'node'>): Recipe => ({
  runtime: `dnf install -y nodejs${version} nodejs${version}-npm`,
  dependencies: `# This version's own Node.js, whatever else is installed.
mkdir -p ${ownTools}/bin
ln -sfn /usr/bin/node-${version} ${ownTools}/bin/node
ln -sfn /usr/bin/npm-${version} ${ownTools}/bin/npm
export PATH="$PWD/${ownTools}/bin:$PATH"
# What prepares a developer's checkout, such as hooks for Git, needs what is not installed here.
npm pkg delete ${forDevelopers}
${installWith[manager]}`,
  start: `export PATH="$PWD/${ownTools}/bin:$PATH"
export NODE_ENV="\${NODE_ENV:-production}"
exec ${start}`,
});

const spring = ({ version, tool }: TraitsOf<'spring'>): Recipe => ({
  runtime: `dnf install -y java-${version}-amazon-corretto-headless`,
  dependencies: `jars=()
for jar in ${jarFolder[tool]}/*.jar; do
  case "$jar" in
    *-plain.jar | *-sources.jar | *-javadoc.jar | *-tests.jar) ;;
    *) [ -f "$jar" ] && jars+=("$jar") ;;
  esac
done
if [ "\${#jars[@]}" -ne 1 ]; then
  echo "There must be exactly one app jar among ${jarFolder[tool]}/*.jar, but there are \${#jars[@]}: run a clean build." >&2
  exit 1
fi
mv "\${jars[0]}" app.jar`,
  start: `java=/usr/lib/jvm/java-${version}-amazon-corretto/bin/java
[ -x "$java" ] || java=java
# nginx on this server says how visitors came.
export SERVER_FORWARD_HEADERS_STRATEGY="\${SERVER_FORWARD_HEADERS_STRATEGY:-native}"
# The next version starts while this one runs: both have to fit in.
exec "$java" -XX:MaxRAMPercentage=45 -jar app.jar --server.port="$PORT"`,
});

/** Of a project that names its dependencies itself only those are installed: it runs from its folder. */
const fromPyproject = `.venv/bin/python - >${ownTools}/requirements.txt <<'PY'
import tomllib

with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file).get("project")
print("\\n".join(project.get("dependencies", [])) if project else ".")
PY`;

const python = ({ version, requires, serve }: TraitsOf<'python'>): Recipe => {
  const server = serve.by === 'itself' ? [] : [serve.by];
  const wanted = {
    requirements: ['--requirement requirements.txt', ...server],
    pyproject: [`--requirement ${ownTools}/requirements.txt`, ...server],
    nothing: server,
  }[requires];
  const install = `.venv/bin/python -m pip install --disable-pip-version-check ${wanted.join(' ')}`;
  const command = {
    uvicorn: `.venv/bin/python -m uvicorn --host 127.0.0.1 --port "$PORT" ${serve.what}`,
    gunicorn: `.venv/bin/python -m gunicorn --bind "127.0.0.1:$PORT" ${serve.what}`,
    itself: `.venv/bin/python ${serve.what}`,
  }[serve.by];
  return {
    runtime: `dnf install -y python${version} python${version}-pip`,
    dependencies: [
      `python${version} -m venv --clear .venv`,
      ...(requires === 'pyproject' ? [`mkdir -p ${ownTools}`, fromPyproject] : []),
      ...(wanted.length > 0 ? [install] : []),
    ].join('\n'),
    start: `# What it prints is in the journal at once.
export PYTHONUNBUFFERED=1
exec ${command}`,
  };
};

const pages = (): Recipe => ({
  runtime: 'command -v nginx >/dev/null || dnf install -y nginx',
  dependencies: '',
  start: `sed "s|__PORT__|$PORT|; s|__RELEASE__|$PWD|; s|__RUN__|$RUNTIME_DIRECTORY|" deploy/nginx.conf >"$RUNTIME_DIRECTORY/nginx.conf"
exec nginx -e stderr -c "$RUNTIME_DIRECTORY/nginx.conf" -g 'daemon off;'`,
});

const other = (): Recipe => ({
  runtime: '# Install the runtime your app needs: "dnf install -y …". Amazon Linux 2023 already has python3.',
  dependencies: "# Install your app's dependencies here.",
  start: 'exec bash ./start.sh',
});

const recipes: { readonly [K in KindName]: (traits: TraitsOf<K>) => Recipe } = {
  node,
  spring,
  python,
  static: pages,
  other,
};

export const recipeFor = (traits: Traits): Recipe => (recipes[traits.kind] as (traits: Traits) => Recipe)(traits);
