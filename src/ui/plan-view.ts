import stringWidth from 'string-width';
import type { Action, PlannedStep } from '../engine/plan.ts';
import { blockedBy, type Preflight } from '../engine/preflight.ts';
import type { Credits } from '../prices/credits.ts';
import type { Price } from '../prices/prices.ts';
import type { GivenAnswer } from '../questions/answers.ts';
import type { Chapter } from '../steps/chapter.ts';
import type { Language, Words } from '../words.ts';
import { showAnswers, showAnswersFolded, type Reviewed } from './answers-view.ts';
import type { Screen } from './screen.ts';
import { spoken } from './speech.ts';
import { wrap } from './table.ts';

type Colour = 'green' | 'dim' | 'yellow' | 'red';

const actions: Readonly<Record<Action, { mark: string; colour: Colour; word: Words }>> = {
  create: { mark: '+', colour: 'green', word: { en: 'create', ko: '생성' } },
  repair: { mark: '+', colour: 'yellow', word: { en: 'recreate', ko: '다시 생성' } },
  resume: { mark: '…', colour: 'yellow', word: { en: 'resume', ko: '이어서' } },
  change: { mark: '~', colour: 'yellow', word: { en: 'change', ko: '변경' } },
  mend: { mark: '~', colour: 'yellow', word: { en: 'repair', ko: '복구' } },
  remove: { mark: '−', colour: 'red', word: { en: 'delete', ko: '삭제' } },
  keep: { mark: '=', colour: 'dim', word: { en: 'keep', ko: '유지' } },
};

/** What people call what is done with something. */
export const wordFor = (action: PlannedStep['action']): Words => actions[action].word;

/** The word for a step that only waits for something. */
const waitFor: { mark: string; colour: Colour; word: Words } = {
  mark: '◷',
  colour: 'yellow',
  word: { en: 'wait for', ko: '대기' },
};

/** What something costs a month, in a sentence; where not all of it has a price, that it is more. */
export function aMonth({ total, complete }: Price): Words {
  if (complete) return { en: `about ${dollars(total).en} a month`, ko: `월 약 ${dollars(total).ko}` };
  // At least nothing would be read as nothing.
  if (total === 0) return { en: 'an amount that is not known yet', ko: '아직 알 수 없는 금액' };
  return {
    en: `at least ${dollars(total).en} a month (not all prices are known)`,
    ko: `월 ${dollars(total).ko} 이상(가격을 모르는 것이 있음)`,
  };
}

export const dollars = (usd: number): Words => ({ en: `${usd.toFixed(2)} USD`, ko: `${usd.toFixed(2)}달러` });

export interface PlanView {
  readonly chapters: readonly Chapter[];
  readonly plan: readonly PlannedStep[];
  readonly reviewed: readonly Reviewed[];
  readonly price: Price;
}

/** What the sum leaves out, and how old its prices are. */
export function basisOf({ items, asOf, listedOn }: Price): Words {
  const live = items.filter((item) => item.live).length;
  if (live === 0)
    return { en: `excluding traffic and tax; prices as of ${asOf}`, ko: `트래픽과 세금 제외, ${asOf} 기준` };
  if (live === items.length)
    return {
      en: `excluding traffic and tax; AWS prices of ${listedOn}`,
      ko: `트래픽과 세금 제외, ${listedOn} AWS 가격`,
    };
  return {
    en: `excluding traffic and tax; AWS prices of ${listedOn}, the rest as of ${asOf}`,
    ko: `트래픽과 세금 제외, ${listedOn} AWS 가격(나머지는 ${asOf} 기준)`,
  };
}

/** Whether everything is there as it was answered. */
export const isDone = (plan: readonly PlannedStep[]): boolean => plan.every(({ action }) => action === 'keep');

