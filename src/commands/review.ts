import { Trouble } from '../errors.ts';
import type { Prepared } from '../operations/prepare.ts';
import type { Decision } from '../operations/up.ts';
import { oneLine } from '../plain.ts';
import { WentBack, type Answers, type Person } from '../questions/answers.ts';
import { inWords, type Answer, type AnyQuestion, type Choice, type Refused } from '../questions/question.ts';
import type { State } from '../state/state.ts';
import { chapters, questions } from '../steps/index.ts';
import type { Reviewed } from '../ui/answers-view.ts';
import { isDone, showPlan, showPlanFolded } from '../ui/plan-view.ts';
import { showPreflight, showPreflightFolded } from '../ui/preflight-view.ts';
import { linesOf, type Screen } from '../ui/screen.ts';
import { inEach, type Words } from '../words.ts';

/** Letters that say neither yes nor no, and digits for when they are used up. */
const letters = 'abcdefghijklmopqrstuvwxz123456789'.split('');

/**
 * All answers, in the order in which they are asked for.
 *
 * @param before what they were when they were last shown, or built.
 * @param keys what to press to change one, for the first, the second …
 */
export function reviewed(
  answers: Answers,
  before: ReadonlyMap<string, Answer> = new Map(),
  keys: readonly string[] = [],
): readonly Reviewed[] {
  const left = keys.values();
  return questions.flatMap((question): Reviewed[] => {
    const answer = answers.isOpen(question) ? answers.all.get(question.key) : undefined;
    if (!answer) return [];
    const key = answers.canChange(question) ? left.next().value : undefined;
    const was = before.get(question.key);
    const isChanged = was !== undefined && was !== answer.value;
    return [{ question, ...answer, ...(key !== undefined && { key }), ...(isChanged && { was }) }];
  });
}

const named = (question: AnyQuestion, answers: Answers): Words => {
  const value = inWords(question, answers.all.get(question.key)?.value ?? '');
  return inEach((language) => `${question.title[language]}: ${oneLine(value[language])}`);
};

/**
 * Gives another answer; says whether it was.
 *
 * @param instead what is offered in place of an answer that was refused.
 */
async function change(answers: Answers, question: AnyQuestion, instead?: readonly Choice<string>[]): Promise<boolean> {
  try {
    await answers.change(question, instead);
    return true;
  } catch (error) {
    if (error instanceof WentBack) return false;
    throw error;
  }
}

/** Lets the person choose an answer and give another one; says whether it was. */
async function changeAny(screen: Screen, asker: Person, answers: Answers): Promise<boolean> {
  const open = questions.filter((question) => answers.canChange(question));
  const none = { value: '', name: { en: 'None', ko: '바꾸지 않음' } };
  const key = await asker.choose(screen.say({ en: 'Which answer do you want to change?', ko: '어떤 답을 바꿀까요?' }), [
    ...open.map((question) => ({ value: question.key, name: named(question, answers) })),
    none,
  ]);
  const question = open.find((one) => one.key === key);
  return question !== undefined && change(answers, question);
}

interface Reviewing {
  readonly screen: Screen;
  /** Lines of the terminal. */
  readonly rows: number;
  readonly asker: Person | undefined;
  readonly answers: Answers;
  /** What the stack was built from, if it was. */
  readonly built: State['answers'] | undefined;
}

/** Lines that the last question takes, with what can be pressed, and the price above it. */
const rowsOfQuestion = 4;

const sayLeft: Words = {
  en: 'Nothing was created. Your answers are saved: run the same command to continue, or use flags to change them.',
  ko: '아무것도 만들지 않았습니다. 답은 저장되어 있으니 같은 명령으로 이어서 하거나 플래그로 바꿀 수 있습니다.',
};

/** Nobody was asked, and nobody decided otherwise. */
const isUsual = ({ question, from, was }: Reviewed) =>
  question.unasked !== undefined && from === 'default' && was === undefined;

/** All but the last so many of those. */
function without(all: readonly Reviewed[], unsaid: number): readonly Reviewed[] {
  const usual = all.filter(isUsual);
  const left = new Set(usual.slice(usual.length - unsaid));
  return all.filter((one) => !left.has(one));
}

