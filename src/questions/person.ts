import type { Respondent } from './answers.ts';
import type { Choice } from './question.ts';

/** A person at the terminal. */
export interface Person extends Respondent {
  /** A yes or no that is not a question of the set-up. Rejects with `WentBack` when it is neither. */
  agree(message: string, fallback?: boolean): Promise<boolean>;
  choose<T extends string>(message: string, choices: readonly Choice<T>[]): Promise<T>;
  type(message: string): Promise<string>;
}