export const nothingToDo: Words = {
  en: '✔ There is nothing to do: all is there as it was answered. A flag changes an answer: `stepway up --help`.',
  ko: '✔ 할 일이 없습니다. 모두 답한 대로 있습니다. 답은 플래그로 바꿉니다: `stepway up --help`.',
};

const tasksOf = (plan: readonly PlannedStep[]): Words[] =>
  plan.flatMap(({ step, action }) =>
    step.making?.task && action !== 'keep' && action !== 'remove' ? step.making.task.ahead : [],
  );

/** What would be done, from which answers, for how much, and what is left to the user. */
export function showPlan(screen: Screen, { chapters, plan, reviewed, price }: PlanView): void {
  const { say, heading } = screen;

  heading({ en: 'Your answers', ko: '입력한 값' });
  showAnswers(screen, reviewed);

  heading({ en: 'Plan', ko: '할 일' });
  for (const chapter of chapters) showChapter(screen, chapter, plan);

  heading({ en: 'Cost', ko: '비용' });
  const unknown = say({ en: 'not in the price table', ko: '가격표에 없음' });
  screen.table(price.items.map(({ what, usd }) => [`  ${say(what)}`, usd === undefined ? unknown : say(dollars(usd))]));
  showTotal(screen, price);
  if (price.note) screen.paragraph({ en: `  ${price.note.en}`, ko: `  ${price.note.ko}` });
  showTasks(screen, plan);
}

function showTotal({ line, say, paint, paragraph }: Screen, price: Price): void {
  const total = `${price.complete ? '' : '≥ '}${say(dollars(price.total))}`;
  line(`  ${paint('bold', say({ en: `${total} a month`, ko: `월 ${total}` }))} ${paint('dim', say(basisOf(price)))}`);
  if (!price.credits) return;
  const { en, ko } = creditsLeft(price.credits);
  paragraph({ en: `  ${en}`, ko: `  ${ko}` });
}

/** What is left of the account's credits, and for how long, in a sentence. */
export function creditsLeft({ usd, until }: Credits): Words {
  const [left, day] = [dollars(usd), dayOf(until)];
  return {
    en: `${left.en} of credits are left: at this price until ${day}, if nothing else uses them.`,
    ko: `남은 크레딧 ${left.ko}: 다른 곳에 쓰지 않으면 이 가격으로 ${day}까지 쓸 수 있습니다.`,
  };
}

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

function showTasks(screen: Screen, plan: readonly PlannedStep[]): void {
  const tasks = tasksOf(plan);
  if (tasks.length === 0) return;
  screen.heading({ en: 'What you need to do', ko: '여러분이 직접 할 일' });
  for (const task of tasks) screen.paragraph({ en: `  • ${task.en}`, ko: `  • ${task.ko}` });
}

/**
 * The same on one screen: the answers, how much is created, the sum; what is changed or deleted is never left out.
 *
 * @param unsaid how many answers are not among those that are shown: defaults that nobody was asked about.
 */
export function showPlanFolded(
  screen: Screen,
  { chapters, plan, reviewed, unsaid, price }: PlanView & { readonly unsaid: number },
): void {
  const { heading, say, paint } = screen;
  heading({ en: 'Your answers', ko: '입력한 값' });
  showAnswersFolded(screen, reviewed);
  if (unsaid > 0)
    screen.remark({ en: `  … ${unsaid} more as usual: ?`, ko: `  … 기본값 그대로인 답 ${unsaid}개 더 있음: ?` });
  heading({ en: 'Plan and cost', ko: '할 일과 비용' });
  const isNew = ({ step, action }: PlannedStep) => action === 'create' && step.create !== undefined;
  const count = plan.filter(isNew).length;
  const parts = chapters.filter(({ steps }) => plan.some((one) => isNew(one) && steps.includes(one.step)));
  const { mark, colour } = actions.create;
  const titles = parts.map(({ title }) => say(title)).join(' · ');
  const created = say({ en: `create ${count}: ${titles}`, ko: `${count}개 생성: ${titles}` });
  if (count > 0) screen.prose(`  ${paint(colour, mark)} ${created}`);
  const rest = plan.filter(({ action }) => action !== 'create' && action !== 'keep');
  for (const chapter of chapters) showChapter(screen, chapter, rest);
  showTotal(screen, price);
  for (const task of tasksOf(plan)) screen.paragraph({ en: `  • you ${task.en}`, ko: `  • 직접 할 일: ${task.ko}` });
}

