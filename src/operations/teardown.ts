import type { AnyStep, Removal } from '../engine/step.ts';
import { teardown as remove, withoutNeverMade, type ReceiptRow } from '../engine/teardown.ts';
import type { Journal } from '../state/journal.ts';
import { hasBegun, idsOf } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { agreeOnData } from './consent.ts';
import type { Dialogue } from './dialogue.ts';
import { failedToLook } from './prepare.ts';
import { findRest } from './recover.ts';
import { checkRegion, openRun } from './sign-in.ts';
import { unlessStopped, type Site } from './site.ts';

/** What is said and decided of what is to go. */
export interface TeardownDialogue extends Dialogue {
  farewell?(going: readonly AnyStep[]): void;
  /** The last before anything is deleted, once it is known what becomes of the data. Rejects when it is declined. */
  agrees?(going: readonly AnyStep[], data: Removal['data']): Promise<void>;
}

export interface TeardownOptions {
  readonly region?: string | undefined;
  readonly data?: Removal['data'];
  /** Whether it ends once it is said what would go. */
  readonly dryRun?: boolean | undefined;
}

/** Deletes a whole stack, whatever else of it is found in the account included; returns what became of each resource. */
export async function teardown(
  site: Site,
  journal: Journal,
  dialogue: TeardownDialogue,
  { region, data: given, dryRun = false }: TeardownOptions,
): Promise<readonly ReceiptRow[] | undefined> {
  const { signal } = site;
  const { state } = journal;
  const run = hasBegun(state) && !dryRun ? await unlessStopped(signal, openRun(site, journal, region)) : undefined;
  if (run) await unlessStopped(signal, findRest(run).catch(failedToLook));
  else if (region !== undefined) checkRegion(state, region);
  const recorded = steps.filter(({ id }) => idsOf(journal.state, id).length > 0);
  const going = run ? await unlessStopped(signal, withoutNeverMade(run, recorded).catch(failedToLook)) : recorded;
  dialogue.farewell?.(going);
  if (dryRun) return undefined;
  const data = await agreeOnData(going, given, dialogue);
  if (going.length > 0) await dialogue.agrees?.(going, data);
  return run ? remove(run, { data }) : [];
}
