import type { Outputs } from '../engine/outputs.ts';
import type { Removal } from '../engine/step.ts';
import { outputsOf } from '../operations/outputs.ts';
import { stepsToBe } from '../engine/plan.ts';
import { exitCodes, Trouble } from '../errors.ts';
import { onStack } from '../operations/on-stack.ts';
import { outlookOf } from '../operations/outlook.ts';
import { boundPlanOf, type BoundPlan } from '../operations/bound-plan.ts';
import { lookingOf } from '../operations/prepare.ts';
import { askAhead } from '../operations/pricing.ts';
import type { Site } from '../operations/site.ts';
import { up, type Built, type UpDialogue } from '../operations/up.ts';
import { refusedCheck, visitUntilWell } from '../operations/visits.ts';
import { WentBack, type Answers, type Explain, type Person, type Respondent } from '../questions/answers.ts';
import { person } from '../questions/prompt.ts';
import type { Looking } from '../questions/question.ts';
import type { Journal } from '../state/journal.ts';
import { healthPath } from '../steps/firewall/questions.ts';
import { chapters, questions, steps } from '../steps/index.ts';
import { chapterwise, knowingly, sayWho, welcome } from '../ui/guide.ts';
import { showTopic } from '../ui/guide-page.ts';
import { leafing } from '../ui/leafing.ts';
import { printJson } from '../ui/output.ts';
import { showNext, showOutputs } from '../ui/outputs-view.ts';
import { aMonth, isDone, nothingToDo } from '../ui/plan-view.ts';
import { progressFor } from '../ui/progress.ts';
import { receiptJson, showLeft, showStuck } from '../ui/receipt-view.ts';
import type { Progress } from '../ui/running.ts';
import { linesOf, type Screen } from '../ui/screen.ts';
import { awaitedSite, showRefusedCheck, showVisits } from '../ui/visit-view.ts';
import { visitsJson } from '../visit/meaning.ts';
import type { Visited } from '../visit/visit.ts';
import type { Words } from '../words.ts';
import { beginAnswers } from './begin.ts';
import { dialogueOn, needYes } from './consent.ts';
import { flagsOf, type PlanningOptions } from './options.ts';
import { assertAlone, assertSame, readPlan } from './plan-file.ts';
import { askAgain, mend, review } from './review.ts';
import { sayScript, showingCommands } from './show-commands.ts';
import { siteOf, skipped } from './site.ts';
import type { Surroundings } from './surroundings.ts';

const rates = chapters.flatMap((chapter) => chapter.rates ?? []);

export interface UpOptions extends PlanningOptions {
  /** Minutes. */
  readonly timeout?: number;
  readonly data?: Removal['data'];
  /** The file of a plan that this run is bound to. */
  readonly plan?: string;
  readonly showCommands?: true;
}

/** One run of `up`, once the state is open. */
export interface Building {
  readonly here: Surroundings;
  readonly site: Site;
  readonly options: UpOptions;
  readonly answers: Answers;
  readonly journal: Journal;
  /** What the run is bound to. */
  readonly bound: BoundPlan | undefined;
  readonly progress: Progress;
  /** Absent when there is no person to prompt. */
  readonly asker: Person | undefined;
  readonly signal: AbortSignal;
}

/**
 * Asks, shows the plan, builds it, and shows what was built; returns the exit code.
 *
 * @param finish what comes after it instead, while the stack is still this run's.
 */
