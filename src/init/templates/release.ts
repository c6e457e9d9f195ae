import { script, type GeneratedFile } from '../files.ts';

export const release = (): GeneratedFile => ({
  path: 'deploy/release.sh',
  executable: true,
  about: { en: 'hands the version over to the server', ko: '이 버전을 서버에 넘김' },
  content: script(
    `CodeDeploy runs this at each event. It hands this version to the program that \`stepway up\` put on the server, which
runs prepare.sh and install.sh for a version that is new there, and starts it with run.sh.`,
    `release=/opt/stepway/release
if [ ! -x "$release" ]; then
  echo "The server is not set up for this version yet ($release is missing): run \\\`stepway up\\\`." >&2
  exit 1
fi
exec "$release" "$LIFECYCLE_EVENT" "$(dirname "\${BASH_SOURCE[0]}")/.."`,
  ),
});
