import { inRelease, script, type GeneratedFile, type Setting } from '../files.ts';
import { recipeFor } from './kinds.ts';

export const run = ({ traits }: Setting): GeneratedFile => ({
  path: 'deploy/run.sh',
  executable: true,
  about: { en: 'runs the app', ko: '앱을 시작하는 방법' },
  content: script(
    `Runs the app as the user "app". Its environment has the settings of /etc/stepway/app.env: AWS_REGION, and with a database
DATABASE_HOST, _PORT, _NAME, _ENGINE and _SECRET_ARN. PORT changes with each new version. The next version finds only
those files of the app that are in /var/lib/app.`,
    `${inRelease}
export PORT="\${PORT:-8080}"
${recipeFor(traits).start}`,
  ),
});

/** For a project of which nothing is known. */
export const startByHand = (): GeneratedFile => ({
  path: 'start.sh',
  executable: true,
  about: { en: 'fill in the command that starts your app', ko: '직접 채울 파일: 앱을 시작하는 방법' },
  content: script(
    'Fill in the command that starts your app. It must listen on $PORT and stay in the foreground.\n앱을 시작하는 명령을 적으세요. $PORT에서 요청을 받고, 백그라운드로 가지 않아야 합니다.',
    `echo "start.sh does not start your app yet: replace these lines with the command that does." >&2
exit 1`,
  ),
});
