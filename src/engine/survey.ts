import { Trouble } from '../errors.ts';
import { look } from './drift.ts';
import { retiredIn } from '../state/state.ts';
import { remains, type Survey } from './plan.ts';
import { mayBeUnlisted, notYetListed } from './make.ts';
import type { Run } from './run.ts';
import { gone, pending, ready, type Seen } from './step.ts';

/** What AWS has given up on is not worth waiting for, and no reason to skip the rest. */
function beyondHelp(error: unknown): Seen<object> {
  if (error instanceof Trouble && error.kind === 'aws') return pending(error.what, error.todo);
  throw error;
}

/**
 * What AWS says about everything in the state, asked all at once so that questions of a kind share a call.
 * A new resource that AWS does not list yet is pending, not gone, unless it was
 * being deleted.
 */
export async function survey(run: Run, skip: ReadonlySet<string>): Promise<Survey> {
  const { steps: recorded } = run.journal.state;
  const seen = await Promise.all(
    run.steps.map(async (step): Promise<[string, Seen<object>] | undefined> => {
      const known = recorded.get(step.id);
      if (!known?.handle) return undefined;
      const now = skip.has(step.id) ? undefined : await look(run, step, known).catch(beyondHelp);
      if (!now) return [step.id, ready()];
      const fresh = known.removingSince === undefined && mayBeUnlisted(known, run.clock.now());
      if (now === gone && fresh) return [step.id, pending(notYetListed)];
      return [step.id, now];
    }),
  );
  return new Map([...seen.filter((entry) => entry !== undefined), ...(await surveyBeside(run))]);
}

/** Of what stays beside what took its place it matters whether it is there: nothing mends it. */
async function surveyBeside(run: Run): Promise<readonly [string, Seen<object>][]> {
  const { state } = run.journal;
  const beside = run.steps.filter(remains).flatMap((step) =>
    retiredIn(state, step.id).flatMap((as) => {
      const known = state.steps.get(as);
      return known?.handle ? [{ step, as, known }] : [];
    }),
  );
  return Promise.all(
    beside.map(async ({ step, as, known }): Promise<[string, Seen<object>]> => {
      const now = await look(run, step, known).catch(beyondHelp);
      return [as, now?.is === 'gone' ? now : ready()];
    }),
  );
}
