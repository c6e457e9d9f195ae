import type { Clock } from '../clock.ts';
import type { Outputs } from '../engine/outputs.ts';
import { isAssumed, isServed, mayPass } from '../visit/meaning.ts';
import type { Visit, Visited } from '../visit/visit.ts';
import { lookUntil } from './look-until.ts';

type Visitor = (host: string, path?: string) => Promise<Visit>;

/** The names that visitors type, as far as they point somewhere, the site's own first. */
type Names = Pick<Outputs, 'url' | 'www'>;

export const visitSite = (visit: Visitor, { url, www }: Names): Promise<readonly Visited[]> =>
  Promise.all(
    [url, www]
      .flatMap((one) => one ?? [])
      .map(async (one) => ({ url: one, visit: await visit(new URL(one).hostname) })),
  );

/** The codes with which an app is healthy end before this one: what leads on is. */
const firstUnhealthy = 400;

/**
 * The status with which the app refuses the path at which it is checked; undefined where it does not, or where a visitor
 * gets nothing of it in the first place.
 */
export async function refusedCheck(
  visit: Visitor,
  [own]: readonly Visited[],
  path: string,
): Promise<number | undefined> {
  if (!own || path === '/' || !isServed(own.visit) || isAssumed(own.visit)) return undefined;
  const seen = await visit(new URL(own.url).hostname, path);
  const isItsOwn = seen.is === 'answered' && seen.at === undefined && !isAssumed(seen);
  return isItsOwn && seen.status >= firstUnhealthy ? seen.status : undefined;
}

export interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called whenever the site is to be visited again, because it does not answer well yet. */
  again?(): void;
}

/**
 * In seconds: a load balancer needs a few checks before it trusts a server again, a server that visitors come to itself
 * about a minute for its certificate once the domain leads to it.
 */
const patience = 90;

/** The same of a site that was just built or changed: as long as waiting may help, and patience lasts. */
export const visitUntilWell = (
  waiting: Waiting & { readonly visit: Visitor },
  names: Names,
): Promise<readonly Visited[]> =>
  lookUntil(
    waiting,
    patience,
    () => visitSite((host) => waiting.visit(host), names),
    (seen) => {
      const isWell = !seen.some(({ visit }) => mayPass(visit));
      if (!isWell) waiting.again?.();
      return isWell;
    },
  );
