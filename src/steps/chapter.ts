import type { AnyStep } from '../engine/step.ts';
import type { AnyQuestion } from '../questions/question.ts';
import type { Words } from '../words.ts';

/** A part of the build that a few sentences can explain. */
export interface Chapter {
  readonly id: string;
  readonly title: Words;
  /** Why it exists at all, for someone who has never heard of it. */
  readonly why: Words;
  /** The questions asked here, in order; a step may use those of any chapter. */
  readonly asks: readonly AnyQuestion[];
  readonly steps: readonly AnyStep[];
}
