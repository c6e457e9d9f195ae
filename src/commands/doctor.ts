import { explain } from '../aws/explain.ts';
import { choose } from '../engine/plan.ts';
import { survey } from '../engine/survey.ts';
import { until } from '../engine/wait.ts';
import { diagnose, type Diagnosis } from '../doctor/diagnose.ts';
import { lastDeployment } from '../doctor/last-deployment.ts';
import { links } from '../doctor/links.ts';
import { exitCodes, Trouble } from '../errors.ts';
import { draftJournal } from '../state/journal.ts';
import type { State } from '../state/state.ts';
import { steps } from '../steps/index.ts';
import { diagnosisJson, showDiagnosis } from '../ui/doctor-view.ts';
import { sayRehearsal } from '../ui/guide.ts';
import { printJson } from '../ui/output.ts';
import { outputsOf } from '../ui/outputs-view.ts';
import type { Visit } from '../visit/visit.ts';
import type { World } from '../world.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { targetOf } from './delivery.ts';
import { openRun } from './open-run.ts';
import { delegationOptions, type DelegationOptions } from './options.ts';
import { skipped } from './prepare.ts';
import { existingState } from './stacks.ts';
import { surroundings, type Surroundings } from './surroundings.ts';

interface DoctorOptions extends CommonOptions, DelegationOptions {
  readonly fix?: true;
}

interface Examination {
  readonly diagnosis: Diagnosis;
  readonly visit: Visit | undefined;
}

export const command: CommandDefinition = {
  questions: [],
  options: [
    {
      flags: '--fix',
      help: {
        en: 'Fix the problem if that is safe and loses no data.',
        ko: '데이터를 잃지 않고 고칠 수 있으면 바로 고치기',
      },
    },
    ...delegationOptions,
  ],
  examples: [
    {
      line: 'stepway doctor',
      does: {
        en: 'Show the first broken link, its cause, and the fix',
        ko: '가장 먼저 고장 난 곳과 원인, 해결 방법 보기',
      },
    },
    {
      line: 'stepway doctor --fix',
      does: { en: 'Fix it right away if no data can be lost', ko: '데이터를 잃지 않는 일이면 바로 고치기' },
    },
  ],

  async run(world: World, options: DoctorOptions) {
    let here = await surroundings(world, options);
    if (here.rehearsing) sayRehearsal(here.screen);
    let { diagnosis, visit } = await examine(here, options);
    if (options.fix && diagnosis.finding?.mendable) {
      here.screen.paragraph(diagnosis.finding.cause);
      const { command: up } = await import('./up.ts');
      const { json: _json, ...rest } = options;
      // Its progress is for people only: the output of this command is the diagnosis afterwards.
      await up.run({ ...world, output: world.screen }, { ...rest, yes: true }, []);
      // A new world, which sees the repair.
      here = await surroundings(world, options);
      ({ diagnosis, visit } = await examineOnceSettled(here, options));
    }
    const { language } = here.screen;
    if (options.json) printJson(world.output, diagnosisJson(diagnosis, visit, language), 2);
    else showDiagnosis(here.page, diagnosis, visit);
    const { finding } = diagnosis;
    return !finding ? exitCodes.done : finding.users ? exitCodes.waiting : exitCodes.aws;
  },
};

/** After a repair, AWS takes a while to show it, and the load balancer to check the app. */
const settling = { earliest: 2, usual: 60, every: 5, limit: 180 };

function examineOnceSettled(here: Surroundings, options: DoctorOptions): Promise<Examination> {
  const { clock } = here.world;
  const since = clock.now();
  return until({ clock, signal: new AbortController().signal, since, duration: settling }, async () => {
    const examination = await examine(here, options);
    const isLate = clock.now() - since > settling.limit * 1000;
    return examination.diagnosis.finding?.passing && !isLate ? undefined : examination;
  });
}

/** Looks at everything at once: AWS, the parent of the zone, and the site as a visitor. */
async function examine(here: Surroundings, options: DoctorOptions): Promise<Examination> {
  const state = await existingState(here.folder, options.name);
  const quiet = { show: () => undefined, signal: new AbortController().signal };
  try {
    const run = await openRun(here, options, draftJournal(state, state.name), quiet);
    const site = siteOf(state);
    const spoken = (command: string) =>
      [`stepway ${command}`, `--name ${state.name}`, here.rehearsing ? '--rehearse' : ''].filter(Boolean).join(' ');
    const target = targetOf(outputsOf(steps, state));
    const [seen, visit, deployed] = await Promise.all([
      survey(run, skipped(options)),
      site === undefined ? undefined : here.world.visit(site),
      target ? lastDeployment(run.aws.codeDeploy, target, run.clock.now(), spoken('deploy')) : {},
    ]);
    const answers = new Map([...state.answers].map(([key, { value }]) => [key, value]));
    const diagnosis = diagnose(links, {
      state,
      survey: seen,
      chosen: choose(steps, answers),
      visit,
      up: spoken('up'),
      lastDeployment: deployed,
    });
    return { diagnosis, visit };
  } catch (error) {
    const trouble = explain(error, { en: 'the current state', ko: '현재 상태 확인' });
    if (trouble?.kind !== 'aws') throw trouble ?? error;
    return { diagnosis: shutOut(trouble), visit: undefined };
  }
}

/** The host that visitors type, once it points somewhere. */
function siteOf(state: State): string | undefined {
  const { url } = outputsOf(steps, state);
  return url && new URL(url).hostname;
}

/** The first link: without a response from AWS nothing else can be checked. */
const shutOut = ({ what, todo }: Trouble): Diagnosis => ({
  links: [
    { link: { id: 'sign-in', title: { en: 'AWS sign-in', ko: 'AWS 로그인' }, steps: [] }, is: 'broken' },
    ...links.map((link) => ({ link, is: 'unjudged' as const })),
  ],
  finding: { link: 'sign-in', cause: what, fix: todo, mendable: false, users: false },
});
