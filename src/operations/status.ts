import { explain } from '../aws/explain.ts';
import { choose } from '../engine/choose.ts';
import type { Survey } from '../engine/plan.ts';
import { survey } from '../engine/survey.ts';
import { answersIn, type State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { openDraft } from './sign-in.ts';
import type { Site } from './site.ts';

/** How many things the answers of a stack want of which nothing was begun: a run has ended before it came to them. */
export const unbegunIn = (state: State): number =>
  state.steps.size === 0
    ? 0
    : choose(steps, answersIn(state)).filter((step) => step.create && !state.steps.has(step.id)).length;

/** What AWS says now of everything that is recorded of a stack. */
export async function status(
  site: Site,
  state: State,
  { region, skip }: { readonly region?: string | undefined; readonly skip: ReadonlySet<string> },
): Promise<Survey> {
  const run = await openDraft(site, state, region);
  return survey(run, skip).catch((error: unknown) => {
    throw explain(error, { en: 'the current state', ko: '현재 상태 확인' }) ?? error;
  });
}
