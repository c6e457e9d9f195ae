import { explain } from '../aws/explain.ts';
import { draft, type Answers as Settled, type PlannedStep, type Survey } from '../engine/plan.ts';
import { preflight, type Preflight } from '../engine/preflight.ts';
import type { Run } from '../engine/run.ts';
import { survey } from '../engine/survey.ts';
import type { Price } from '../prices/prices.ts';
import { settleAnswers, type Answers } from '../questions/answers.ts';
import { questions, steps } from '../steps/index.ts';
import type { AnyQuestion, Looking } from '../questions/question.ts';
import type { Journal } from '../state/journal.ts';
import { isBeforeIds, type Pin } from '../state/state.ts';
import { permissions } from '../steps/account/permissions.ts';
import { delegated } from '../steps/domain/delegated.ts';
import type { AnyStep } from '../engine/step.ts';
import type { World } from '../world.ts';
import type { CommonOptions } from './command.ts';
import type { PriceOptions, SkipOptions } from './options.ts';
import { itemsOf, priceOfSteps } from './outlook.ts';
import type { Surroundings } from './surroundings.ts';

export interface Prepared {
  readonly settled: Settled;
  readonly survey: Survey;
  readonly plan: readonly PlannedStep[];
  readonly price: Price;
  readonly preflight: Preflight;
}

/** The gates and the checks that flags leave out. */
export const skipped = ({ skipDelegationCheck, skipPermissionCheck }: SkipOptions): ReadonlySet<string> =>
  new Set([...(skipDelegationCheck ? [delegated.id] : []), ...(skipPermissionCheck ? [permissions.id] : [])]);

/** What of a stack's surroundings answers are looked up in, besides the account and the DNS. */
export const whereabouts = (
  { world }: Surroundings,
  { state }: Journal,
): Pick<Looking, 'stack' | 'id' | 'beforeIds' | 'handleOf' | 'myAddress'> => ({
  stack: state.name,
  id: state.id,
  beforeIds: isBeforeIds(state),
  handleOf: (step) => state.steps.get(step)?.handle,
  myAddress: () => world.myAddress(),
});

/** The price as AWS lists it today; what AWS does not list comes from the built-in table, with a note. */
async function priceToday(world: World, steps: readonly AnyStep[], settled: Settled, profile?: string): Promise<Price> {
  const region = String(settled.get('region'));
  const { livePrices } = await import('../aws/price-list.ts');
  const client = await world.priceList({ region, profile });
  const rates = itemsOf(steps, settled).map(({ rate }) => rate);
  const { prices, note } = await livePrices(client, rates, region);
  return { ...priceOfSteps(steps, settled, prices), ...(note && { note }) };
}

/** @throws what kept somebody from looking at what exists already, in a sentence where there is one for it. */
export function failedToLook(error: unknown): never {
  throw explain(error, { en: 'the existing resources', ko: '현재 상태 확인' }) ?? error;
}

/**
 * Looks up what the answers leave open and what exists already, draws up the plan, and checks what may block it.
 * Changes nothing.
 */
export async function prepare(
  here: Surroundings,
  run: Run,
  pin: Pin,
  answers: Answers,
  skip: ReadonlySet<string>,
  options: PriceOptions & Pick<CommonOptions, 'profile'> = {},
): Promise<Prepared> {
  const { aws, dns } = run;
  const { state } = run.journal;
  try {
    const settled = await settleAnswers(questions, answers, { aws, dns, ...whereabouts(here, run.journal) });
    const seen = await survey(run, skip);
    const plan = draft(steps, settled, state, seen);
    const staying = plan.filter(({ action }) => action !== 'remove').map(({ step }) => step);
    const price = options.livePrices
      ? await priceToday(here.world, staying, settled, options.profile)
      : priceOfSteps(staying, settled);
    const isDecided = (question: AnyQuestion) => answers.isDecided(question);
    const checked = await preflight(run, { pin, plan, answers: settled, isDecided, survey: seen, skip });
    return { settled, survey: seen, plan, price, preflight: checked };
  } catch (error) {
    return failedToLook(error);
  }
}
