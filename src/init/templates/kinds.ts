import type { KindName, Manager, Traits, TraitsOf } from '../traits.ts';

/** Where the build tools leave the jar. */
export const jarFolder = { gradle: 'build/libs', maven: 'target' } as const;

/** What one kind of project needs in the scripts: lines of bash. */
interface Recipe {
  /** As root, before the new files are there. */
  readonly runtime: string;
  /** As root, in the app's folder, once they are; `as_app` runs a command as the user of the app. */
  readonly dependencies: string;
  /** The last lines of run.sh, as the user of the app, in the app's folder. */
  readonly start: string;
}

/** On the server: what was built elsewhere gets its dependencies for this machine. npm is there for certain, npx is not. */
const installWith: Readonly<Record<Manager, string>> = {
  npm: 'as_app npm ci --omit=dev --no-audit --no-fund',
  'npm-unlocked': 'as_app npm install --omit=dev --no-audit --no-fund --no-package-lock',
  yarn: 'as_app npm exec --yes -- yarn@1 install --production --frozen-lockfile',
  pnpm: 'as_app npm exec --yes -- pnpm@10 install --prod --frozen-lockfile',
};

const node = ({ version, manager, start }: TraitsOf<'node'>): Recipe => ({
  runtime: `dnf install -y nodejs${version} nodejs${version}-npm
# Other versions may already be installed.
alternatives --set node /usr/bin/node-${version}`,
  dependencies: installWith[manager],
  start: `export NODE_ENV="\${NODE_ENV:-production}"
exec ${start}`,
});

const spring = ({ version, tool }: TraitsOf<'spring'>): Recipe => ({
  runtime: `dnf install -y java-${version}-amazon-corretto-headless`,
  dependencies: `jars=()
for jar in jars/*.jar; do
  case "$jar" in
    *-plain.jar | *-sources.jar | *-javadoc.jar | *-tests.jar) ;;
    *) [ -f "$jar" ] && jars+=("$jar") ;;
  esac
done
if [ "\${#jars[@]}" -ne 1 ]; then
  echo "${jarFolder[tool]} must contain exactly one app jar, but has \${#jars[@]}: run a clean build." >&2
  exit 1
fi
install -m 644 "\${jars[0]}" app.jar`,
  start: 'exec java -XX:MaxRAMPercentage=60 -jar app.jar --server.port="$PORT"',
});

const python = ({ version, requires, serve }: TraitsOf<'python'>): Recipe => {
  const server = serve.by === 'itself' ? [] : [serve.by];
  const wanted = {
    requirements: ['--requirement requirements.txt', ...server],
    pyproject: ['.', ...server],
    nothing: server,
  }[requires];
  const install = `as_app .venv/bin/python -m pip install --disable-pip-version-check ${wanted.join(' ')}`;
  const command = {
    uvicorn: `.venv/bin/python -m uvicorn --host 0.0.0.0 --port "$PORT" ${serve.what}`,
    gunicorn: `.venv/bin/python -m gunicorn --bind "0.0.0.0:$PORT" ${serve.what}`,
    itself: `.venv/bin/python ${serve.what}`,
  }[serve.by];
  return {
    runtime: `dnf install -y python${version} python${version}-pip`,
    dependencies: [
      `[ -x .venv/bin/python${version} ] || as_app python${version} -m venv --clear .venv`,
      ...(wanted.length > 0 ? [install] : []),
    ].join('\n'),
    start: `# What it prints is in the journal at once.
export PYTHONUNBUFFERED=1
exec ${command}`,
  };
};

const pages = (): Recipe => ({
  runtime: 'dnf install -y nginx',
  dependencies: '# Static pages have no dependencies.',
  start: `sed "s/__PORT__/$PORT/" deploy/nginx.conf >"$RUNTIME_DIRECTORY/nginx.conf"
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
