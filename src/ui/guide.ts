import type { Respondent } from '../questions/answers.ts';
import { DnsUnreachable } from '../dns/dns-unreachable.ts';
import { Trouble } from '../errors.ts';
import {
  isUnasked,
  refusalOf,
  type Answer,
  type Answered,
  type AnyQuestion,
  type Choice,
  type Looking,
  type Question,
} from '../questions/question.ts';
import type { Chapter } from '../steps/chapter.ts';
import type { Words } from '../words.ts';
import { oneLine } from '../plain.ts';
import type { Outlook } from '../operations/outlook.ts';
import { showPicture } from './picture.ts';
import type { Price } from '../prices/prices.ts';
import { aMonth } from './plan-view.ts';
import type { Screen } from './screen.ts';

const opening: Words = {
  en: 'From an empty AWS account to https://your-domain, step by step. You answer a few questions, most with a good default, then review the plan and its price. Nothing is created until you say yes.',
  ko: '빈 AWS 계정에서 https://내-도메인까지 한 단계씩 함께 갑니다. 먼저 몇 가지를 묻고(대부분 기본값이면 됩니다) 계획과 비용을 보여 드립니다. 동의하기 전에는 아무것도 만들지 않습니다.',
};

const wayAbout: Words = {
  en: 'At any question, ? explains it and Esc goes back to the previous one. Ctrl-C stops at any time; run the same command to continue where you left off. `stepway teardown` deletes everything.',
  ko: '질문마다 ?를 누르면 설명이 나오고, Esc를 누르면 이전 질문으로 돌아갑니다. 언제든 Ctrl-C로 멈출 수 있고, 같은 명령을 다시 실행하면 이어서 진행합니다. 만든 것은 `stepway teardown`으로 모두 삭제할 수 있습니다.',
};

const plainWayAbout: Words = {
  en: wayAbout.en.replace('Esc goes back', '< goes back'),
  ko: wayAbout.ko.replace('Esc를 누르면', '<를 입력하면'),
};

/** How long it takes and what it costs, in a sentence each. */
function sayEffort(screen: Screen, { price, seconds }: Outlook): void {
  const minutes = Math.ceil(seconds / 60);
  const about = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  screen.paragraph({
    en: `AWS needs about ${about}. Changing name servers at your registrar can take minutes to hours. This setup costs ${aMonth(price).en}; cheaper options come up along the way.`,
    ko: `AWS에 만드는 데 약 ${minutes}분, 등록 업체에서 바꾼 네임서버가 반영되는 데 몇 분에서 몇 시간이 걸립니다. 그림대로 만들면 비용은 ${aMonth(price).ko}이고, 더 저렴하게 만드는 방법은 질문하면서 알려 드립니다.`,
  });
}

/** What is about to happen: in words, as a picture, in minutes and dollars. */
export function welcome(screen: Screen, outlook: Outlook): void {
  const { line, paint } = screen;
  line();
  line(paint(['bold', 'cyan'], 'stepway'));
  screen.paragraph(opening);
  line();
  showPicture(screen, outlook.answers);
  line();
  sayEffort(screen, outlook);
  line();
  screen.paragraph(screen.plain ? plainWayAbout : wayAbout);
}

/** Where we are on the way, and why there is this chapter. */
function introduce(screen: Screen, chapter: Chapter, place: string, price: Price): void {
  const { line, say, paint } = screen;
  const total = say({ en: `${aMonth(price).en} as answered`, ko: `지금까지의 답으로 ${aMonth(price).ko}` });
  line();
  line(`${paint('bold', say(chapter.title))} ${paint('dim', `${place} · ${total}`)}`);
  screen.paragraph(chapter.why);
}

/**
 * Asks like `respondent`, but tells of each chapter before its first question, and on the way of those that nothing is
 * asked about. On a resumed run, chapters answered before are not introduced again.
 *
 * @param outlook what the answers so far, and defaults for the rest, come to.
 * @param isSaved whether a question was answered in an earlier run.
 */
