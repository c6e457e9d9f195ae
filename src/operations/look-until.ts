import type { Clock } from '../clock.ts';
import { until } from '../engine/wait.ts';

/** Resolvers, a server's first certificate and the checks of a load balancer may take a while; in seconds. */
const settling = { earliest: 0, usual: 30, every: 5, limit: Infinity };

/** Looks until what it sees has settled, or for so many seconds: then the last look tells how far it came. */
export function lookUntil<T>(
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
  patience: number,
  look: () => Promise<T>,
  isSettled: (seen: T) => boolean,
): Promise<T> {
  const since = clock.now();
  return until({ clock, signal, since, duration: settling }, async () => {
    const seen = await look();
    return isSettled(seen) || clock.now() - since >= patience * 1000 ? seen : undefined;
  });
}
