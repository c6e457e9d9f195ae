import type { Facts } from '../facts.ts';
import type { Answer } from '../questions/question.ts';
import { alternatives, isOptional } from './needs.ts';
import type { AnyStep } from './step.ts';

/** Question keys and their values, looked up where the answer left something open (`auto`, `my-ip`). */
export type Answers = ReadonlyMap<string, Answer>;

/** The answers a step asked for, under its own names for them. */
export const answersFor = (step: AnyStep, answers: Answers): Facts =>
  Object.fromEntries(Object.entries(step.asks).map(([name, question]) => [name, answers.get(question.key)]));

/** The steps that the answers ask for: those whose `when` agrees and whose needs are met. */
export function choose(steps: readonly AnyStep[], answers: Answers): AnyStep[] {
  const chosen = new Set<AnyStep>();
  for (const step of steps) {
    if (step.former || step.passing || (step.when && !step.when(answersFor(step, answers)))) continue;
    const met = Object.values(step.needs).every(
      (need) => isOptional(need) || alternatives(need).some((one) => chosen.has(one)),
    );
    if (met) chosen.add(step);
  }
  return [...chosen];
}

/** The step that meets each need, by the need's name; an optional need may be missing. */
export const needsOf = (step: AnyStep, chosen: ReadonlySet<AnyStep>): Record<string, AnyStep> =>
  Object.fromEntries(
    Object.entries(step.needs).flatMap(([name, need]) => {
      const met = alternatives(need).find((one) => chosen.has(one));
      if (!met && isOptional(need)) return [];
      if (!met) throw new Error(`${step.id} needs ${name}, which is not in the plan`);
      return [[name, met]];
    }),
  );

/** What it is given of those, by the need's name. */
export const needsFrom = (
  step: AnyStep,
  chosen: ReadonlySet<AnyStep>,
  outputOf: (need: AnyStep) => Facts | undefined,
): Facts => Object.fromEntries(Object.entries(needsOf(step, chosen)).map(([name, need]) => [name, outputOf(need)]));

const isLookup = (step: AnyStep) => !step.create && !step.check;

/** The lookups that need nothing but lookups: what can be known before anything is created. */
export function earlyLookups(chosen: ReadonlySet<AnyStep>): AnyStep[] {
  const early = new Set<AnyStep>();
  for (const step of chosen)
    if (isLookup(step) && Object.values(needsOf(step, chosen)).every((need) => early.has(need))) early.add(step);
  return [...early];
}
