import { script, type GeneratedFile } from '../files.ts';

export const stop = (): GeneratedFile => ({
  path: 'deploy/stop.sh',
  executable: true,
  about: { en: 'stops the running release', ko: '실행 중인 이전 버전 중지' },
  content: script(
    'BeforeInstall: stops the previous release, if any, before its files change.',
    `if systemctl cat app.service >/dev/null 2>&1; then
  systemctl stop app.service
fi`,
  ),
});
