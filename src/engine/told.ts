import { Stranger } from '../aws/tags.ts';
import { Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import type { Answer } from '../questions/question.ts';
import { draftJournal } from '../state/journal.ts';
import { idsIn, type State } from '../state/state.ts';
import { answersFor, type Answers } from './choose.ts';
import { recover } from './recover.ts';
import { contextOf, type Run } from './run.ts';
import type { AnyStep } from './step.ts';

interface Told {
  /** The answers that it was built with, by the keys of the questions. */
  readonly told: ReadonlyMap<string, Answer>;
  /** The ids of what was found. */
  readonly ids: ReadonlySet<unknown>;
  /** What may be of it and has lost its tags. */
  readonly untagged: readonly Trouble[];
}

/**
 * Looks for all there is of a stack without a state, and for the answers that it was built with: nothing is recorded.
 *
 * @param state of the stack that is looked for: its id and where it is.
 * @param answers what to look with, where nothing tells.
 * @param isGiven whether somebody has said an answer, by the key of its question: that counts.
 * @throws Trouble `aws` when something of its name has lost its tags.
 * @throws Trouble `usage` when something is missing that the rest shows was wanted: nobody may guess what for.
 */
export async function toldAnswers(
  run: Run,
  state: State,
  answers: Answers,
  isGiven: (key: string) => boolean,
): Promise<Told> {
  const draft: Run = { ...run, journal: draftJournal(state, state.name), show: () => undefined };
  const strangers = new Map<AnyStep, Stranger>();
  await recover(draft, answers, (step, trouble) => {
    if (trouble instanceof Stranger) strangers.set(step, trouble);
  });
  const { steps } = draft.journal.state;
  const here = run.steps.filter(({ id }) => steps.get(id)?.handle);
  const told = new Map((await Promise.all(here.map((step) => toldBy(draft, step)))).flat());
  // Of a stack that was never finished, or is half gone, what is not there tells nothing.
  const isWhole = here.some(({ id, says }) => {
    const output = steps.get(id)?.output;
    return output && says?.outputs?.(output).url !== undefined;
  });
  // What lost its tags is not absent; what the stack would not make is not its.
  const likely = new Map([...answers, ...told]);
  const untagged = [...strangers].flatMap(([step, stranger]) =>
    step.when?.(answersFor(step, likely)) === false ? [] : mayBeOurs(stranger, step, state),
  );
  if (isWhole && untagged[0]) throw untagged[0];
  for (const missing of isWhole ? run.steps.filter((step) => !here.includes(step)) : [])
    for (const [key, value] of keyed(missing, missing.says?.absence ?? {})) {
      if (told.has(key)) continue;
      const without = new Map<string, Answer>([...answers, ...told, [key, value]]);
      const others = here.find((step) => asks(step, key) && step.when?.(answersFor(step, without)) === false);
      if (others && !isGiven(key)) throw contradiction(missing, others, key);
      if (!others) told.set(key, value);
    }
  return { told, ids: idsIn(draft.journal.state), untagged };
}

/** Who looks for a stack of theirs is not told to delete what may be a part of it. */
const mayBeOurs = ({ kind, what }: Stranger, step: AnyStep, { id, name }: State) => {
  const tags = `stepway:id=${id}, stepway:name=${name}, stepway:step=${step.id}`;
  return new Trouble(kind, what, {
    en: `It was left unchanged. If it belongs to this stack and lost its tags, put them back (${tags}) and run the command again; if not, choose another --name.`,
    ko: `그 자원은 건드리지 않았습니다. 이 스택의 자원인데 태그가 없어진 것이면 태그를 다시 붙이고(${tags}) 다시 실행하세요. 아니면 다른 --name을 쓰세요.`,
  });
};

const asks = (step: AnyStep, key: string) => Object.values(step.asks).some((question) => question.key === key);

const contradiction = (missing: AnyStep, there: AnyStep, key: string) =>
  new Trouble(
    'usage',
    {
      en: `The stack has no ${missing.title.en}, although there is: ${there.title.en}.`,
      ko: `스택에 있어야 할 자원이 없습니다: ${missing.title.ko}. 함께 쓰는 자원은 있습니다: ${there.title.ko}.`,
    },
    {
      en: `Nothing was changed. Say with --${key} whether it is to be made anew (its data is not coming back), or whether the stack goes on without it.`,
      ko: `아무것도 바꾸지 않았습니다. 새로 만들지(데이터는 돌아오지 않습니다), 없이 계속할지 지정하세요(--${key}).`,
    },
  );

async function toldBy(run: Run, step: AnyStep): Promise<[string, Answer][]> {
  const { handle, output } = run.journal.state.steps.get(step.id) ?? {};
  if (!handle || !step.says?.answers) return [];
  // What AWS has given up on, or is still making, does not tell its settings.
  const seen = await step.check?.(contextOf(run, step), handle).catch((error: unknown) => {
    if (error instanceof Trouble) return undefined;
    throw error;
  });
  const found = seen && seen.is !== 'gone' ? await seen.found?.() : undefined;
  if (step.settings && !found?.settings) return [];
  return keyed(step, step.says.answers(found?.settings ?? {}, output ?? handle));
}

/** By the keys of the questions, instead of the step's own names for them. */
const keyed = ({ asks: questions }: AnyStep, facts: Facts): [string, Answer][] =>
  Object.entries(facts).flatMap(([name, value]) => {
    const key = questions[name]?.key;
    return key !== undefined && isAnswer(value) ? [[key, value]] : [];
  });

const isAnswer = (value: unknown): value is Answer => ['string', 'number', 'boolean'].includes(typeof value);
