import { pick, same, type Facts, type Json } from '../facts.ts';
import type { GivenFacts } from '../state/events.ts';
import { idOf, type AnyStep } from './step.ts';

/** The names of the values that differ between now and when the resource was created. */
export const differences = (was: Facts, is: Facts): string[] =>
  Object.keys({ ...was, ...is }).filter((name) => !same(was[name], is[name]));

const identity = (need: Json | undefined) => (need && typeof need === 'object' ? idOf(need as Facts) : undefined);

/**
 * The needs that a step has to follow: a different resource than before. A change of the same resource only concerns
 * those that can apply it, and those that look things up; what a step needs no longer concerns nobody.
 */
const otherNeeds = (step: AnyStep, was: Facts, is: Facts): string[] =>
  differences(pick<Facts, string>(was, Object.keys(step.needs)), is).filter(
    (name) => !step.create || step.follows?.live?.includes(name) || identity(was[name]) !== identity(is[name]),
  );

/**
 * The answers that a resource was created from: those that could not be given then are what they amounted to, and those
 * that its step asks for no longer do not matter.
 */
export const answersOf = ({ asks, follows }: AnyStep, { answers }: GivenFacts): Facts =>
  pick<Facts, string>({ ...follows?.former, ...answers }, Object.keys(asks));

/** All changes that a resource created from one would have to follow to equal one created from the other. */
export const changesOf = (step: AnyStep, was: GivenFacts, is: GivenFacts): string[] => [
  ...otherNeeds(step, was.needs, is.needs),
  ...differences(answersOf(step, was), is.answers),
];

/** Of some differences, those that an existing resource of this step cannot follow. */
export const unfollowable = (step: AnyStep, names: readonly string[]): string[] => {
  const { live = [], initial = [], replaces = [] } = step.follows ?? {};
  return step.create ? names.filter((name) => ![...live, ...initial, ...replaces].includes(name)) : [];
};

/** Those with which another one is made beside it. */
export const replacing = (step: AnyStep, names: readonly string[]): string[] =>
  names.filter((name) => step.follows?.replaces?.includes(name));

/** Those with which an existing resource cannot be what is wanted: it stays what it is, or makes way. */
export const immovable = (step: AnyStep, names: readonly string[]): string[] => [
  ...unfollowable(step, names),
  ...replacing(step, names),
];

export const followable = (step: AnyStep, names: readonly string[]): string[] =>
  names.filter((name) => step.follows?.live?.includes(name));
