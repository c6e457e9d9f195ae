import { exitCodes, interrupted, Trouble } from '../errors.ts';
import type { Removal } from '../engine/context.ts';
import type { Action } from '../engine/plan.ts';
import { teardown } from '../engine/teardown.ts';
import { up } from '../engine/up.ts';
import type { Answers, Respondent } from '../questions/answers.ts';
import type { Person } from '../questions/person.ts';
import { person } from '../questions/prompt.ts';
import type { AnyQuestion } from '../questions/question.ts';
import { openJournal, type Journal } from '../state/journal.ts';
import { chapters, questions, steps } from '../steps/index.ts';
import { chapterwise, knowingly, sayRehearsal, welcome } from '../ui/guide.ts';
import { showTopic } from '../ui/guide-page.ts';
import { printJson } from '../ui/output.ts';
import { outputsOf, showNext, showOutputs } from '../ui/outputs-view.ts';
import { progressFor } from '../ui/progress.ts';
import { receiptJson, showStuck } from '../ui/receipt-view.ts';
import type { Screen } from '../ui/screen.ts';
import { showFirstVisit } from '../ui/visit-view.ts';
import type { Visit } from '../visit/visit.ts';
import type { World } from '../world.ts';
import { agreeOnPlan, keep, type Building } from './agreement.ts';
import { beginAnswers } from './begin.ts';
import { sayScript, showingCommands } from './show-commands.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { needYes } from './consent.ts';
import { firstVisit, isWelcome } from './first-visit.ts';
import {
  dataOption,
  delegationOptions,
  livePricesOption,
  permissionOption,
  recoverOption,
  showCommandsOption,
  timeoutOption,
  type DelegationOptions,
  type PriceOptions,
  type RecoverOptions,
  type SkipOptions,
} from './options.ts';
import { costOfChapters, outlookOf } from './outlook.ts';
import { skipped } from './prepare.ts';
import { stoppable } from './stoppable.ts';
import { askedLanguage, surroundings, type Surroundings } from './surroundings.ts';

interface UpOptions extends CommonOptions, DelegationOptions, SkipOptions, PriceOptions, RecoverOptions {
  /** Minutes. */
  readonly timeout?: number;
  readonly data?: Removal['data'];
  readonly showCommands?: true;
}

export const command: CommandDefinition = {
  questions,
  options: [
    ...delegationOptions,
    permissionOption,
    livePricesOption,
    timeoutOption,
    dataOption,
    recoverOption,
    showCommandsOption,
  ],
  examples: [
    {
      line: 'stepway up',
      does: {
        en: 'Answer questions, review the plan and its price, create; or resume',
        ko: '질문에 답하고 계획과 비용을 확인한 뒤 만들기. 멈췄다면 이어서 하기',
      },
    },
    {
      line: 'stepway up --rehearse',
      does: {
        en: 'The same in a simulated account; nothing real is touched',
        ko: '모의 계정에서 똑같이 연습하기(실제 자원은 건드리지 않음)',
      },
    },
    {
      line: 'stepway up --yes --domain app.example.com --region ap-northeast-2',
      does: { en: 'Without prompts, for scripts', ko: '질문 없이 만들기(스크립트용)' },
    },
    {
      line: 'stepway up --instance-type t3.small',
      does: { en: 'Change one answer of an existing stack', ko: '만든 뒤에 답 하나만 바꾸기' },
    },
  ],

  async run(world: World, options: UpOptions) {
    const lang = await askedLanguage(world, options);
    const here = await surroundings(world, { ...options, ...(lang && { lang }) });
    return stoppable(here, (signal) => begin(here, options, signal));
  },
};

async function begin(here: Surroundings, options: UpOptions, signal: AbortSignal): Promise<number> {
  const { world, screen, folder, interactive, rehearsing } = here;
  const asker = interactive ? person(world, screen, signal, (question) => explain(screen, question)) : undefined;

  if (rehearsing) sayRehearsal(screen);
  const found: Building['found'] = {};
  const isFirst = (await folder.store.names()).length === 0;
  const guided = asker && ((answers: Answers) => guide(here, answers, asker, found, isFirst));
  const { answers, name } = await beginAnswers(here, options, guided);
  if (!asker) {
    // Wrong and missing answers are found before anything is written.
    await answers.answerAll(questions);
    if (!rehearsing) needYes(options);
  }

  const release = await folder.store.lock(name);
  const board = { screen, steps, clock: world.clock };
  const progress = progressFor(board, world, options.json ?? false);
  let journal: Journal | undefined;
  try {
    const dns = await world.dns(options.dnsServer);
    journal = await openJournal(folder.store, name, world.clock.now());
    return await build({ here, options, answers, journal, dns, progress, asker, found, signal });
  } catch (error) {
    if (!(error instanceof Trouble) || !journal) throw error;
    // The domain may point there already, but the site does not respond yet.
    const { url: _url, ...outputs } = outputsOf(steps, journal.state);
    throw error.after({ outputs });
  } finally {
    progress.stop();
    await journal?.close();
    await release();
  }
}

