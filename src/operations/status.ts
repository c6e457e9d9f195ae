import { explain } from '../aws/explain.ts';
import type { Survey } from '../engine/plan.ts';
import { survey } from '../engine/survey.ts';
import type { State } from '../state/state.ts';
import { openDraft } from './sign-in.ts';
import type { Site } from './site.ts';

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
