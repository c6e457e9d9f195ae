import type { DeploymentInfo, DeploymentStatus } from '@aws-sdk/client-codedeploy';
import type { Clock } from '../clock.ts';
import type { Progress, Stage } from '../deploy/deploying.ts';
import { isRollback, locationOf, revisionName } from '../deploy/deployments.ts';
import { triedJson, triedWith } from '../deploy/try/refusal.ts';
import type { Phase, Tried } from '../deploy/try/tried.ts';
import { oneLine } from '../plain.ts';
import { joined, verbatim, type Words } from '../words.ts';
import type { World } from '../world.ts';
import { phaseNames, underWay } from './build-view.ts';
import { purposes } from './deployment-events.ts';
import { localTime, timesIn } from './moment.ts';
import { moving } from './moving.ts';
import { printJson } from './output.ts';
import type { Screen } from './screen.ts';
import { sizeOf } from './size.ts';
import { spoken } from './speech.ts';
import { table } from './table.ts';
import { duration } from './time.ts';

export interface DeployView {
  show(progress: Progress): void;
  stop(): void;
}

const headings: Readonly<Record<'started' | 'found' | 'rolling-back', (id: string, revision: string) => Words>> = {
  started: (id, revision) => ({ en: `Deployment ${id}, version ${revision}`, ko: `배포 ${id}, 버전 ${revision}` }),
  found: (id, revision) => ({
    en: `Deployment ${id}, version ${revision}, already in progress`,
    ko: `이미 시작된 배포 ${id}, 버전 ${revision}`,
  }),
  'rolling-back': (id, revision) => ({
    en: `CodeDeploy is rolling back to the last good version: ${id}, version ${revision}`,
    ko: `CodeDeploy가 마지막 정상 버전으로 되돌립니다: ${id}, 버전 ${revision}`,
  }),
};

const builds: Readonly<Record<'build-started' | 'build-found', (id: string) => Words>> = {
  'build-started': (id) => ({ en: `Build ${id} on AWS`, ko: `AWS에서 빌드 ${id}` }),
  'build-found': (id) => ({ en: `Build ${id} on AWS, started before`, ko: `먼저 시작된 AWS의 빌드 ${id}` }),
};

const sent: Readonly<Record<'uploaded' | 'sources-uploaded', Words>> = {
  uploaded: { en: 'Bundle uploaded', ko: '번들 업로드' },
  'sources-uploaded': { en: 'Sources uploaded', ko: '소스 업로드' },
};

const trying: Readonly<Record<Phase, Words>> = {
  install: { en: 'Trying the app on this machine: installing…', ko: '이 컴퓨터에서 먼저 실행해 보는 중: 설치…' },
  start: { en: 'Trying the app on this machine: starting…', ko: '이 컴퓨터에서 먼저 실행해 보는 중: 시작…' },
};

const imaging: Readonly<Record<'build' | 'push', Words>> = {
  build: { en: 'Building the image with docker…', ko: 'docker로 이미지를 빌드하는 중…' },
  push: { en: 'Pushing the image to ECR…', ko: '이미지를 ECR에 올리는 중…' },
};

/** What failed said last, with a mark at the line that tells why. */
function showLines({ line, paint }: Screen, lines: readonly string[], telling?: string): void {
  for (const text of lines) line(`  ${text === telling ? paint('red', '▶') : paint('dim', '│')} ${oneLine(text)}`);
}

/** How the app did on this machine. Of what failed the reason follows. */
function showTried(screen: Screen, tried: Tried): void {
  const { line, paint, say, paragraph, language } = screen;
  const noted = (words: Words) => paragraph({ en: `· ${words.en}`, ko: `· ${words.ko}` });
  switch (tried.is) {
    case 'well': {
      const { status, seconds, runtime, notRun } = tried;
      const took = paint('dim', ` ${duration(seconds, language)}`);
      const words = {
        en: `The app responded with ${status} on this machine`,
        ko: `이 컴퓨터에서 실행한 앱의 응답: ${status}`,
      };
      line(`${paint('green', '✔')} ${say(words)}${took}`);
      if (runtime) noted(triedWith(runtime));
      if (notRun)
        noted({
          en: `Not run on this machine, for they change what is on the server: ${notRun.map(oneLine).join(', ')} (Procfile).`,
          ko: `서버의 데이터를 바꾸는 프로세스라 이 컴퓨터에서는 실행하지 않았습니다: ${notRun.map(oneLine).join(', ')}(Procfile).`,
        });
      return;
    }
    case 'not-tried':
      return noted({
        en: `The app was not tried on this machine. ${tried.why.en}`,
        ko: `이 컴퓨터에서 앱을 실행해 보지 못했습니다. ${tried.why.ko}`,
      });
    case 'unproven':
      showLines(screen, tried.lines, tried.telling);
      return noted({
        en: `The app could not be tried to the end on this machine. ${tried.what.en} ${tried.why.en}`,
        ko: `이 컴퓨터에서 앱을 끝까지 실행해 보지 못했습니다. ${tried.what.ko} ${tried.why.ko}`,
      });
    case 'failed':
      return showLines(screen, tried.lines, tried.telling);
  }
}

