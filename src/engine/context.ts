import type { Aws } from '../aws/clients.ts';
import type { Owner } from '../aws/tags.ts';
import type { Clock } from '../clock.ts';
import type { Dns } from '../dns/dns.ts';
import type { Words } from '../words.ts';

/** Where a step works, for which stack, and how it names its resource. */
export interface Context extends Aws, Owner {
  readonly clock: Clock;
  readonly dns: Dns;
  readonly account: string;
  readonly region: string;
  /** The AWS partition: `aws`, `aws-cn`, … */
  readonly partition: string;
  /** The stack's name. */
  readonly stack: string;
  /** The resource's name: the stack's, a hyphen and the step's id; see `names.ts` for services with shorter limits. */
  readonly name: string;
  /** The same with the stack's id, for names that all regions of an account, or all accounts, share. */
  readonly uniqueName: string;
  /** That, and the name that an earlier version gave where it may have made the resource. */
  readonly uniqueNames: readonly string[];
  /** 32 hexadecimal digits, the same at every attempt to create this one resource, new after it is gone. */
  readonly token: string;
}

/** What the user chose to do with data that cannot be recreated. */
export interface Removal {
  readonly data: 'snapshot' | 'delete' | undefined;
  /** When this removal began, in milliseconds since 1970; the same after an interruption. */
  readonly since: number;
}

/** Something that is kept after a removal, and why. */
export interface Kept {
  readonly id: string;
  readonly why: Words;
  /** Whether it is the one that we made cannot be known, so it was left alone. */
  readonly unknown?: true;
  /** Others need it: from now on it is theirs, and nothing of ours is kept because of it. */
  readonly theirs?: true;
}
