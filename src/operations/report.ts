import type { Outputs } from '../engine/outputs.ts';
import type { Survey } from '../engine/plan.ts';
import type { Diagnosis } from '../doctor/diagnose.ts';
import type { Price } from '../prices/prices.ts';
import type { State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import type { Visited } from '../visit/visit.ts';
import { diagnose, type DiagnoseOptions } from './diagnose.ts';
import { itemsIn } from './outlook.ts';
import { outputsOf } from './outputs.ts';
import { priceToday } from './pricing.ts';
import type { Site } from './site.ts';

/** All that a report tells of a stack. */
export interface Report {
  readonly state: State;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
  readonly outputs: Outputs;
  readonly price: Price;
  /** Empty where AWS was not to be asked. */
  readonly survey: Survey;
  readonly diagnosis: Diagnosis;
  readonly visits: readonly Visited[];
}

/** Looks at a stack as `doctor` does, and prices what is there. Without a sign-in, the diagnosis says so. */
export async function reportOn(site: Site, state: State, options: DiagnoseOptions): Promise<Report> {
  const [examination, price] = await Promise.all([
    diagnose(site, state, options),
    priceToday(site, itemsIn(state), state.pin?.region ?? '', false),
  ]);
  return { state, at: site.clock.now(), outputs: outputsOf(steps, state), price, ...examination };
}
