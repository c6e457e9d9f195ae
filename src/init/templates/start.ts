import { script, type GeneratedFile } from '../files.ts';

export const start = (): GeneratedFile => ({
  path: 'deploy/start.sh',
  executable: true,
  about: { en: 'starts the app', ko: '환영 페이지 대신 앱 시작' },
  content: script(
    'ApplicationStart: starts the app, in place of the welcome page from `stepway up`.',
    `if systemctl cat welcome.service >/dev/null 2>&1; then
  systemctl disable --now welcome.service
fi
systemctl restart app.service`,
  ),
});
