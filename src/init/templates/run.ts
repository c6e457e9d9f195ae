import { script, type GeneratedFile, type Setting } from '../files.ts';
import { recipeFor } from './kinds.ts';

export const run = ({ traits }: Setting): GeneratedFile => ({
  path: 'deploy/run.sh',
  executable: true,
  about: { en: 'how the app starts', ko: '앱을 시작하는 방법' },
  content: script(
    `How the app starts: as the user "app", in /opt/app, with all of /etc/stepway/app.env
(PORT, AWS_REGION, and of a database DATABASE_HOST, _PORT, _NAME, _ENGINE and _SECRET_ARN).`,
    `cd "$(dirname "\${BASH_SOURCE[0]}")/.."
export PORT="\${PORT:-8080}"
${recipeFor(traits).start}`,
  ),
});

/** For a project of which nothing is known. */
export const startByHand = (): GeneratedFile => ({
  path: 'start.sh',
  executable: true,
  about: { en: 'for you to fill in: how your app starts', ko: '직접 채울 파일: 앱을 시작하는 방법' },
  content: script(
    'Fill in how your app starts. It has to listen on $PORT, and to stay in the foreground.\n앱을 시작하는 명령을 적으세요. $PORT에서 요청을 받고, 백그라운드로 가지 않아야 합니다.',
    `echo "start.sh does not say yet how the app starts." >&2
exit 1`,
  ),
});
