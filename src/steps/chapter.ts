import type { ByHand } from '../cli-commands/by-hand.ts';
import type { AnyStep } from '../engine/step.ts';
import type { AnyQuestion } from '../questions/question.ts';
import type { Words } from '../words.ts';

/** The places of the chain between a visitor and the data, from the outside in. */
export const places = [
  'delegation',
  'certificate',
  'records',
  'network',
  'entry',
  'firewall',
  'health',
  'server',
  'data',
  'delivery',
] as const;

/** One link of that chain: it holds when all its steps do. */
export interface Link {
  readonly id: string;
  readonly title: Words;
  readonly steps: readonly AnyStep[];
}

/** Links of the same id are one. */
export interface PlacedLink extends Link {
  readonly at: (typeof places)[number];
}

/** A part of the build that a few sentences can explain. */
export interface Chapter {
  readonly id: string;
  readonly title: Words;
  /** Why it exists at all, for someone who has never heard of it. */
  readonly why: Words;
  /** The questions asked here, in order; a step may use those of any chapter. */
  readonly asks: readonly AnyQuestion[];
  readonly steps: readonly AnyStep[];
  /** What `doctor` looks at; steps without a link are looked at last. */
  readonly links?: readonly PlacedLink[];
  /** What of `--show-commands` does not follow from the calls of its steps. */
  readonly script?: readonly ByHand[];
}
