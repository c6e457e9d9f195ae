import type { Words } from '../../words.ts';

/** TTL of an address record, in seconds. */
export const addressTtl = 300;

/**
 * And of an alias for a load balancer:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html
 */
export const aliasTtl = 60;

/** How long the slowest of Route 53's name servers may take to know of a change, in seconds. */
const slowest = 60;

/** For how long after a change somebody may still come by the record before, in milliseconds. */
export const forgottenAfter = (ttl: number): number => (slowest + ttl) * 1000;

/** Until then, what the name led to has to stay. */
export const remembered: Words = {
  en: 'waiting until no resolver remembers the old address',
  ko: '옛 주소를 기억하는 DNS가 없어질 때까지 기다리는 중',
};
