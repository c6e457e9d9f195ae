import type { PricingClient } from '@aws-sdk/client-pricing';
import type { Clock } from '../clock.ts';
import type { Run } from '../engine/run.ts';
import type { Journal } from '../state/journal.ts';
import type { Store } from '../state/store.ts';

/** Where an operation works, and until when. */
export interface Site {
  readonly store: Store;
  readonly clock: Clock;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
  /** Whose sign-in it is, where somebody has said so. */
  readonly profile?: string | undefined;
  /** A run in that region on what the journal is about. */
  connect(journal: Journal, region: string): Promise<Run>;
  priceList(region: string): Promise<PricingClient>;
  myAddress(): Promise<string>;
}
