import { script, type GeneratedFile } from '../files.ts';

export const stop = (): GeneratedFile => ({
  path: 'deploy/stop.sh',
  executable: true,
  about: { en: 'stops the release that runs', ko: '실행 중인 이전 버전 중지' },
  content: script(
    'BeforeInstall: stops the release before, if there is one, so that no file changes under it.',
    `if systemctl cat app.service >/dev/null 2>&1; then
  systemctl stop app.service
fi`,
  ),
});
