import type { Facts } from '../facts.ts';
import type { AnyStep, Need, OutputOf, Yields } from './step.ts';

/** The one of these steps that is in the plan; their outputs are of one type. */
interface Either<Output> extends Yields<Output> {
  readonly oneOf: readonly AnyStep[];
}

/** A step that is used if it is in the plan, and optional otherwise. */
interface Optional<Output> extends Yields<Output | undefined> {
  readonly oneOf: readonly AnyStep[];
  readonly optional: true;
}

/** A need that any of these steps meets; exactly one of them is in a plan. */
export function either<const Steps extends readonly AnyStep[]>(
  ...oneOf: Steps
): Either<OutputOf<Steps[number]> & Facts> {
  return { oneOf };
}

/** A need that is not in every plan: a resource created without it follows when it is added or removed. */
export const optional = <Output extends Facts>(need: Need & Yields<Output>): Optional<Output> => ({
  oneOf: alternatives(need),
  optional: true,
});

export const isOptional = (need: Need): boolean => 'optional' in need;

export const alternatives = (need: Need): readonly AnyStep[] => ('oneOf' in need ? need.oneOf : [need]);
