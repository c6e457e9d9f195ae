import { accountPlan } from '../aws/account-plan.ts';
import { explain } from '../aws/explain.ts';
import type { Answers as Settled } from '../engine/choose.ts';
import { draft, stepsToBe, type PlannedStep, type Survey } from '../engine/plan.ts';
import { preflight, type Preflight } from '../engine/preflight.ts';
import type { Run } from '../engine/run.ts';
import { survey } from '../engine/survey.ts';
import { creditsAt } from '../prices/credits.ts';
import type { Price } from '../prices/prices.ts';
import { settleAnswers, type Answers } from '../questions/answers.ts';
import { region } from '../steps/account/questions.ts';
import { questions, steps } from '../steps/index.ts';
import type { AnyQuestion, Looking } from '../questions/question.ts';
import { isBeforeIds } from '../state/state.ts';
import { itemsBeside, itemsOf, monthlyOf } from './outlook.ts';
import { listedToday, priceToday } from './pricing.ts';
import type { Connected } from './sign-in.ts';
import type { Site } from './site.ts';

export interface Prepared {
  /** Where it would be done. */
  readonly pin: Connected['pin'];
  readonly settled: Settled;
  readonly survey: Survey;
  readonly plan: readonly PlannedStep[];
  readonly price: Price;
  readonly preflight: Preflight;
}

export interface PrepareOptions {
  /** The gates and the checks that are left out. */
  readonly skip: ReadonlySet<string>;
  /** Whether the price is to be as AWS lists it today. */
  readonly livePrices?: boolean | undefined;
}

/** What of a stack, its account and its DNS answers are looked up in. */
export const lookingOf = (site: Site, { aws, dns, journal: { state } }: Run): Omit<Looking, 'answered'> => ({
  aws,
  dns,
  stack: state.name,
  id: state.id,
  beforeIds: isBeforeIds(state),
  handleOf: (step) => state.steps.get(step)?.handle,
  monthly: (answered) => monthlyOf(answered, listedToday(site)),
  listed: listedToday(site),
  myAddress: () => site.myAddress(),
  repositoryIds: (name) => site.repositoryIds(name),
});

/** @throws what kept somebody from looking at what exists already, in a sentence where there is one for it. */
export function failedToLook(error: unknown): never {
  throw explain(error, { en: 'the existing resources', ko: '현재 상태 확인' }) ?? error;
}

/**
 * Looks up what the answers leave open and what exists already, draws up the plan, and checks what may block it.
 * Changes nothing.
 */
export async function prepare(
  site: Site,
  { run, pin }: Connected,
  answers: Answers,
  { skip, livePrices }: PrepareOptions,
): Promise<Prepared> {
  const { state } = run.journal;
  try {
    const settled = await settleAnswers(questions, answers, lookingOf(site, run));
    const seen = await survey(run, skip);
    const plan = draft(steps, settled, state, seen);
    const staying = stepsToBe(plan);
    const isDecided = (question: AnyQuestion) => answers.isDecided(question);
    const pricing = priceToday(
      site,
      [...itemsOf(staying, settled), ...itemsBeside(plan)],
      String(settled.get(region.key)),
      livePrices === true,
    );
    const monthly = async () => (await pricing).total;
    const [price, checked, account] = await Promise.all([
      pricing,
      preflight(run, { pin, plan, answers: settled, isDecided, survey: seen, skip, monthly }),
      accountPlan(run.aws),
    ]);
    // What is not all known says nothing of how long they last.
    const credits = account && price.complete && creditsAt(account, price.total, site.clock.now());
    return { pin, settled, survey: seen, plan, price: { ...price, ...(credits && { credits }) }, preflight: checked };
  } catch (error) {
    return failedToLook(error);
  }
}
