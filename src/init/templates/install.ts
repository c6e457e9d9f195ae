import { inRoot, script, type GeneratedFile, type Setting } from '../files.ts';
import { recipeFor } from './kinds.ts';

export const install = ({ traits }: Setting): GeneratedFile => {
  const { dependencies } = recipeFor(traits);
  const asApp = `
# Run as the app's user, because packages can run their own code while they are installed.
as_app() {
  runuser -u app -- env HOME=/opt/app "$@"
}
`;
  return {
    path: 'deploy/install.sh',
    executable: true,
    about: { en: 'installs dependencies and the systemd unit', ko: '앱의 의존성과 systemd 유닛 설치' },
    content: script(
      'AfterInstall: the release is in /opt/app. Installs its dependencies and the systemd unit that runs it.',
      `${inRoot}
here="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
${dependencies.includes('as_app') ? asApp : ''}
cd "$root/opt/app"
chown -R app:app .
${dependencies}
chown -R app:app .
chmod +x deploy/run.sh

install -m 644 "$here/app.service" "$root/etc/systemd/system/app.service"
systemctl daemon-reload
systemctl enable app.service`,
    ),
  };
};
