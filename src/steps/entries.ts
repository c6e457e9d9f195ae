import { elasticIpEntry } from './elastic-ip/entry.ts';
import type { Entry } from './entry/entry.ts';
import { loadBalancerEntry } from './load-balancer/entry.ts';

/** The ways in, in the order they are offered: the first is the default. */
export const entries = [loadBalancerEntry, elasticIpEntry] as const satisfies readonly Entry[];

/** The one that was answered; undefined before that. */
export const entryOf = (answer: unknown): Entry | undefined => entries.find(({ id }) => id === answer);
