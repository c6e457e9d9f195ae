import type { Answer, AnyQuestion } from '../questions/question.ts';
import { draftJournal } from '../state/journal.ts';
import type { State } from '../state/state.ts';
import type { Facts } from '../facts.ts';
import type { Answers } from './plan.ts';
import { recover } from './recover.ts';
import { contextOf, type Run } from './run.ts';
import type { AnyStep } from './step.ts';

/**
 * The answers that a stack was built with, as far as what there is of it tells: nothing is recorded yet.
 *
 * @param state of the stack that is looked for: its id and where it is.
 * @param answers what to look with, where nothing tells.
 */
export async function toldAnswers(run: Run, state: State, answers: Answers): Promise<ReadonlyMap<string, Answer>> {
  const draft: Run = { ...run, journal: draftJournal(state, state.name), show: () => undefined };
  await recover(draft, answers);
  const { steps } = draft.journal.state;
  // Of a stack that was never finished, or is half gone, what is not there tells nothing.
  const isWhole = run.steps.some(({ id, outputs }) => {
    const output = steps.get(id)?.output;
    return output && outputs?.(output).url !== undefined;
  });
  const missing = isWhole ? run.steps.filter(({ id }) => !steps.has(id)) : [];
  const absent = missing.map((step) => keyed(step, step.absence ?? {}));
  const told = await Promise.all(run.steps.map((step) => toldBy(draft, step)));
  // What is there tells more than what is not: a site has one entry.
  return new Map([...absent, ...told].flat());
}

async function toldBy(run: Run, step: AnyStep): Promise<[string, Answer][]> {
  const { handle, output } = run.journal.state.steps.get(step.id) ?? {};
  if (!handle || !step.tells) return [];
  const seen = await step.check?.(contextOf(run, step), handle);
  const found = seen && seen.is !== 'gone' ? await seen.found?.() : undefined;
  // What is still being made does not tell its settings.
  if (step.wants && !found?.settings) return [];
  return keyed(step, step.tells(found?.settings ?? {}, output ?? handle));
}

/** By the keys of the questions, instead of the step's own names for them. */
const keyed = ({ asks }: AnyStep, facts: Facts): [string, Answer][] =>
  Object.entries(facts).flatMap(([name, value]) => {
    const key = (asks[name] as AnyQuestion | undefined)?.key;
    return key !== undefined && isAnswer(value) ? [[key, value]] : [];
  });

const isAnswer = (value: unknown): value is Answer => ['string', 'number', 'boolean'].includes(typeof value);
