import { inRelease, script, type GeneratedFile, type Setting } from '../files.ts';
import { scriptsFor } from './kinds.ts';

export const run = ({ traits }: Setting): GeneratedFile => {
  const { environment, start, takesCommand } = scriptsFor(traits);
  const content = script(
    `Runs the app as the user "app", or a command of the app that is given to it: one of the Procfile. The environment has
the settings of /etc/stepway/app.env: AWS_REGION, what \`stepway env\` sets, and with a database DATABASE_URL. PORT changes
with each new version. The next version finds only those files of the app that are in /var/lib/app.`,
    [inRelease, environment, ...(takesCommand ? [] : alone), start].filter((lines) => lines !== undefined).join('\n'),
  );
  return { path: 'deploy/run.sh', executable: true, about: { en: 'runs the app', ko: '앱을 시작하는 방법' }, content };
};

/** A command takes the app's place; the app itself has a port. */
const alone = ['if [ $# -gt 0 ]; then exec "$@"; fi', 'export PORT="${PORT:-8080}"'];
