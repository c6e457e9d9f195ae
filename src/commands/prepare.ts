import { explain } from '../aws/explain.ts';
import { answersFor, draft, type Answers as Settled, type PlannedStep, type Survey } from '../engine/plan.ts';
import type { Run } from '../engine/run.ts';
import { survey } from '../engine/survey.ts';
import { priceOf, type Price } from '../prices/prices.ts';
import { settleAnswers, type Answers } from '../questions/answers.ts';
import { questions, steps } from '../steps/index.ts';
import { delegated } from '../steps/domain/delegated.ts';
import type { Surroundings } from './surroundings.ts';

export interface Prepared {
  readonly settled: Settled;
  readonly survey: Survey;
  readonly plan: readonly PlannedStep[];
  readonly price: Price;
}

/** The gates that `--skip-delegation-check` leaves out. */
export const skipped = (skip: true | undefined): ReadonlySet<string> => new Set(skip ? [delegated.id] : []);

/** Looks up what the answers leave open and what is there already, and draws up the plan. Changes nothing. */
export async function prepare(
  { world }: Surroundings,
  run: Run,
  answers: Answers,
  skip: ReadonlySet<string>,
): Promise<Prepared> {
  const { aws, dns } = run;
  const { state } = run.journal;
  try {
    const settled = await settleAnswers(questions, answers, {
      aws,
      dns,
      stack: state.name,
      handleOf: (step) => state.steps.get(step)?.handle,
      myAddress: () => world.myAddress(),
    });
    const seen = await survey(run, skip);
    const plan = draft(steps, settled, state, seen);
    const items = plan.flatMap(({ step, action }) =>
      action === 'remove' ? [] : (step.price?.(answersFor(step, settled)) ?? []),
    );
    return { settled, survey: seen, plan, price: priceOf(items, String(settled.get('region'))) };
  } catch (error) {
    throw explain(error, { en: 'what is there already', ko: '현재 상태 확인' }) ?? error;
  }
}
