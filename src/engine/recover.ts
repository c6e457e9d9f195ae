import { isNotFound } from '../aws/error-names.ts';
import { Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import { givenTo } from './given.ts';
import { answersFor, type Answers } from './choose.ts';
import { contextOf, record, type Run } from './run.ts';
import { settle } from './settle.ts';
import { alternatives, isOptional } from './needs.ts';
import { shared, type AnyStep, type Need } from './step.ts';

/** A resource that was found, and what other steps may read of it. */
interface Found {
  readonly step: AnyStep;
  readonly output: Facts;
}

/**
 * Looks for everything of ours in the account, as if each step had been interrupted, and records what it finds:
 * for a teardown whose state file was lost. Which steps there were is not known, so every one is tried whose needs
 * are found, and which the run has; of alternatives, what we create comes before what existed already. Creates and
 * changes nothing.
 *
 * @param refused hears what a step refuses, such as something that has our name and not our tags.
 * @returns how many resources of ours were found.
 */
export async function recover(
  run: Run,
  answers: Answers,
  refused: (step: AnyStep, trouble: Trouble) => void = () => undefined,
): Promise<number> {
  const visits = new Map<AnyStep, Promise<Found | undefined>>();
  const visit = (step: AnyStep): Promise<Found | undefined> => {
    const known = visits.get(step) ?? look(step);
    visits.set(step, known);
    return known;
  };

  async function meet(need: Need): Promise<Found | undefined> {
    const candidates = alternatives(need)
      .filter((step) => run.steps.includes(step))
      .toSorted((a, b) => Number(Boolean(b.create)) - Number(Boolean(a.create)));
    for (const candidate of candidates) {
      const found = await visit(candidate);
      if (found) return found;
    }
    return undefined;
  }

  /** What is known by now of something that was made, and not waited for to the end. */
  async function outputNow(step: AnyStep, handle: Facts): Promise<Facts> {
    const seen = await unlessRefused(async () => step.check?.(contextOf(run, step), handle));
    return seen?.is === 'ready' ? { ...handle, ...seen.output } : handle;
  }

  async function look(step: AnyStep): Promise<Found | undefined> {
    const recorded = run.journal.state.steps.get(step.id);
    if (recorded?.handle)
      return { step, output: shared(step, recorded.output ?? (await outputNow(step, recorded.handle))) };
    const met = await Promise.all(
      Object.entries(step.needs).map(async ([name, need]) => [name, await meet(need), need] as const),
    );
    if (met.some(([, found, need]) => !found && !isOptional(need))) return undefined;
    const needs = Object.fromEntries(met.flatMap(([name, found]) => (found ? [[name, found.output]] : [])));
    const given = { needs, answers: answersFor(step, answers) };
    const handle = await unlessRefused(
      () => step.find(givenTo(run, step, given)),
      (trouble) => refused(step, trouble),
    );
    if (!handle) return undefined;
    const ids = met.flatMap(([, found]) => found?.step.id ?? []);
    await record(run, { is: 'started', step: step.id, needs: ids, given });
    await record(run, { is: 'made', step: step.id, handle });
    // For a teardown every gate is open; what never became ready is deleted as well.
    const patience = () => false;
    const settled = step.create && (await unlessRefused(() => settle(run, step, handle, run.clock.now(), patience)));
    const output = settled ?? handle;
    await record(run, { is: 'ready', step: step.id, output });
    return { step, output: shared(step, output) };
  }

  // What is recorded is looked at only where something else needs it.
  const { steps: recorded } = run.journal.state;
  const missing = run.steps.filter((step) => (step.create ?? isToldOf(step)) && !recorded.get(step.id)?.handle);
  const found = await Promise.all(missing.map(visit));
  return found.filter((one) => one?.step.create).length;
}

/** What only the user can make tells of the stack as what we make does: where the site is. */
const isToldOf = ({ making, says }: AnyStep) => making?.task && says?.outputs;

/** What a step refuses, such as a stranger or a missing zone, is not ours. */
async function unlessRefused<T>(
  ask: () => Promise<T>,
  refused: (trouble: Trouble) => void = () => undefined,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    // What was recorded of the things that it needs may be gone by now.
    if (isNotFound(error)) return undefined;
    if (!(error instanceof Trouble) || error.kind === 'interrupted') throw error;
    refused(error);
    return undefined;
  }
}