export async function build(
  here: Surroundings,
  options: UpOptions,
  signal: AbortSignal,
  finish: (building: Building, built: Built) => Promise<number> = show,
): Promise<number> {
  const { world, screen, interactive, rehearsing } = here;
  const bound = options.plan === undefined ? undefined : readPlan(world.cwd, options.plan);
  if (bound) assertAlone(bound, flagsOf(options, questions), options);
  const asker = interactive && !bound ? person(world, screen, signal, explaining(here)) : undefined;

  let looking: Omit<Looking, 'answered'> | undefined;
  const guided =
    asker && ((answers: Answers, isFirst: boolean) => guide(screen, answers, asker, isFirst, () => looking));
  const { answers, name } = await beginAnswers(
    here,
    options,
    guided,
    asker && ((rehearsed) => takesOver(screen, asker, rehearsed)),
    bound,
  );
  if (!asker) {
    // Wrong and missing answers are found before anything is written.
    await answers.answerAll(questions);
    // Whoever agreed to a plan has seen it.
    if (!rehearsing && !bound) needYes(options);
  }

  // Each command stands under the thing that it makes.
  const parts = options.showCommands ? [] : chapters;
  const board = { screen, steps, parts, clock: world.clock, ...(rehearsing && { aside: doneForYou }) };
  const progress = progressFor(board, world, options.json ?? false);
  const site = siteOf(here, options, { show: progress.show, signal });
  // In a rehearsal the name servers are set after a minute: even the smallest stack is built to its end.
  const patience = 60 * (options.timeout ?? (asker ? 60 : rehearsing ? 5 : 0));
  const ahead = new AbortController();
  try {
    return await onStack(site, name, async (journal) => {
      const building: Building = { here, site, options, answers, journal, bound, progress, asker, signal };
      const signedIn: UpDialogue['signedIn'] = ({ identity, run, pin }) => {
        looking = lookingOf(site, run);
        sayWho(screen, identity);
        // While somebody reads and answers; a rehearsal has the built-in prices.
        if (asker && !rehearsing) void askAhead(site, rates, pin.region, ahead.signal);
      };
      try {
        const dialogue = { ...dialogueOf(building), signedIn };
        const work = { site, journal, answers, dialogue };
        const built = await up(work, { ...options, skip: skipped(options), patience });
        return built ? await finish(building, built) : exitCodes.done;
      } catch (error) {
        if (!(error instanceof Trouble)) throw error;
        // The domain may point there already, but the site does not respond yet.
        const { url: _url, www: _www, ...outputs } = outputsOf(steps, journal.state);
        throw error.after({ outputs });
      }
    });
  } finally {
    ahead.abort();
    progress.stop();
  }
}

/** Whether the answers of a rehearsal are those for the real stack; going back from the question asks them all. */
async function takesOver(screen: Screen, asker: Person, rehearsed: string): Promise<boolean> {
  screen.line();
  const question = {
    en: `You have rehearsed ${rehearsed}. Use the answers you gave there?`,
    ko: `${rehearsed} 스택을 연습하셨습니다. 그때 한 답을 그대로 쓸까요?`,
  };
  return asker.agree(screen.say(question)).catch((error: unknown) => {
    if (error instanceof WentBack) return false;
    throw error;
  });
}

/** Somebody who is told what is ahead before the first question, and about each chapter before its own. */
function guide(
  screen: Screen,
  answers: Answers,
  asker: Person,
  isFirst: boolean,
  looking: () => Omit<Looking, 'answered'> | undefined,
): Respondent {
  if (isFirst) welcome(screen, outlookOf(answers));
  const chaptered = chapterwise(
    screen,
    chapters,
    asker,
    () => outlookOf(answers, looking()?.listed),
    (question) => answers.isSaved(question),
  );
  return knowingly(screen, chaptered, looking);
}

/** The page of the guide on what a question is about, a screen at a time: what is asked stays below it. */
export function explaining({ world, screen }: Surroundings): Explain {
  let opened: { readonly key: string; next(): void } | undefined;
  return async ({ key }, beside) => {
    const { topicAbout } = await import('../guide/index.ts');
    const topic = topicAbout(key);
    if (!topic) return;
    if (opened?.key !== key) {
      const lines = linesOf(screen, (on) => showTopic(on, topic));
      const whole = { en: `whole page: stepway explain ${topic.id}`, ko: `전체: stepway explain ${topic.id}` };
      const rows = world.screen.rows ?? Infinity;
      opened = { key, next: leafing(screen, lines, { rows, beside, whole }) };
    }
    opened.next();
  };
}

