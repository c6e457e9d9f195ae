import type { Tagged } from '../aws/tagged.ts';
import type { Facts } from '../facts.ts';
import type { Words } from '../words.ts';

/** What there is of a resource, for the engine to compare with what it should be. */
export interface Found {
  /** Absent for what cannot carry tags. */
  readonly tags?: Tagged;
  /** By their names in the step's table. */
  readonly settings?: Facts;
}

/** What has to be put back. */
export interface Drift {
  readonly tags?: Tagged;
  readonly settings: boolean;
}

/** Asked for only when it is compared. */
interface Comparable {
  readonly found?: () => Found | Promise<Found>;
}

/** What AWS says about a resource right now. */
export type Seen<Extra> =
  /** `note` is what is worth knowing of it although it works. */
  | ({ readonly is: 'ready'; readonly output: Extra; readonly note?: Words } & Comparable)
  /** `fix` is what to do if it stays so or, when it waits for the user, what the user has to do. */
  | ({ readonly is: 'pending'; readonly note: Words; readonly fix?: Words } & Comparable)
  /**
   * It exists, but differs from what was created; `change` repairs it. `fix`: what to do if it never was right.
   * `drift`: what the engine found by comparing.
   */
  | ({ readonly is: 'drifted'; readonly note: Words; readonly fix?: Words; readonly drift?: Drift } & Comparable)
  /** `note` is what is in its place. */
  | { readonly is: 'gone'; readonly note?: Words };

export function ready(): Seen<Record<never, never>>;
export function ready<const Extra>(output: Extra, found?: Comparable['found'], note?: Words): Seen<Extra>;
export function ready(output: object = {}, found?: Comparable['found'], note?: Words): Seen<object> {
  return { is: 'ready', output, ...(found && { found }), ...(note && { note }) };
}
/** It is there, which is all that it takes to be ready, and this is what there is of it. */
export const there = (found: Found): Seen<Record<never, never>> => ready({}, () => found);
const notReady =
  (is: 'pending' | 'drifted') =>
  (note: Words, fix?: Words, found?: Comparable['found']): Seen<never> => ({
    is,
    note,
    ...(fix && { fix }),
    ...(found && { found }),
  });
/** With `found`: it may never become ready as long as it is not what it should be. */
export const pending = notReady('pending');
export const drifted = notReady('drifted');
export const gone: Seen<never> = { is: 'gone' };
/** Gone, because something else has taken its place. */
export const replaced = (note: Words): Seen<never> => ({ is: 'gone', note });