const showNotBuilt = ({ paragraph }: Screen, why: Words) =>
  paragraph({
    en: `· Not built on this machine: the folder is deployed as it is. ${why.en} \`stepway up --build codebuild\` has it built on AWS.`,
    ko: `· 이 컴퓨터에서 빌드하지 못해 폴더를 그대로 배포합니다. ${why.ko} \`stepway up --build codebuild\`로 AWS에서 빌드할 수 있습니다.`,
  });

/** For programs, which are not told what the app printed. */
function progressJson(progress: Progress): object {
  if (progress.is === 'tried') return { ...progress, tried: triedJson(progress.tried) };
  if (progress.is === 'image-failed') return { is: progress.is };
  return progress.is === 'build-failed' ? { is: progress.is, phase: progress.phase.id } : progress;
}

/** Shows a deployment as it happens: to people a line for each event that ended, to programs a line for each. */
export function deployView(
  screen: Screen,
  { output, screen: stream }: Pick<World, 'output' | 'screen'>,
  clock: Clock,
  json: boolean,
): DeployView {
  if (json)
    return {
      show(progress) {
        printJson(output, { at: clock.now(), ...spoken(progressJson(progress), screen.language) });
        if (progress.is === 'tried' && 'lines' in progress.tried) showLines(screen, progress.tried.lines);
        if (progress.is === 'build-failed' || progress.is === 'image-failed') showLines(screen, progress.lines);
      },
      stop: () => undefined,
    };
  const { line, say, paint, language } = screen;
  const below = moving(stream, screen.colour);
  const purposeOf = (event: string) => {
    const purpose = purposes[event];
    return purpose ? paint('dim', ` · ${say(purpose)}`) : '';
  };
  const during = (text: string) => {
    const since = clock.now();
    below.says(() => [`${text} ${paint('dim', `· ${duration((clock.now() - since) / 1000, language)}`)}`]);
  };
  /** A phase of the build or an event of the deployment: as long as it lasts, and how it ended. */
  const showStage = (name: string, { status, seconds }: Stage) => {
    if (status === 'InProgress') return during(`${oneLine(name)}${purposeOf(name)}`);
    below.says(() => []);
    const mark = status === 'Failed' ? paint('red', '✖') : paint('green', '✔');
    const took = seconds === undefined ? '' : paint('dim', ` ${duration(seconds, language)}`);
    return line(`${mark} ${oneLine(name)}${took}${purposeOf(name)}`);
  };
  return {
    show(progress) {
      if (progress.is === 'trying' || progress.is === 'building' || progress.is === 'imaging') {
        const words =
          progress.is === 'imaging'
            ? imaging[progress.phase]
            : progress.is === 'trying'
              ? trying[progress.phase]
              : underWay[progress.phase];
        // Without a time: a rehearsal's clock is faster than this machine.
        return stream.isTTY && !screen.plain ? below.says(() => [say(words)]) : screen.remark(words);
      }
      if (progress.is === 'phase') return showStage(progress.phase, progress);
      if (progress.is === 'event') return showStage(progress.event, progress);
      below.says(() => []);
      switch (progress.is) {
        case 'tried':
          return showTried(screen, progress.tried);
        case 'phase-built': {
          const took = paint('dim', ` ${duration(progress.seconds, language)}`);
          return line(`${paint('green', '✔')} ${say(phaseNames[progress.phase])}${took}`);
        }
        case 'build-failed':
          return showLines(screen, progress.lines, progress.telling);
        case 'image-failed':
          return showLines(screen, progress.lines);
        case 'not-built':
          return showNotBuilt(screen, progress.why);
        case 'uploaded':
        case 'sources-uploaded': {
          const { files, bytes } = progress;
          const size = say({ en: `${files} files, ${sizeOf(bytes)}`, ko: `파일 ${files}개, ${sizeOf(bytes)}` });
          return line(`${paint('green', '✔')} ${say(sent[progress.is])} ${paint('dim', size)}`);
        }
        case 'build-started':
        case 'build-found':
          return line(paint('bold', say(builds[progress.is](oneLine(progress.build)))));
        default: {
          const { deployment, revision } = progress;
          return line(paint('bold', say(headings[progress.is](oneLine(deployment), oneLine(revision)))));
        }
      }
    },
    stop: () => below.stop(),
  };
}

