import type { PricingClient } from '@aws-sdk/client-pricing';
import type { Clock } from '../clock.ts';
import type { Run } from '../engine/run.ts';
import { interrupted } from '../errors.ts';
import type { Journal } from '../state/journal.ts';
import type { Store } from '../state/store.ts';
import type { Cache } from '../state/user-cache.ts';
import type { RepositoryIds } from '../repository-ids.ts';

/** Where an operation works, and until when. */
export interface Site {
  readonly store: Store;
  readonly clock: Clock;
  readonly cache: Cache;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
  /** Whose sign-in it is, where somebody has said so. */
  readonly profile?: string | undefined;
  /** A run in that region on what the journal is about. */
  connect(journal: Journal, region: string): Promise<Run>;
  priceList(region: string): Promise<PricingClient>;
  myAddress(): Promise<string>;
  repositoryIds(name: string): Promise<RepositoryIds | undefined>;
}

/**
 * What only looks, or nothing when the user wants to stop: it need not finish.
 *
 * @param stopped what is said then.
 */
export function unlessStopped<T>(signal: AbortSignal, looking: Promise<T>, stopped = interrupted): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(stopped());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void looking.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
