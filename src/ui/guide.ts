import type { Respondent } from '../questions/answers.ts';
import type { Chapter } from '../steps/chapter.ts';
import type { Words } from '../words.ts';
import { oneLine } from '../plain.ts';
import type { Screen } from './screen.ts';

const opening: Words = {
  en: 'From an empty AWS account to https://your-domain, step by step. First a few questions, nearly all with a good default; then the plan and its price. Nothing is made before you say yes. Ctrl-C stops at any time, and the same command goes on where you were.',
  ko: '빈 AWS 계정에서 https://내-도메인까지 한 단계씩 함께 갑니다. 먼저 몇 가지를 묻고(기본값이 있습니다), 계획과 비용을 보여 드린 뒤, 동의하셔야 만들기 시작합니다. 언제든 Ctrl-C로 멈추고 같은 명령으로 이어서 할 수 있습니다.',
};

export function welcome(screen: Screen): void {
  screen.line();
  screen.line(screen.paint(['bold', 'cyan'], 'stepway'));
  screen.paragraph(opening);
}

/** Where we are on the way, and why there is this chapter. */
function introduce(screen: Screen, chapter: Chapter, number: number, of: number): void {
  const { line, say, paint } = screen;
  line();
  line(`${paint('bold', say(chapter.title))} ${paint('dim', `${number}/${of}`)}`);
  screen.paragraph(chapter.why);
}

/**
 * Asks like `respondent`, but tells of each chapter before its first question, and on the way of those without one:
 * whoever goes on with what was answered before is not told everything again.
 */
export function chapterwise(screen: Screen, chapters: readonly Chapter[], respondent: Respondent): Respondent {
  let next = 0;
  return {
    ask(question, fallback, answered) {
      const here = chapters.findIndex(({ asks }) => asks.includes(question));
      for (; next <= here; next++) {
        const chapter = chapters[next];
        if (!chapter || (next < here && chapter.asks.length > 0)) continue;
        introduce(screen, chapter, next + 1, chapters.length);
        if (next === here) screen.line();
      }
      return respondent.ask(question, fallback, answered);
    },
  };
}

export function sayRehearsal(screen: Screen): void {
  screen.paragraph({
    en: 'Rehearsal in a simulated account, 30 times as fast. Nothing real is touched.',
    ko: '연습 모드: 모의 계정에서 30배 빠르게 진행합니다. 실제 자원은 건드리지 않습니다.',
  });
}

/** Who is signed in. What is to be said of that, the checks before the first write say. */
export function sayWho(screen: Screen, { account, arn }: { account: string; arn: string }): void {
  const { line, say, paint } = screen;
  line(
    `${paint('green', '✔')} ${say({ en: 'AWS account', ko: 'AWS 계정' })} ${oneLine(account)} ${paint('dim', oneLine(arn))}`,
  );
}
