import type { AnyStep } from '../engine/step.ts';
import type { AnyQuestion } from '../questions/question.ts';
import type { Words } from '../words.ts';

/** A part of the way that can be explained in a few sentences. */
export interface Chapter {
  readonly id: string;
  readonly title: Words;
  /** Why there is such a thing at all, for somebody who has never heard of it. */
  readonly why: Words;
  /** The questions asked here, in order; a step may use those of any chapter. */
  readonly asks: readonly AnyQuestion[];
  readonly steps: readonly AnyStep[];
}
