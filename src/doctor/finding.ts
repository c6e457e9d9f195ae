import type { Words } from '../words.ts';

/** What is broken, and the one thing to do about it. */
export interface Finding {
  readonly link: string;
  readonly cause: Words;
  readonly fix: Words;
  /** What does it, ready to be typed. */
  readonly command?: string;
  /** Whether `stepway up` puts it right without asking for anything that cannot be undone. */
  readonly mendable: boolean;
  /** Whether only the user can do it. */
  readonly users: boolean;
  /** Whether it may pass by itself. */
  readonly passing?: true;
}
