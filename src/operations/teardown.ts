import type { Removal } from '../engine/context.ts';
import type { AnyStep } from '../engine/step.ts';
import { teardown as remove, type ReceiptRow } from '../engine/teardown.ts';
import type { Journal } from '../state/journal.ts';
import { hasBegun, type State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { agreeOnData } from './consent.ts';
import type { Dialogue } from './dialogue.ts';
import { openRun } from './open-run.ts';
import { findRest } from './recover.ts';
import { checkRegion } from './sign-in.ts';
import type { Site } from './site.ts';
import { unlessStopped } from './unless-stopped.ts';

/** What is said and decided of what is to go. */
export interface TeardownDialogue extends Dialogue {
  farewell?(going: readonly AnyStep[]): void;
  /** The last before anything is deleted. Rejects when it is declined. */
  agrees?(going: readonly AnyStep[]): Promise<void>;
}

export interface TeardownOptions {
  readonly region?: string | undefined;
  readonly data?: Removal['data'];
}

/** The steps that a stack has anything of. */
export const goingFrom = (state: State): readonly AnyStep[] => steps.filter(({ id }) => state.steps.has(id));

/** Deletes a whole stack, whatever else of it is found in the account included; tells what became of each resource. */
export async function teardown(
  site: Site,
  journal: Journal,
  dialogue: TeardownDialogue,
  { region, data: given }: TeardownOptions,
): Promise<readonly ReceiptRow[]> {
  const run = await openWhole(site, journal, region);
  const going = goingFrom(journal.state);
  dialogue.farewell?.(going);
  const data = await agreeOnData(going, given, dialogue);
  if (going.length > 0) await dialogue.agrees?.(going);
  return run ? remove(run, { data }) : [];
}

/** Signs in and looks for the rest of the stack; nothing to do where nothing was begun. */
async function openWhole(site: Site, journal: Journal, region: string | undefined) {
  if (!hasBegun(journal.state)) {
    if (region !== undefined) checkRegion(journal.state, region);
    return undefined;
  }
  const run = await unlessStopped(site.signal, openRun(site, journal, region));
  await unlessStopped(site.signal, findRest(run));
  return run;
}
