import { interrupted, Trouble } from '../errors.ts';
import { same, type Facts } from '../facts.ts';
import { bring } from './bring.ts';
import { answersFor, earlyLookups, needsFrom, needsOf, type Answers } from './choose.ts';
import { outlasting, predecessor, stepsToBe, type PlannedStep, type Survey } from './plan.ts';
import { assertClear, type Preflight } from './preflight.ts';
import { failed, record, tell, type Run } from './run.ts';
import type { Patience } from './settle.ts';
import { retiredId } from '../state/state.ts';
import { shared, type AnyStep } from './step.ts';
import { walk } from './walk.ts';
import { joined } from '../words.ts';

export interface UpOptions {
  readonly answers: Answers;
  readonly plan: readonly PlannedStep[];
  readonly survey: Survey;
  readonly preflight: Preflight;
  /** Gates not to wait for. */
  readonly skip: ReadonlySet<string>;
  /** How long to wait for the user once nothing else is left to do, in seconds. */
  readonly patience: number;
}

/**
 * Builds what the plan says, as much in parallel as it allows, unless the preflight found an obstacle.
 *
 * @throws Trouble with all obstacles, before anything is touched; `waiting` when only the user's tasks are left; any
 *   other failure of a step, after those in progress have finished.
 */
export async function up(run: Run, options: UpOptions): Promise<void> {
  const { plan, skip, survey } = options;
  const { rows, lookedUp } = options.preflight;
  assertClear(options.preflight);
  if (rows.length > 0) tell(run, { is: 'preflight', rows: rows.map((row) => ({ ...row })) });
  for (const event of lookedUp) {
    await run.journal.append(event);
    run.show(event);
  }
  const steps = stepsToBe(plan);
  const chosen = new Set(steps);
  for (const { id } of outlasting(run.steps, chosen, options.answers, run.journal.state))
    await record(run, { is: 'retired', step: id, as: retiredId(run.journal.state, id) });
  /** What takes over from another step, or leads to what visitors come through already: known before anything is. */
  const isThere = ({ id }: AnyStep) => run.journal.state.steps.get(id)?.handle !== undefined;
  const taking = new Set(
    steps.filter(
      (step) => predecessor(run.steps, step, run.journal.state) ?? step.making?.place?.once.some((one) => isThere(one)),
    ),
  );
  const after = (step: AnyStep) => [
    ...Object.values(needsOf(step, chosen)),
    ...[...(step.making?.after ?? []), ...(taking.has(step) ? (step.making?.place?.once ?? []) : [])].filter((one) =>
      chosen.has(one),
    ),
  ];
  const outputs = new Map<AnyStep, Facts>();
  /** What was created or changed in this run, and what depends on it. */
  const moved = new Set<AnyStep>();
  let othersAtWork = 0;
  const givenUp: Trouble[] = [];

  const patience: Patience = (elapsed) => othersAtWork > 0 || elapsed < options.patience;

  const build = async (step: AnyStep) => {
    const rests = after(step).some((one) => moved.has(one));
    const needs = needsFrom(step, chosen, (need) => outputs.get(need));
    const given = { needs, answers: answersFor(step, options.answers) };
    const { output, fresh } = await bring(run, step, given, {
      needs: after(step).map(({ id }) => id),
      seen: survey.get(step.id),
      rests,
      skip: skip.has(step.id),
      patience,
    });
    if (fresh || rests) moved.add(step);
    const known = run.journal.state.steps.get(step.id);
    // What was about to be deleted, and no longer is, deserves a line of its own.
    if (fresh || !same(known?.output, output) || known?.removingSince !== undefined)
      await record(run, { is: 'ready', step: step.id, output });
    outputs.set(step, shared(step, output));
  };

  const visit = async (step: AnyStep) => {
    if (after(step).some((need) => !outputs.has(need))) return; // it waits for the user
    const counts = step.making?.task ? 0 : 1;
    othersAtWork += counts;
    try {
      await build(step);
    } catch (error) {
      if (error instanceof Trouble && error.kind === 'waiting') givenUp.push(error);
      else throw failed(run, step, error);
    } finally {
      othersAtWork -= counts;
    }
  };

  const early = new Set(earlyLookups(chosen));
  await walk([...early], after, visit, run.signal);
  await walk(steps, after, async (step) => (early.has(step) ? undefined : visit(step)), run.signal);
  if (run.signal.aborted) throw interrupted();
  const [first, ...others] = givenUp;
  if (first) throw others.length > 0 ? allOf([first, ...others]) : first;
}

/** Several things wait for the user: who comes back for one should not have to come back for each. */
const allOf = (waits: readonly [Trouble, ...Trouble[]]): Trouble =>
  new Trouble('waiting', joined('\n\n', ...waits.map(({ what }) => what)), waits[0].todo);
