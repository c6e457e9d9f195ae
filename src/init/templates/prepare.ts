import { script, type GeneratedFile, type Setting } from '../files.ts';
import { scriptsFor } from './kinds.ts';

export const prepare = ({ traits }: Setting): GeneratedFile => ({
  path: 'deploy/prepare.sh',
  executable: true,
  about: { en: 'installs the runtime', ko: '런타임 설치' },
  content: script(
    'Runs as root on the server, while the previous version serves: installs what the app runs on.',
    scriptsFor(traits).runtime,
  ),
});
