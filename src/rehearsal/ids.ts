import { createHash } from 'node:crypto';

/** The account that every rehearsal plays in: the one AWS's own documentation uses. */
export const accountId = '123456789012';

/** The ARN of the signed-in user. */
export const callerOf = ({ caller }: { readonly caller: string }): string =>
  `arn:aws:${caller.replace('::', `::${accountId}:`)}`;

/** `length` hexadecimal digits that look random and are always the same for the same seed. */
export const hex = (seed: string, length: number): string =>
  createHash('sha256').update(seed).digest('hex').slice(0, length);

/** Capital letters and digits, as in the ids of Route 53 and IAM. */
export const capitals = (seed: string, length: number): string =>
  BigInt(`0x${hex(seed, 60)}`)
    .toString(36)
    .toUpperCase()
    .slice(0, length);

/** Lower-case letters and digits, as in the host names of RDS. */
export const lowers = (seed: string, length: number): string => capitals(seed, length).toLowerCase();

/** `length` decimal digits, the first of which is not 0. */
export const digits = (seed: string, length: number): string =>
  `1${BigInt(`0x${hex(seed, 40)}`).toString()}`.slice(0, length);

/** A UUID that is always the same for the same seed. */
export const uuid = (seed: string): string =>
  hex(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
