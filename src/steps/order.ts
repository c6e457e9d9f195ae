import { alternatives } from '../engine/needs.ts';
import type { AnyStep } from '../engine/step.ts';

/** The same steps, each after those it may need; otherwise in their original order. */
export function inOrder(steps: readonly AnyStep[]): AnyStep[] {
  const ordered = new Set<AnyStep>();
  const place = (step: AnyStep) => {
    if (ordered.has(step)) return;
    for (const need of Object.values(step.needs)) alternatives(need).forEach(place);
    ordered.add(step);
  };
  steps.forEach(place);
  return [...ordered];
}
