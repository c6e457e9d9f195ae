import { createHash } from 'node:crypto';
import type { DBInstance } from '@aws-sdk/client-rds';
import { tagValue } from '../../aws/tags.ts';
import type { Facts } from '../../facts.ts';

/** Made with nothing in it. */
export const empty = 'empty';

/** A moment in UTC, to the second, as in `2026-11-27T15:00:00Z`: all else that data can come from is a snapshot. */
export const isMoment = (from: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(from);

/** A moment in milliseconds since 1970 as an answer has it. */
export const momentAnswer = (moment: number): string => new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');

/** What a database was made from; one that is older than the question was empty. */
export const sourceOf = (handle: Facts): string =>
  'from' in handle && typeof handle['from'] === 'string' ? handle['from'] : empty;

/** The tag that says it on the database itself. */
export const fromTag = 'stepway:from';

/** The same from its tags, where the state was lost. */
export const sourceTold = ({ TagList }: DBInstance): string => tagValue(TagList, fromTag) ?? empty;

/**
 * The identifier of the database that is made from there: two of them are beside each other for a while. It ends as that
 * of the first one, by which policies know it.
 */
export function identifierFor(name: string, from: string): string {
  if (from === empty || from === 'auto') return name;
  const stamp = isMoment(from)
    ? `t${from.replace(/\D/g, '')}`
    : `s${createHash('sha256').update(from).digest('hex').slice(0, 12)}`;
  return name.replace(/-database$/, `-${stamp}-database`);
}
