import { explain } from '../aws/explain.ts';
import { diagnose as judge, type Diagnosis } from '../doctor/diagnose.ts';
import { lastDeployment } from '../doctor/last-deployment.ts';
import { ailingWorkers } from '../doctor/workers.ts';
import { links } from '../doctor/links.ts';
import { choose } from '../engine/choose.ts';
import type { Survey } from '../engine/plan.ts';
import { survey } from '../engine/survey.ts';
import type { Trouble } from '../errors.ts';
import { answersIn, type State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import type { Visit, Visited } from '../visit/visit.ts';
import { openDraft } from './sign-in.ts';
import { outputsOf, targetOf } from './outputs.ts';
import { lookUntil } from './look-until.ts';
import type { Site } from './site.ts';
import { visitSite } from './visits.ts';

export interface Examination {
  /** What AWS says of everything that is recorded; empty where it was not to be asked. */
  readonly survey: Survey;
  readonly diagnosis: Diagnosis;
  /** What visitors get, as far as the site's names point somewhere. */
  readonly visits: readonly Visited[];
}

export interface DiagnoseOptions {
  readonly region?: string | undefined;
  readonly skip: ReadonlySet<string>;
  visit(host: string): Promise<Visit>;
  /** What to type for a command on this stack. */
  typed(command: string): string;
}

/** Looks at everything at once: AWS, the parent of the zone, and the site as a visitor. */
export async function diagnose(
  site: Site,
  state: State,
  { region, skip, visit, typed }: DiagnoseOptions,
): Promise<Examination> {
  try {
    const { aws, ...run } = await openDraft(site, state, region);
    const outputs = outputsOf(steps, state);
    const target = targetOf(outputs);
    const { instanceId } = outputs;
    const asked =
      target && instanceId ? { ssm: aws.ssm, clock: site.clock, signal: site.signal, instanceId } : undefined;
    const [seen, visits, deployed, workers] = await Promise.all([
      survey({ aws, ...run }, skip),
      visitSite(visit, outputs),
      target ? lastDeployment(aws.codeDeploy, target, site.clock.now(), typed('deploy')) : {},
      asked && ailingWorkers(asked),
    ]);
    const diagnosis = judge(links, {
      state,
      survey: seen,
      chosen: choose(steps, answersIn(state)),
      visits,
      up: typed('up'),
      shell: typed('shell --admin'),
      lastDeployment: deployed,
      workers,
    });
    return { survey: seen, diagnosis, visits };
  } catch (error) {
    const trouble = explain(error, { en: 'the current state', ko: '현재 상태 확인' });
    if (trouble?.kind !== 'aws') throw trouble ?? error;
    return { survey: new Map(), diagnosis: shutOut(trouble), visits: [] };
  }
}

/** After a repair, AWS takes a while to show it, and the load balancer to check the app; in seconds. */
const patience = 180;

/** The same after a repair: what passes by itself is waited for. */
export function diagnoseOnceSettled(site: Site, state: State, options: DiagnoseOptions): Promise<Examination> {
  return lookUntil(
    site,
    patience,
    () => diagnose(site, state, options),
    ({ diagnosis }) => !diagnosis.finding?.passing,
  );
}

/** The first link: without a response from AWS nothing else can be checked. */
const shutOut = ({ what, todo }: Trouble): Diagnosis => ({
  links: [
    { link: { id: 'sign-in', title: { en: 'AWS sign-in', ko: 'AWS 로그인' }, steps: [] }, is: 'broken' },
    ...links.map((link) => ({ link, is: 'unjudged' as const })),
  ],
  finding: { link: 'sign-in', cause: what, fix: todo, mendable: false, users: false },
});
