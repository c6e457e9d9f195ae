import type { AnyStep, Removal } from '../engine/step.ts';
import type { Refused } from '../questions/question.ts';
import type { Words } from '../words.ts';
import type { Connected } from './sign-in.ts';

/**
 * What is said on the way, to whoever an operation is for, and what they decide. Where a decision is left out, there is
 * nobody to ask: what needs a word is refused.
 */
export interface Dialogue {
  signedIn?(connected: Connected): void;
  /** So many resources of a stack that had no state here are recorded in it now. */
  recovered?(name: string, count: number): void;
  /** AWS refuses an answer as soon as it is known who asks; says whether another one was given. */
  refuses?(refused: Refused): Promise<boolean>;
  /** Whether a stack of this name that has no state here is to be taken up. */
  isOurs?(found: Words): Promise<boolean>;
  /** Whether to replace what held data and is missing: the new one is empty. */
  replaces?(lost: Words): Promise<boolean>;
  /** What to do with the data of what will be deleted. */
  dataOf?(holders: readonly AnyStep[]): Promise<Removal['data']>;
}
