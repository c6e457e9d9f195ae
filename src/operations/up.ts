import type { Removal } from '../engine/step.ts';
import type { Outputs } from '../engine/outputs.ts';
import { assertClear } from '../engine/preflight.ts';
import type { Run } from '../engine/run.ts';
import { teardown, withoutNeverMade, type ReceiptRow } from '../engine/teardown.ts';
import { up as build } from '../engine/up.ts';
import { interrupted, Trouble } from '../errors.ts';
import { retiredToGo } from '../engine/plan.ts';
import { Refused } from '../questions/question.ts';
import { questions, steps } from '../steps/index.ts';
import { arrive, keep, takeUpMet, type Arrival, type Work } from './arrive.ts';
import { agreeOnData, agreeOnLoss } from './consent.ts';
import type { Dialogue } from './dialogue.ts';
import { outputsOf } from './outputs.ts';
import { failedToLook, prepare, type Prepared, type PrepareOptions } from './prepare.ts';
import { unlessStopped } from './site.ts';

/** After `change`, an answer is another one. */
export type Decision = 'build' | 'change' | 'leave';

/** What is said and decided of a plan. Without a decision on it, it is built. */
export interface UpDialogue extends Dialogue {
  planned?(prepared: Prepared): void;
  agrees?(prepared: Prepared): Promise<Decision>;
  /** Lets somebody change the answer that is refused; says whether to look again. */
  mends?(trouble: Trouble): Promise<boolean>;
  /** The last before anything is created: the run that is returned is the one that creates. */
  begins?(run: Run, prepared: Prepared): Promise<Run>;
}

export interface UpOptions extends PrepareOptions {
  readonly recover?: boolean | undefined;
  readonly data?: Removal['data'];
  /** How long to wait for the user once nothing else is left to do, in seconds. */
  readonly patience: number;
}

export interface Built {
  readonly run: Run;
  readonly outputs: Outputs;
  /** What should have gone and could not. */
  readonly stuck: readonly ReceiptRow[];
  /** What nothing needs any more and is for the user to remove. */
  readonly left: readonly ReceiptRow[];
}

/** What was agreed on: the plan, where, and what to do with the data that is deleted. */
interface Agreement extends Arrival {
  readonly prepared: Prepared;
  readonly data: Removal['data'];
}

/**
 * Brings a stack to what is answered: asks, plans, creates, changes, and deletes what is no longer wanted.
 *
 * @returns undefined when the plan is declined.
 */
export async function up(work: Work<UpDialogue>, options: UpOptions): Promise<Built | undefined> {
  for (;;) {
    const agreed = await agree(work, options);
    if (!agreed) return undefined;
    try {
      return await carryOut(work, options, agreed);
    } catch (error) {
      // What was made stays, and what AWS refused is asked for again.
      if (!(error instanceof Refused) || !(await work.dialogue.refuses?.(error))) throw error;
    }
  }
}

/** Builds what was agreed on, and deletes what is no longer wanted. */
async function carryOut(work: Work<UpDialogue>, options: UpOptions, agreed: Agreement): Promise<Built> {
  const { site, journal, dialogue } = work;
  const { run, pin, prepared, data } = agreed;
  const { plan, settled, survey, preflight } = prepared;
  const { skip, patience } = options;

  for (const question of questions) await keep(work, question);
  if (!journal.state.pin) await journal.append({ at: site.clock.now(), is: 'pinned', ...pin });
  const creating = (await dialogue.begins?.(run, prepared)) ?? run;
  await build(creating, { answers: settled, plan, survey, preflight, skip, patience });
  // What has made way for another one in this run, or in one that broke off, goes with it.
  const surplus = plan.flatMap(({ step, action, as = step.id }) => (action === 'remove' ? as : []));
  const only = new Set([...surplus, ...retiredToGo(steps, journal.state).map(({ as }) => as)]);
  const receipt = only.size > 0 ? await teardown(run, { data, only }) : [];
  if (site.signal.aborted) throw interrupted();
  const stuck = receipt.filter(
    ({ step, outcome, until }) =>
      outcome === 'kept' && until === undefined && only.has(step) && journal.state.steps.has(step),
  );
  const left = receipt.filter((row) => row.outcome === 'kept' && only.has(row.step) && !stuck.includes(row));
  return { run, outputs: outputsOf(steps, journal.state), stuck, left };
}

const goingOf = ({ plan }: Prepared) => plan.filter(({ action }) => action === 'remove').map(({ step }) => step);

/**
 * Asks until everything is answered, shows the plan, and lets it be changed until it is right.
 *
 * @returns undefined when it is declined.
 * @throws Trouble with what blocks the plan, when changing an answer cannot help.
 */
async function agree(work: Work<UpDialogue>, options: UpOptions): Promise<Agreement | undefined> {
  const { site, answers, dialogue } = work;
  let arrival: Arrival | undefined;
  for (;;) {
    try {
      arrival = await arrive(work, { recover: options.recover, early: true }, arrival);
      await takeUpMet(work, arrival);
      const prepared = await unlessStopped(site.signal, prepare(site, arrival, answers, options));
      dialogue.planned?.(prepared);
      assertClear(prepared.preflight);
      if (!(await agreeOnLoss(prepared.plan, options.data, dialogue))) return undefined;
      const looking = withoutNeverMade(arrival.run, goingOf(prepared)).catch(failedToLook);
      const going = await unlessStopped(site.signal, looking);
      const data = await agreeOnData(going, options.data, dialogue);
      const decision = (await dialogue.agrees?.(prepared)) ?? 'build';
      if (decision === 'build') return { ...arrival, prepared, data };
      if (decision === 'leave') return undefined;
    } catch (error) {
      if (!(error instanceof Trouble) || !(await dialogue.mends?.(error))) throw error;
    }
  }
}
