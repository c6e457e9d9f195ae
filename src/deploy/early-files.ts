import { posix } from 'node:path';
import type { Words } from '../words.ts';
import type { Hook } from './appspec.ts';

const handover = 'deploy/release.sh';

/** Scripts that `init` once wrote, by which the server stopped one version to start the next. */
export const obsolete = ['deploy/stop.sh', 'deploy/start.sh', 'deploy/check.sh', 'deploy/app.service'];

const restart: Words = {
  en: 'These deployment files are from an earlier version of stepway: the site pauses during each deployment. `stepway init` writes new ones, with which it does not.',
  ko: '이 배포 파일은 stepway의 예전 버전이 만든 것이라, 배포할 때마다 사이트가 잠시 멈춥니다. `stepway init`으로 새로 만들면 멈추지 않습니다.',
};

const mixture: Words = {
  en: 'appspec.yml and deploy/install.sh are from different versions of stepway and do not work together: run `stepway init`, and accept its changes to both.',
  ko: 'appspec.yml, deploy/install.sh 두 파일이 stepway의 서로 다른 버전에서 만들어져 함께 동작하지 않습니다. `stepway init`을 실행해 둘 다 바꾸세요.',
};

/** Whether the server's own program does all, as with files of today's `init`. */
export const handsOver = (hooks: readonly Hook[]): boolean =>
  hooks.some(({ location }) => posix.normalize(location) === handover);

/** What is to be said of deployment files that an earlier `init` wrote, all or in part. */
export function earlyFiles(
  hooks: readonly Hook[],
  textOf: (file: string) => string,
): { readonly mixed: readonly Words[]; readonly notes: readonly Words[] } {
  const run = new Set(hooks.map(({ location }) => posix.normalize(location)));
  const install = textOf('deploy/install.sh');
  // The early one puts a unit of the app into place.
  const isEarly = install.includes('app.service');
  const runsEarly = run.has('deploy/start.sh');
  const mixed = install !== '' && (handsOver(hooks) ? isEarly : runsEarly && !isEarly);
  const notes = !mixed && isEarly && runsEarly ? [restart] : [];
  return { mixed: mixed ? [mixture] : [], notes };
}
