import type { Target } from '../deploy/deployments.ts';
import type { Outputs } from '../engine/outputs.ts';
import type { AnyStep } from '../engine/step.ts';
import type { State } from '../state/state.ts';

/** What the steps that are ready have to tell; several may tell parts of one thing. */
export function outputsOf(steps: readonly AnyStep[], state: State): Outputs {
  const told = steps.flatMap((step) => {
    const output = state.steps.get(step.id)?.output;
    return output ? Object.entries(step.says?.outputs?.(output) ?? {}) : [];
  });
  const all: Record<string, unknown> = {};
  for (const [name, value] of told)
    all[name] = typeof value === 'object' && !Array.isArray(value) ? Object.assign({}, all[name], value) : value;
  return all;
}

/** Where deployments of a stack go; undefined as long as anything of it is not there. */
export function targetOf({ delivery }: Outputs): Target | undefined {
  const { bucket, application, deploymentGroup } = delivery ?? {};
  return bucket && application && deploymentGroup ? { bucket, application, deploymentGroup } : undefined;
}