/** What is known of a deployment that failed, besides the sentence that says so. */
export interface Reached {
  readonly lines?: readonly string[];
  /** The one of them that names the cause. */
  readonly telling?: string;
  /** The deployment that was to put the last good version back; absent when there was none. */
  readonly rollback?: string;
  /** Whether it did. */
  readonly restored?: boolean;
}

const afterFailure = {
  restored: { en: 'The server runs the last good version.', ko: '서버는 마지막 정상 버전을 실행하고 있습니다.' },
  notRestored: {
    en: 'Rolling back to the last good version failed too. A version that does not respond never replaces one that does: `stepway doctor` says how the site is.',
    ko: '마지막 정상 버전으로 되돌리지도 못했습니다. 응답하지 않는 버전이 실행 중인 버전을 대신하는 일은 없습니다. 사이트 상태는 `stepway doctor`로 볼 수 있습니다.',
  },
  nothingBefore: {
    en: 'No version has been deployed successfully yet: visitors still see the welcome page.',
    ko: '배포에 성공한 버전이 아직 없어 방문자에게는 환영 페이지가 계속 보입니다.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** What the script that failed said last, and what the server runs now. */
export function showFailure(screen: Screen, { lines = [], telling, rollback, restored }: Reached): void {
  if (lines.length > 0) screen.line();
  showLines(screen, lines.slice(-20), telling);
  if (restored === undefined) return;
  screen.line();
  screen.paragraph(afterFailure[restored ? 'restored' : rollback === undefined ? 'nothingBefore' : 'notRestored']);
}

const statuses: Readonly<Partial<Record<DeploymentStatus, Words>>> = {
  Created: { en: 'in progress', ko: '진행 중' },
  Queued: { en: 'in progress', ko: '진행 중' },
  InProgress: { en: 'in progress', ko: '진행 중' },
  Baking: { en: 'in progress', ko: '진행 중' },
  Ready: { en: 'in progress', ko: '진행 중' },
  Succeeded: { en: 'succeeded', ko: '성공' },
  Failed: { en: 'failed', ko: '실패' },
  Stopped: { en: 'stopped', ko: '중지됨' },
};

export const deploymentJson = (found: DeploymentInfo, all: readonly DeploymentInfo[], live: boolean): object => ({
  deployment: found.deploymentId,
  status: found.status,
  revision: revisionName(found, all),
  version: locationOf(found).version,
  created: found.createTime?.toISOString(),
  completed: found.completeTime?.toISOString(),
  creator: found.creator,
  live,
});

/** Deployments, the newest first; a mark at the one that the server runs. */
export function showDeployments(
  { line, say, remark, columns }: Screen,
  timeZone: string,
  found: readonly DeploymentInfo[],
  all: readonly DeploymentInfo[],
  live: string | undefined,
): void {
  const rows = found.map((one) => [
    one.deploymentId === live ? '●' : ' ',
    oneLine(one.deploymentId ?? ''),
    localTime(one.createTime, timeZone),
    oneLine(revisionName(one, all)),
    say(statuses[one.status ?? 'Stopped'] ?? { en: one.status ?? '', ko: one.status ?? '' }) +
      (isRollback(one, all) ? say({ en: ' (rollback)', ko: ' (되돌림)' }) : ''),
  ]);
  line();
  for (const row of table(rows, columns - 2)) line(`  ${row}`);
  line();
  const mark: Words = { en: '● serves visitors now', ko: '● 지금 방문자에게 응답하는 버전' };
  const isMarked = found.some(({ deploymentId }) => deploymentId === live);
  remark(joined('', verbatim('  '), isMarked ? joined(' · ', mark, timesIn(timeZone)) : timesIn(timeZone)));
}
