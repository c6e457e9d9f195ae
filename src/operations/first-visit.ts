import type { Clock } from '../clock.ts';
import { until } from '../engine/wait.ts';
import type { Visit } from '../visit/visit.ts';

/** Resolvers and a server's first certificate may take a while; in seconds. */
const settling = { earliest: 0, usual: 30, every: 5, limit: Infinity };

/** Whether a visitor gets a page of the app, and no error of what stands before it. */
export const isWelcome = (visit: Visit): boolean => visit.is === 'answered' && visit.status < 500 && visit.redirected;

/**
 * Visits a site that was just built until it answers, or until so many seconds have passed: then the last visit tells
 * how far a visitor gets.
 */
export function firstVisit(
  { clock, visit }: { readonly clock: Clock; visit(host: string): Promise<Visit> },
  host: string,
  patience: number,
  signal: AbortSignal,
): Promise<Visit> {
  const since = clock.now();
  return until({ clock, signal, since, duration: settling }, async () => {
    const seen = await visit(host);
    return isWelcome(seen) || clock.now() - since >= patience * 1000 ? seen : undefined;
  });
}
