import { stacksCalled } from '../aws/sightings.ts';
import { answersFor } from '../engine/choose.ts';
import { recover } from '../engine/recover.ts';
import type { Run } from '../engine/run.ts';
import type { AnyStep } from '../engine/step.ts';
import type { DurableEvent } from '../state/events.ts';
import { draftJournal, newStackId, version } from '../state/journal.ts';
import { answersIn, emptyState, idsIn } from '../state/state.ts';
import { arrive, takeUpMet, type Work } from './arrive.ts';

/**
 * Looks in the account for what else carries the id of a stack: a state that was cut off or copied too early does not
 * know all of it, and what it does not know would be left behind.
 */
export async function findRest(run: Run): Promise<void> {
  const { state } = run.journal;
  const { pin, steps: recorded, answers } = state;
  // Without its answers nobody knows what else there may be.
  if (!pin || answers.size === 0) return;
  const values = answersIn(state);
  // The state has its answers from the beginning: what they leave out was not made. What they leave open may have been.
  const isOpen = ({ asks }: AnyStep) =>
    Object.values(asks).some(({ key, resolve }) => resolve && values.get(key) === 'auto');
  const wanted = run.steps.filter(
    (step) => recorded.has(step.id) || isOpen(step) || step.when?.(answersFor(step, values)) !== false,
  );
  // What is not recorded any more has gone; what was never recorded may be there.
  const isGoing = [...recorded.values()].some(({ removingSince }) => removingSince !== undefined);
  if (isGoing && (await isKnown(run, pin.region))) return;
  await recover({ ...run, steps: wanted }, values);
}

/** Whether the state has all that a look at the tags shows of the stack. */
async function isKnown({ aws, journal: { state } }: Run, region: string): Promise<boolean> {
  const known = idsIn(state);
  const sightings = await stacksCalled(aws, state.name, region);
  return (sightings.find(({ id }) => id === state.id)?.things ?? []).every((thing) => known.has(thing));
}

/**
 * Looks in the account for resources with the tags of a stack whose state file is lost. What the answers leave out is
 * taken for the default: a wrong one only matters to names that cannot be tagged, which follow from the domain.
 *
 * @param agreed whether it may be taken up without being asked about.
 * @returns what would have been in the file; nothing when nothing of that name is there.
 */
export async function lookForStack(
  place: Omit<Work, 'journal'>,
  name: string,
  agreed: boolean,
): Promise<readonly DurableEvent[]> {
  const written: DurableEvent[] = [];
  const work = { ...place, journal: draftJournal({ ...emptyState, name, id: newStackId(), version }, name, written) };
  return (await takeUpMet(work, await arrive(work, { recover: agreed }))) > 0 ? written : [];
}
