import type { Answer, Answered, AnyQuestion, Setting } from '../questions/question.ts';
import type { State } from '../state/state.ts';
import type { Part } from '../steps/chapter.ts';
import { additions } from '../steps/index.ts';
import { monthlyOf } from './outlook.ts';

/** How a part stands in a stack. */
export interface PartRow {
  readonly part: Part;
  readonly on: boolean;
  /** USD a month that the stack costs more with it, before traffic. */
  readonly usd: number;
}

/** The answers of a stack, or what `up` would take without any. */
export const answeredIn = (state: State | undefined, setting: Setting): Answered => {
  const answered: Answered = (question) =>
    (state?.answers.get(question.key)?.value as never) ?? question.fallback?.(setting, answered);
  return answered;
};

const instead = (answered: Answered, others: ReadonlyMap<AnyQuestion, Answer>): Answered => {
  return (question) => (others.get(question) as never) ?? answered(question);
};

/** Whether a part makes sense beside the other answers: a standby without a database does not. */
export const suits = ({ question }: Part, answered: Answered): boolean => question.when?.(answered) ?? true;

/** What can be added to these answers or removed from them, in the order of the chapters. */
export function partsOf(answered: Answered): readonly PartRow[] {
  return additions
    .filter((part) => suits(part, answered))
    .map((part) => {
      const { question, off } = part;
      const on = usualOf(part, answered) ?? question.suchAs?.[0];
      const present = part.isOn(answered);
      const without = instead(answered, new Map(off.map(({ question, answer }) => [question, answer])));
      const withIt = present || on === undefined ? answered : instead(answered, new Map([[question, on]]));
      return { part, on: present, usd: Math.round((monthlyOf(withIt) - monthlyOf(without)) * 100) / 100 };
    });
}

/** What `add` takes where nobody is asked; undefined where somebody has to say. */
export const usualOf = (part: Part, answered: Answered): Answer | undefined => part.on?.(answered, monthlyOf);