/** Somebody who is told what is ahead before the first question, and about each chapter before its own. */
function guide(
  { screen }: Surroundings,
  answers: Answers,
  asker: Person,
  found: Building['found'],
  isFirst: boolean,
): Respondent {
  if (isFirst) welcome(screen, outlookOf(answers));
  const chaptered = chapterwise(screen, chapters, asker, (passed) => costOfChapters(answers, passed));
  return knowingly(screen, chaptered, () => found.looking);
}

/** The page of the guide on what a question is about. */
async function explain(screen: Screen, { key }: AnyQuestion): Promise<void> {
  const { topicAbout } = await import('../guide/index.ts');
  const topic = topicAbout(key);
  if (topic) showTopic(screen, topic);
}

async function build(building: Building & { readonly options: UpOptions }): Promise<number> {
  const { here, options, journal, progress, asker, signal } = building;
  const { world, screen, page } = here;
  const agreed = await agreeOnPlan(building);
  if (!agreed) return exitCodes.done;
  const { run, pin, plan, settled, survey, preflight, data } = agreed;

  for (const question of questions) await keep(building, question);
  if (!journal.state.pin) await journal.append({ at: world.clock.now(), is: 'pinned', ...pin });
  const shown = options.showCommands ? await showingCommands(here, run, plan, settled) : run;
  screen.line();
  const to = (...actions: readonly Action[]) =>
    plan.filter((one) => actions.includes(one.action)).map(({ step }) => step);
  const going = to('remove');
  progress.expect(
    plan.map(({ step }) => step).filter((step) => !going.includes(step)),
    to('keep'),
  );
  // In a rehearsal the name servers are set after a minute: even the smallest stack is built to its end.
  const patience = 60 * (options.timeout ?? (asker ? 60 : here.rehearsing ? 5 : 0));
  await up(shown, { answers: settled, plan, survey, preflight, skip: skipped(options), patience });
  const only = new Set(going.map(({ id }) => id));
  const receipt = only.size > 0 ? await teardown(run, { data, only }) : [];
  if (signal.aborted) throw interrupted();

  progress.stop();
  const outputs = outputsOf(steps, journal.state);
  // Something that should have gone and could not is the user's to decide.
  const stuck = receipt.filter(
    ({ step, outcome }) => outcome === 'kept' && only.has(step) && journal.state.steps.has(step),
  );
  const visit = await visitIfLed(building, outputs.url);
  const script = options.showCommands && here.folder.scriptFile(journal.state.name);
  if (options.json)
    printJson(world.output, {
      is: stuck.length > 0 ? 'waiting' : 'done',
      outputs,
      ...(visit && { visit }),
      ...(script && { script }),
      ...(stuck.length > 0 && { receipt: receiptJson(stuck, page.language) }),
    });
  else {
    showOutputs(page, outputs, pin.region);
    if (script) sayScript(screen, script);
    if (visit) showFirstVisit(screen, visit, outputs.url ?? '', isWelcome(visit));
    const handleOf = (step: string) => journal.state.steps.get(step)?.handle;
    for (const { advice } of chapters) {
      const words = await advice?.({ aws: run.aws, answered: building.answers.answered, handleOf });
      if (words) screen.paragraph(words);
    }
    if (stuck.length > 0) showStuck(page, stuck);
    showNext(screen, here.rehearsing, outputs);
  }
  return stuck.length > 0 ? exitCodes.waiting : exitCodes.done;
}

/** Visits the site as a browser would, unless its name need not lead there yet. */
async function visitIfLed(
  { here, options, asker, signal }: Building & { readonly options: UpOptions },
  url: string | undefined,
): Promise<Visit | undefined> {
  if (url === undefined || options.skipDelegationCheck || options.dnsServer) return undefined;
  const patience = asker ? 90 : 20;
  return firstVisit(here.world, new URL(url).hostname, patience, signal);
}
