import type { Facts } from '../facts.ts';
import type { Words } from '../words.ts';

/** The result of a check before the first write. `unknown`: AWS or the DNS did not tell. */
export interface Verdict {
  readonly result: 'ok' | 'warning' | 'obstacle' | 'unknown';
  /** What was found; an `ok` needs no text. */
  readonly what?: Words;
  /** Of an `ok`: people should read it all the same. */
  readonly noteworthy?: true;
  readonly fix?: Words;
  /** Of an obstacle: whether an answer has to change, or the account. */
  readonly kind?: 'usage' | 'aws';
}

export const ok: Verdict = { result: 'ok' };
export const noteworthy = (what: Words): Verdict => ({ result: 'ok', what, noteworthy: true });
export const warning = (what: Words, fix: Words): Verdict => ({ result: 'warning', what, fix });
export const obstacle = (what: Words, fix: Words, kind: Verdict['kind'] = 'aws'): Verdict => ({
  result: 'obstacle',
  what,
  fix,
  kind,
});
export const unknown = (what: Words): Verdict => ({ result: 'unknown', what });

/** One check that can be made before the first write. */
export interface Check<Given> {
  readonly about: Words;
  /** The id of another step, where it belongs to the checks of that one: who leaves those out leaves it out. */
  readonly among?: string;
  /**
   * Asks, and changes nothing; undefined when there is nothing to report. What AWS refuses to answer is `unknown`.
   *
   * @param id of the resource that is to be changed; absent when it is to be created.
   * @param was the answers that it was created from, or last changed to.
   */
  ask(given: Given, id?: string, was?: Facts): Promise<Verdict | undefined>;
}