/** A chapter's steps, those of which the same will be done together; what is only looked up is left out. */
function showChapter(screen: Screen, chapter: Chapter, plan: readonly PlannedStep[]): void {
  const { line, say, paint, width } = screen;
  const mine = plan.filter(({ step }) => chapter.steps.includes(step) && (step.create ?? step.check));
  if (mine.length === 0) return;
  line(`  ${say(chapter.title)}`);
  const groups = new Map<(typeof actions)[Action], PlannedStep[]>();
  for (const one of mine) {
    const waits = !one.step.create && (one.action === 'create' || one.action === 'resume');
    const group = waits ? waitFor : actions[one.action];
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  for (const [{ mark, colour, word }, planned] of groups) {
    const titles = noted(planned, say);
    const count = planned.length > 1 ? ` ${planned.length}` : '';
    const head = paint(colour, `${mark} ${say(word)}${count}`);
    // What stays as it is need not be read.
    if (colour === 'dim') {
      line(`    ${head}`);
      continue;
    }
    const whole = `    ${mark} ${say(word)}: ${titles.join()}`;
    if (titles.length === 1 && stringWidth(whole) <= width) line(`    ${head}: ${titles.join()}`);
    else [head, ...wrap(titles.join(' · '), width - 6).map((one) => `  ${one}`)].forEach((one) => line(`    ${one}`));
  }
}

/** What is done with each, and why; what has the same reason shares it. */
function noted(planned: readonly PlannedStep[], say: Screen['say']): string[] {
  const byNote = new Map<string, string[]>();
  for (const { step, note } of planned) {
    const why = note ? say(note) : '';
    byNote.set(why, [...(byNote.get(why) ?? []), say(step.title)]);
  }
  return [...byNote].flatMap(([why, titles]) => {
    if (!why) return titles;
    return titles.length === 1 ? [`${titles.join()} (${why})`] : [`${why}: ${titles.join(', ')}`];
  });
}

/** What a program reads of a plan. */
interface PlanFacts extends Omit<PlanView, 'reviewed'> {
  readonly answers: ReadonlyMap<string, GivenAnswer>;
  readonly preflight: Preflight;
}

export function planJson(
  { plan, answers, price, chapters, preflight }: PlanFacts,
  name: string,
  region: string,
  language: Language,
) {
  const chapterOf = (step: PlannedStep['step']) => chapters.find((one) => one.steps.includes(step))?.id;
  return {
    name,
    region,
    answers: Object.fromEntries(answers),
    steps: plan.map(({ step, action, note, as }) => ({
      id: as ?? step.id,
      chapter: chapterOf(step),
      title: step.title[language],
      action,
      ...(note && { note: note[language] }),
    })),
    price: {
      currency: 'USD',
      monthly: price.total,
      complete: price.complete,
      asOf: price.asOf,
      live: price.items.some((item) => item.live),
      ...(price.listedOn && { listedOn: price.listedOn }),
      ...(price.note && { note: price.note[language] }),
      ...(price.credits && { credits: { left: price.credits.usd, until: dayOf(price.credits.until) } }),
      items: price.items.map(({ what, usd }) => ({ what: what[language], ...(usd !== undefined && { monthly: usd }) })),
    },
    preflight: preflight.rows.map((row) => spoken(row, language)),
    blocked: blockedBy(preflight) !== undefined,
    todo: tasksOf(plan).map((task) => task[language]),
  };
}
