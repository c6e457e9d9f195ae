import { inRelease, script, type GeneratedFile, type Setting } from '../files.ts';
import { recipeFor } from './kinds.ts';

export const run = ({ traits }: Setting): GeneratedFile => ({
  path: 'deploy/run.sh',
  executable: true,
  about: { en: 'runs the app', ko: '앱을 시작하는 방법' },
  content: script(
    `Runs the app as the user "app". Its environment has the settings of /etc/stepway/app.env: AWS_REGION, what
\`stepway env\` sets, and with a database DATABASE_URL. PORT changes with each new version. The next version finds only
those files of the app that are in /var/lib/app.`,
    `${inRelease}
export PORT="\${PORT:-8080}"
${recipeFor(traits).start}`,
  ),
});
