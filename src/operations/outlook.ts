import { answersFor, choose, type Answers as Settled } from '../engine/choose.ts';
import { answersOf } from '../engine/differences.ts';
import { remains, type PlannedStep } from '../engine/plan.ts';
import type { AnyStep } from '../engine/step.ts';
import { usualTime } from '../engine/usual-time.ts';
import type { Listed } from '../prices/kept.ts';
import { priceOf, together, type Price, type PriceItem } from '../prices/prices.ts';
import type { Answers } from '../questions/answers.ts';
import type { Answer, Answered } from '../questions/question.ts';
import { idsOf, type State } from '../state/state.ts';
import { region } from '../steps/account/questions.ts';
import { questions, steps } from '../steps/index.ts';

/** What of these steps costs money every month, as it was answered. */
export const itemsOf = (chosen: readonly AnyStep[], answers: Settled): readonly PriceItem[] =>
  together(chosen.flatMap((step) => step.says?.price?.(answersFor(step, answers)) ?? []));

const asBefore = (items: readonly PriceItem[]): readonly PriceItem[] =>
  items.map((item) => ({ ...item, what: { en: `${item.what.en}, the one before`, ko: `${item.what.ko}, 이전 것` } }));

/** What of a stack costs money every month, as it was made: also what stays beside what has taken its place. */
export const itemsIn = (state: State): readonly PriceItem[] =>
  together(
    steps.flatMap((step) =>
      idsOf(state, step.id).flatMap((id) => {
        const recorded = state.steps.get(id);
        const items = recorded ? (step.says?.price?.(answersOf(step, recorded.given)) ?? []) : [];
        if (id === step.id) return items;
        return remains(step) ? asBefore(items) : [];
      }),
    ),
  );

/** What of a plan stays beside what takes its place, as long as nobody removes it. */
export const itemsBeside = (plan: readonly PlannedStep[]): readonly PriceItem[] =>
  plan.flatMap(({ step, beside }) => (beside ? asBefore(step.says?.price?.(beside) ?? []) : []));

/** @param listed the day's prices, as far as they are there. */
export function priceOfSteps(chosen: readonly AnyStep[], answers: Settled, listed?: Listed): Price {
  // Before a region is chosen: where most of those who have not chosen yet will build.
  const where = String(answers.get(region.key) ?? region.example);
  return priceOf(itemsOf(chosen, answers), where, listed?.(where));
}

/**
 * What these answers come to, in USD a month. Where not every price of the region is known, by those of the region in
 * which most build.
 */
export function monthlyOf(answered: Answered, listed?: Listed): number {
  const answers = new Map(
    questions.flatMap((question) => {
      const value = answered(question);
      return value === undefined ? [] : [[question.key, value] as const];
    }),
  );
  const items = itemsOf(choose(steps, answers), answers);
  const where = String(answers.get(region.key));
  const there = priceOf(items, where, listed?.(where));
  return there.complete ? there.total : priceOf(items, String(region.example)).total;
}

/** What the answers so far, and defaults for the rest, come to. */
export interface Outlook {
  readonly steps: ReadonlySet<AnyStep>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly price: Price;
  /** Seconds that AWS usually takes. */
  readonly seconds: number;
}

/** What it comes to if every other question takes its default. */
export function outlookOf(answers: Answers, listed?: Listed): Outlook {
  const preview = answers.preview(questions);
  const chosen = choose(steps, preview);
  return {
    steps: new Set(chosen),
    answers: preview,
    price: priceOfSteps(chosen, preview, listed),
    seconds: usualTime(steps, preview),
  };
}