function dialogueOf({ here, options, progress, asker, answers, journal, bound }: Building): UpDialogue {
  const { screen } = here;
  const rows = here.world.screen.rows ?? Infinity;
  const built = journal.state.steps.size > 0 ? journal.state.answers : undefined;
  const { show, decide } = review({ screen, rows, asker, answers, built });
  return {
    ...dialogueOn(screen, asker),
    planned(prepared) {
      if (bound) assertSame(bound, boundPlanOf(journal.state.name, answers, prepared, journal.state));
      if (options.json) return;
      show(prepared);
      if (isDone(prepared.plan)) screen.paragraph(nothingToDo);
    },
    async agrees({ plan, price }) {
      if (isDone(plan)) return 'build';
      return decide(lastQuestion(journal, aMonth(price)));
    },
    async begins(run, { plan, settled }) {
      const shown = options.showCommands ? await showingCommands(here, run, plan, settled) : run;
      screen.line();
      progress.expect(stepsToBe(plan), stepsToBe(plan.filter(({ action }) => action === 'keep')));
      return shown;
    },
    ...(asker && {
      refuses(refused) {
        progress.stop();
        return askAgain(screen, asker, answers, refused);
      },
      mends: (trouble) => mend(screen, asker, answers, trouble),
    }),
  };
}

const doneForYou: Words = {
  en: 'In a real run this is yours to do, and stepway waits until it is done. In a rehearsal there is nothing to do.',
  ko: '실제로는 직접 해야 하며, stepway는 될 때까지 기다립니다. 연습에서는 하지 않아도 됩니다.',
};

/** The final confirmation. */
const lastQuestion = ({ state }: Journal, cost: Words): Words =>
  state.steps.size > 0
    ? {
        en: `Continue? The whole stack costs ${cost.en}.`,
        ko: `계속할까요? 전체 비용은 ${cost.ko}입니다.`,
      }
    : {
        en: `Create the stack for ${cost.en}?`,
        ko: `이대로 만들까요? 비용은 ${cost.ko}입니다.`,
      };

async function show(building: Building, { run, outputs, stuck, left }: Built): Promise<number> {
  const { here, options, answers, journal, progress } = building;
  const { world, screen, page } = here;
  progress.stop();
  const seen = await visitIfLed(building, outputs);
  const path = answers.answered(healthPath) ?? '/';
  const refused = await refusedCheck((host, at) => world.visit(host, at), seen, path);
  const script = options.showCommands && here.folder.scriptFile(journal.state.name);
  if (options.json)
    printJson(world.output, {
      is: stuck.length > 0 ? 'waiting' : 'done',
      outputs,
      ...visitsJson(seen),
      ...(refused !== undefined && { healthCheck: { path, status: refused } }),
      ...(script && { script }),
      ...(stuck.length > 0 && { receipt: receiptJson(stuck, page.language) }),
    });
  else {
    showOutputs(page, outputs);
    if (script) sayScript(screen, script);
    showVisits(screen, seen);
    if (refused !== undefined) showRefusedCheck(screen, path, refused);
    const handleOf = (step: string) => journal.state.steps.get(step)?.handle;
    for (const { advice } of chapters) {
      const words = await advice?.({ aws: run.aws, answered: answers.answered, handleOf });
      if (words) screen.paragraph(words);
    }
    if (stuck.length > 0) showStuck(page, stuck);
    if (left.length > 0) showLeft(page, left);
    showNext(screen, here.rehearsing, outputs);
  }
  return stuck.length > 0 ? exitCodes.waiting : exitCodes.done;
}

/** Visits the site as a browser would, unless its name need not lead there yet. */
async function visitIfLed({ here, options, signal }: Building, names: Outputs): Promise<readonly Visited[]> {
  if (options.skipDelegationCheck || options.dnsServer) return [];
  const { clock, visit, screen } = here.world;
  const awaited = awaitedSite(here.screen, screen, clock);
  try {
    return await visitUntilWell({ clock, visit, signal, ...(!options.json && { again: awaited.again }) }, names);
  } finally {
    awaited.stop();
  }
}
