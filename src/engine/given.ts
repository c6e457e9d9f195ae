import type { Facts } from '../facts.ts';
import type { GivenFacts } from '../state/events.ts';
import { contextOf, type Run } from './run.ts';
import type { AnyStep, Context } from './step.ts';

type Given = Context & GivenFacts;

/** What a step is given, and what it wants. */
export type Wanting = Given & { readonly wanted: Facts };

/** What a step wants its settings to be, from what it is given. */
export const wantedBy = ({ settings = {} }: Pick<AnyStep, 'settings'>, given: Given): Facts =>
  Object.fromEntries(
    Object.entries(settings).map(([name, { wanted }]) => [name, typeof wanted === 'function' ? wanted(given) : wanted]),
  );

/** All that a step works with. What it wants is made up when it asks for it: what it only deletes may lack what for. */
export const givenTo = <More extends GivenFacts>(run: Run, step: AnyStep, facts: More): Wanting & More => {
  const given = Object.assign(contextOf(run, step), facts);
  return Object.defineProperty(given, 'wanted', { get: () => wantedBy(step, given) }) as typeof given & Wanting;
};
