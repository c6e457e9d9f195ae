import { stacksCalled } from '../aws/sightings.ts';
import { answersFor } from '../engine/plan.ts';
import { recover } from '../engine/recover.ts';
import type { Run } from '../engine/run.ts';
import type { DurableEvent } from '../state/events.ts';
import { draftJournal, newStackId, version } from '../state/journal.ts';
import { emptyState, idsIn } from '../state/state.ts';
import { arrive, takeUpMet, type Work } from './arrive.ts';
import { failedToLook } from './prepare.ts';

/**
 * Looks in the account for what else carries the id of a stack: a state that was cut off or copied too early does not
 * know all of it, and what it does not know would be left behind.
 */
export async function findRest(run: Run): Promise<void> {
  const { state } = run.journal;
  const { name, id, pin, steps: recorded, answers } = state;
  if (!pin) return;
  const known = idsIn(state);
  const sightings = await stacksCalled(run.aws, name, pin.region).catch(failedToLook);
  const things = sightings.find((one) => one.id === id)?.things ?? [];
  if (things.every((thing) => known.has(thing))) return;
  const values = new Map([...answers].map(([key, { value }]) => [key, value]));
  // The state has its answers from the beginning: what they leave out was not made.
  const wanted = run.steps.filter((step) => recorded.has(step.id) || step.when?.(answersFor(step, values)) !== false);
  await recover({ ...run, steps: wanted }, values);
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
  try {
    return (await takeUpMet(work, await arrive(work, agreed))) > 0 ? written : [];
  } catch (error) {
    return failedToLook(error);
  }
}
