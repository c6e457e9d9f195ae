import { inRelease, script, type GeneratedFile, type Setting } from '../files.ts';
import { scriptsFor } from './kinds.ts';

export const install = ({ traits }: Setting): GeneratedFile => ({
  path: 'deploy/install.sh',
  executable: true,
  about: { en: 'installs dependencies', ko: '앱의 의존성 설치' },
  content: script(
    `Runs as the user "app" on the server, in the new version's folder: installs its dependencies. Packages can run code of
their own during installation, so it does not run as root.`,
    `${inRelease}\n${scriptsFor(traits).dependencies}`,
  ),
});
