import type { KindName, Traits, TraitsOf } from '../traits.ts';
import { docker } from './docker.ts';
import { go } from './go.ts';
import { node } from './node.ts';
import { python } from './python.ts';
import type { Scripts } from './scripts.ts';

/** Where the build tools leave the jar. */
export const jarFolder = { gradle: 'build/libs', maven: 'target' } as const;

const spring = ({ version, tool }: TraitsOf<'spring'>): Scripts => ({
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
  environment: `export PATH="/usr/lib/jvm/java-${version}-amazon-corretto/bin:$PATH"
# nginx on this server says how visitors came.
export SERVER_FORWARD_HEADERS_STRATEGY="\${SERVER_FORWARD_HEADERS_STRATEGY:-native}"`,
  start: `# The next version starts while this one runs: both have to fit in.
exec java -XX:MaxRAMPercentage=45 -jar app.jar --server.port="$PORT"`,
});

const pages = (): Scripts => ({
  runtime: 'command -v nginx >/dev/null || dnf install -y nginx',
  dependencies: '',
  start: `sed "s|__PORT__|$PORT|; s|__RELEASE__|$PWD|; s|__RUN__|$RUNTIME_DIRECTORY|" deploy/nginx.conf >"$RUNTIME_DIRECTORY/nginx.conf"
exec nginx -e stderr -c "$RUNTIME_DIRECTORY/nginx.conf" -g 'daemon off;'`,
});

const other = (): Scripts => ({
  runtime: '# Install the runtime your app needs: "dnf install -y …". Amazon Linux 2023 already has python3.',
  dependencies: "# Install your app's dependencies here.",
  start: 'exec bash ./start.sh',
});

const scripts: { readonly [K in KindName]: (traits: TraitsOf<K>) => Scripts } = {
  node,
  spring,
  python,
  go,
  static: pages,
  docker,
  other,
};

export const scriptsFor = (traits: Traits): Scripts => (scripts[traits.kind] as (traits: Traits) => Scripts)(traits);
