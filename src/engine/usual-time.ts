import { choose, needsOf, type Answers } from './choose.ts';
import type { AnyStep } from './step.ts';

/** Seconds until a resource is usually ready. What waits for the user counts as none: that time is unknown. */
export const usual = ({ making: { takes, task } = {} }: AnyStep) => (takes && !task ? takes.usual : 0);

/**
 * Seconds until all of these are ready, when each takes as long as usual and begins as soon as what it needs is there.
 *
 * @param steps each after those that it needs.
 * @param left seconds that a step still takes.
 */
export function timeLeft(steps: readonly AnyStep[], left: (step: AnyStep) => number = usual): number {
  const chosen = new Set(steps);
  const readyAfter = new Map<AnyStep, number>();
  for (const step of steps) {
    const needs = Object.values(needsOf(step, chosen)).map((need) => readyAfter.get(need) ?? 0);
    readyAfter.set(step, Math.max(0, ...needs) + left(step));
  }
  return Math.max(0, ...readyAfter.values());
}

/** Seconds to build what these answers ask for. */
export const usualTime = (steps: readonly AnyStep[], answers: Answers): number => timeLeft(choose(steps, answers));
