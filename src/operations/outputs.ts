import type { Outputs } from '../engine/outputs.ts';
import type { AnyStep } from '../engine/step.ts';
import type { State } from '../state/state.ts';

/** What the steps that are ready have to tell; several may tell something about the delivery. */
export function outputsOf(steps: readonly AnyStep[], state: State): Outputs {
  const told = steps.flatMap((step) => {
    const output = state.steps.get(step.id)?.output;
    return (output && step.says?.outputs?.(output)) ?? [];
  });
  const delivery = Object.assign({}, ...told.map((one) => one.delivery)) as NonNullable<Outputs['delivery']>;
  const all = Object.assign({}, ...told) as Outputs;
  return { ...all, ...(all.delivery && { delivery }) };
}
