import type { Words } from '../words.ts';
import type { Aws } from './clients.ts';
import { ourLoadBalancer } from './load-balancing.ts';
import type { Owner } from './tags.ts';

/** Something because of which AWS does not delete a resource of ours. */
export interface Blocker {
  /** What it is, and the id that people know it by. */
  readonly name: Words;
  /** Ours, and being deleted as well: it lets go in time. */
  readonly isOurs: boolean;
}

/** Whose stack it is. */
export interface Whose extends Pick<Aws, 'ec2' | 'elb' | 'rds'>, Owner {
  readonly stack: string;
}

/** By name, which nobody else's can have: a load balancer tells its tags only when it is asked for them. */
export const isOurBalancer = (whose: Pick<Whose, 'stack'>, name: string): boolean => name === ourLoadBalancer(whose);

export const named = (what: Words, id: string, isOurs = false): Blocker => ({
  name: { en: `${what.en} ${id}`, ko: `${what.ko} ${id}` },
  isOurs,
});

/**
 * What several looks find, each thing once. A look that fails, perhaps because it is not permitted, does not hide what
 * the others find.
 */
export async function together(...looks: readonly Promise<readonly Blocker[]>[]): Promise<Blocker[]> {
  const seen = (await Promise.allSettled(looks)).flatMap((look) => (look.status === 'fulfilled' ? look.value : []));
  return [...new Map(seen.map((one) => [one.name.en, one])).values()];
}
