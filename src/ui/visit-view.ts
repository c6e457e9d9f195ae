import type { Clock } from '../clock.ts';
import { isAssumed, isWell, mayPass, meaningOf } from '../visit/meaning.ts';
import type { Visit, Visited } from '../visit/visit.ts';
import type { Words } from '../words.ts';
import { moving } from './moving.ts';
import type { Screen } from './screen.ts';
import { duration } from './time.ts';

const notYet: Words = {
  en: 'This may take a few minutes. Run `stepway doctor` to see what is still missing.',
  ko: '몇 분 더 걸릴 수 있습니다. 아직 접속되지 않는 이유는 `stepway doctor`로 찾을 수 있습니다.',
};

const awaited: Words = { en: 'Waiting for the site to respond', ko: '사이트가 응답하기를 기다리는 중' };

/** Says that a site that was just built or changed is waited for, from the moment on when it has not answered well. */
export function awaitedSite(
  { say, paint, plain, colour, language, remark }: Screen,
  stream: NodeJS.WriteStream,
  clock: Clock,
): { again(): void; stop(): void } {
  let stop: (() => void) | undefined;
  const begin = () => {
    if (!stream.isTTY || plain) {
      remark(awaited);
      return () => undefined;
    }
    const since = clock.now();
    const below = moving(stream, colour);
    below.says(() => [`${say(awaited)} ${paint('dim', `· ${duration((clock.now() - since) / 1000, language)}`)}`]);
    return () => below.stop();
  };
  return {
    again: () => void (stop ??= begin()),
    stop: () => stop?.(),
  };
}

function marked(visit: Visit, paint: Screen['paint']): string {
  if (isAssumed(visit)) return paint('dim', '·');
  if (isWell(visit)) return paint('green', '✔');
  return mayPass(visit) ? paint('yellow', '◷') : paint('red', '✖');
}

/** Tells that the app refuses what it is checked by, although visitors get its pages. */
export const showRefusedCheck = ({ paragraph, paint }: Screen, path: string, status: number): void => {
  const mark = paint('red', '✖');
  paragraph({
    en: `${mark} The app responds with HTTP ${status} at ${path}, where its health is checked: deployments will fail, and a load balancer takes the server for broken.`,
    ko: `${mark} 상태 확인 경로(${path})에서 앱의 응답은 HTTP ${status}입니다. 이대로면 배포가 실패하고, 로드 밸런서는 서버가 고장 난 것으로 봅니다.`,
  });
  paragraph({
    en: 'Make the app return 200 there, or choose a path that it has: `stepway up --health-path /`.',
    ko: '앱이 그 경로에 200으로 응답하게 하거나, `stepway up --health-path /`처럼 앱에 있는 경로로 바꾸세요.',
  });
};

/** Tells what visitors get at each name of the site, and what follows from it. */
export function showVisits({ paint, paragraph }: Screen, visits: readonly Visited[]): void {
  const said = new Set<string>();
  for (const { url, visit } of visits) {
    const { what, todo } = meaningOf(visit, url);
    // What is said of no name in particular is said once.
    if (said.has(what.en)) continue;
    said.add(what.en);
    const mark = marked(visit, paint);
    paragraph({ en: `${mark} ${what.en}`, ko: `${mark} ${what.ko}` });
    if (todo) paragraph(mayPass(visit) ? notYet : todo);
  }
}