/** Shows a plan, folded where it would scroll away, and takes the last word on it. */
export function review({ screen, rows, asker, answers, built }: Reviewing) {
  let before: ReadonlyMap<string, Answer> = new Map([...(built ?? [])].map(([key, { value }]) => [key, value]));
  let all: readonly Reviewed[] = [];
  let whole: (() => void) | undefined;

  return {
    show({ plan, price, preflight }: Prepared) {
      // Where there is nothing to do, nothing is asked.
      all = reviewed(answers, before, asker && !isDone(plan) ? letters : []);
      before = new Map(all.map(({ question, value }) => [question.key, value]));
      const show = (on: Screen) => {
        // What blocks the plan is shown last, as the error.
        showPlan(on, { chapters, plan, reviewed: all, price });
        showPreflight(on, preflight.rows, 'obstacle');
      };
      const fits = (shown: (on: Screen) => void) => linesOf(screen, shown).length <= rows - rowsOfQuestion;
      const isTooLong = asker && !screen.plain && !fits(show);
      whole = isTooLong ? () => show(screen) : undefined;
      if (!isTooLong) return show(screen);
      const folded = (unsaid: number) => (on: Screen) => {
        showPlanFolded(on, { chapters, plan, reviewed: without(all, unsaid), unsaid, price });
        showPreflightFolded(on, preflight.rows);
      };
      const most = all.filter(isUsual).length;
      let unsaid = 0;
      while (unsaid < most && !fits(folded(unsaid))) unsaid++;
      folded(unsaid)(screen);
    },

    /** One key builds it, changes an answer, shows all of the plan, or leaves. */
    async decide(question: Words): Promise<Decision> {
      if (!asker) return 'build';
      const keys = [...all.flatMap(({ key }) => key ?? []), ...(whole ? ['?'] : [])];
      const more: Words = whole ? { en: ' · ?: whole plan', ko: ' · ?: 계획 전체' } : { en: '', ko: '' };
      for (;;) {
        screen.line();
        screen.remark({
          en: `Enter: go on · letter: change it${more.en} · n: leave, answers are kept`,
          ko: `Enter: 진행 · 글자: 그 답 바꾸기${more.ko} · n: 나가기(답은 저장됨)`,
        });
        const said = await asker.agreeOr(screen.say(question), keys).catch(backToMenu);
        if (said === true) return 'build';
        if (said === false) {
          screen.paragraph(sayLeft);
          return 'leave';
        }
        const picked = said === undefined ? undefined : all.find(({ key }) => key === said)?.question;
        if (said === '?') whole?.();
        else if (picked ? await change(answers, picked) : await changeAny(screen, asker, answers)) return 'change';
      }
    },
  };
}

/** Going back from the last question leads to the list of all that were asked. */
function backToMenu(error: unknown): undefined {
  if (!(error instanceof WentBack)) throw error;
}

/** The questions whose flags an advice names, in its order: what it tells to change. */
const namedIn = ({ todo, what }: Trouble, all: readonly AnyQuestion[]): readonly AnyQuestion[] => {
  const flags = new Set(Array.from(`${what.en} ${todo.en}`.matchAll(/--(?:no-)?([a-z][a-z-]*)/g), ([, key]) => key));
  return [...flags].flatMap((flag) => all.find(({ key }) => flag === key) ?? []);
};

/** Asks again for an answer that AWS refuses at once, and offers what it takes; says whether another was given. */
export async function askAgain(screen: Screen, asker: Person, answers: Answers, refused: Refused): Promise<boolean> {
  const { question, near, elsewise } = refused;
  screen.trouble(new Trouble(refused.kind, refused.why, refused.todo));
  screen.line();
  if (!elsewise) return change(answers, question, near);
  const all = [
    { to: elsewise.question, ...elsewise.choice },
    ...near.map((choice) => ({ to: question, ...choice })),
    { to: undefined, name: { en: 'Something else', ko: '다른 값' } },
  ];
  const choices = all.map(({ name }, at) => ({ value: String(at), name }));
  const picked = await asker.choose(screen.say(question.message), choices).catch(backToMenu);
  if (picked === undefined) return false;
  const one = all[Number(picked)];
  if (!one?.to) return change(answers, question, []);
  answers.give(one.to, one.value);
  return true;
}

/**
 * Leads from a refusal back to the question that caused it: its answer is what Enter changes.
 *
 * @returns whether to look again; not when no answer could help, or the person leaves.
 */
export async function mend(screen: Screen, asker: Person, answers: Answers, trouble: Trouble): Promise<boolean> {
  const open = questions.filter((question) => answers.canChange(question));
  const causes = namedIn(trouble, open);
  if (causes.length === 0 && trouble.kind !== 'usage') return false;
  screen.trouble(trouble);
  screen.line();
  for (;;) {
    const choice = await asker.choose(screen.say({ en: 'What now?', ko: '어떻게 할까요?' }), [
      ...causes.map((question) => {
        const words = named(question, answers);
        return { value: question.key, name: { en: `Change ${words.en}`, ko: `바꾸기 ${words.ko}` } };
      }),
      { value: '*', name: { en: 'Change another answer', ko: '다른 답 바꾸기' } },
      { value: '+', name: { en: 'Check again: it is solved', ko: '해결했으니 다시 확인하기' } },
      { value: '-', name: { en: 'Leave: the answers are saved', ko: '나가기: 답은 저장되어 있음' } },
    ]);
    if (choice === '-') return false;
    if (choice === '+') return true;
    const question = causes.find(({ key }) => key === choice);
    if (question ? await change(answers, question, []) : await changeAny(screen, asker, answers)) return true;
  }
}