export function chapterwise(
  screen: Screen,
  chapters: readonly Chapter[],
  respondent: Respondent,
  outlook: () => Outlook,
  isSaved: (question: AnyQuestion) => boolean,
): Respondent {
  let next = 0;
  return {
    ask(question, fallback, answered, found) {
      const { steps, price } = outlook();
      const asksIn = ({ asks }: Chapter) => asks.filter((one) => one === question || !isUnasked(one, answered));
      const isPart = (chapter: Chapter) => asksIn(chapter).length > 0 || chapter.steps.some((step) => steps.has(step));
      // What was refused is asked out of turn: its chapter, and those before it, come when it is theirs.
      const isInTurn = found?.refused === undefined;
      const here = isInTurn ? chapters.findIndex(({ asks }) => asks.includes(question)) : -1;
      for (; next <= here; next++) {
        const chapter = chapters[next];
        // Of those with a question the person has heard when it was asked.
        if (!chapter || !isPart(chapter)) continue;
        if (next < here && (asksIn(chapter).length > 0 || chapter.asks.some(isSaved))) continue;
        const parts = chapters.filter(isPart);
        introduce(screen, chapter, `${parts.indexOf(chapter) + 1}/${parts.length}`, price);
        if (next === here) screen.line();
      }
      if (found?.told) screen.paragraph(found.told);
      return respondent.ask(question, fallback, answered, found);
    },
  };
}

/**
 * Asks like `respondent`, but first looks up what a question is about, and its default: if there is nothing to ask
 * about, it is not asked. What AWS can tell at once of an answer, it tells at the question.
 */
export function knowingly(
  screen: Screen,
  respondent: Respondent,
  looking: () => Omit<Looking, 'answered'> | undefined,
): Respondent {
  let isSaid = false;
  const checking = () => {
    if (!isSaid) screen.remark({ en: 'Checking existing resources …', ko: '현재 상태를 확인하는 중 …' });
    isSaid = true;
  };
  return {
    async lookUp(question, answered) {
      const where = looking();
      if (!where || !question.lookUp) return undefined;
      checking();
      return unlessUnknown(question.lookUp({ ...where, answered }));
    },
    async ask(question, fallback, answered, found) {
      const where = looking();
      if (question.tell) checking();
      const told = where && (await question.tell?.({ ...where, answered }));
      if (question.tell && !told) return undefined;
      isSaid = false;
      const there = where && (await question.has?.({ ...where, answered }).catch(() => []));
      return respondent.ask(question, presentOf(question, fallback, answered, there), answered, {
        ...found,
        told,
        there,
        listed: where?.listed,
        async test(value) {
          const refusal = where && (await refusalOf(question, value, { ...where, answered }));
          if (refusal) throw refusal;
        },
      });
    },
  };
}

/** What is proposed: instead of a choice that AWS does not have, the first that it has. */
function presentOf<T extends Answer>(
  { offers }: Question<T>,
  fallback: T | undefined,
  answered: Answered,
  there: readonly Choice<T>[] = [],
): T | undefined {
  const isIn = (list: readonly Choice<T>[] = []) => list.some(({ value }) => value === fallback);
  return isIn(offers?.(answered)) && !isIn(there) ? (there[0]?.value ?? fallback) : fallback;
}

/** A default that cannot be looked up is no reason not to ask: the checks of the plan look again. */
async function unlessUnknown<T>(look: Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof DnsUnreachable || error instanceof Trouble) return undefined;
    throw error;
  }
}

/** Who is signed in. What is to be said of that, the checks before the first write say. */
export function sayWho(screen: Screen, { account, arn }: { account: string; arn: string }): void {
  const { line, say, paint } = screen;
  line(
    `${paint('green', '✔')} ${say({ en: 'AWS account', ko: 'AWS 계정' })} ${oneLine(account)} ${paint('dim', oneLine(arn))}`,
  );
}
