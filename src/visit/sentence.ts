import type { Words } from '../words.ts';

/** What a visitor sees, in a sentence, and what to do about it. */
export interface Meaning {
  readonly what: Words;
  /** Absent where there is nothing to do. */
  readonly todo?: Words | undefined;
}
