import type { Aws } from '../aws/clients.ts';
import { interrupted, Trouble } from '../errors.ts';
import { assertClear } from '../engine/preflight.ts';
import type { Run } from '../engine/run.ts';
import type { Removal } from '../engine/step.ts';
import { teardown } from '../engine/teardown.ts';
import { up } from '../engine/up.ts';
import type { Answers } from '../questions/answers.ts';
import { person, type Person } from '../questions/prompt.ts';
import type { AnyQuestion } from '../questions/question.ts';
import { openJournal, type Journal } from '../state/journal.ts';
import { takeLock } from '../state/lock.ts';
import { chapters, questions, steps } from '../steps/index.ts';
import { chapterwise, sayRehearsal, sayWho, welcome } from '../ui/guide.ts';
import { printJson } from '../ui/output.ts';
import { outputsOf, showNext, showOutputs } from '../ui/outputs-view.ts';
import { dollars, showPlan } from '../ui/plan-view.ts';
import { showPreflight } from '../ui/preflight-view.ts';
import { progressFor, type Progress } from '../ui/progress.ts';
import type { World } from '../world.ts';
import { beginAnswers } from './begin.ts';
import type { CommandDefinition, CommonOptions } from './command.ts';
import { agreeOnData, needYes } from './consent.ts';
import {
  dataOption,
  delegationOptions,
  permissionOption,
  timeoutOption,
  type DelegationOptions,
  type SkipOptions,
} from './options.ts';
import { prepare, skipped } from './prepare.ts';
import { checkRegion, signIn, type SignedIn } from './sign-in.ts';
import { stoppable, unlessStopped } from './stoppable.ts';
import { surroundings, type Surroundings } from './surroundings.ts';

interface UpOptions extends CommonOptions, DelegationOptions, SkipOptions {
  /** Minutes. */
  readonly timeout?: number;
  readonly data?: Removal['data'];
}

/** One run of `up`, once the state is open. */
interface Building {
  readonly here: Surroundings;
  readonly options: UpOptions;
  readonly answers: Answers;
  readonly journal: Journal;
  readonly progress: Progress;
  readonly asker: Person | undefined;
  readonly signal: AbortSignal;
}

export const command: CommandDefinition = {
  questions,
  options: [...delegationOptions, permissionOption, timeoutOption, dataOption],

  async run(world: World, options: UpOptions) {
    const here = await surroundings(world, options);
    return stoppable(here, (signal) => begin(here, options, signal));
  },
};

async function begin(here: Surroundings, options: UpOptions, signal: AbortSignal): Promise<number> {
  const { world, screen, folder, interactive, rehearsing } = here;
  const asker = interactive ? person(world, screen.language, signal) : undefined;

  if (rehearsing) sayRehearsal(screen);
  if (asker && folder.names().length === 0) welcome(screen);
  const { answers, name } = await beginAnswers(here, options, asker && chapterwise(screen, chapters, asker));
  if (!asker) {
    // Wrong and missing answers are found before anything is written.
    await answers.answerAll(questions);
    if (!rehearsing) needYes(options);
  }

  folder.prepare();
  const release = takeLock(folder.lockFile(name));
  const board = { screen, steps, clock: world.clock };
  const progress = progressFor(board, world, options.json ?? false);
  let journal: Journal | undefined;
  try {
    journal = openJournal(folder.stateFile(name), name, world.clock.now());
    return await build({ here, options, answers, journal, progress, asker, signal });
  } catch (error) {
    if (!(error instanceof Trouble) || !journal) throw error;
    // Its name may lead there already, but nobody answers yet.
    const { url: _url, ...outputs } = outputsOf(steps, journal.state);
    throw error.after({ outputs });
  } finally {
    progress.stop();
    journal?.close();
    release();
  }
}

async function build(building: Building): Promise<number> {
  const { here, options, answers, journal, progress, asker, signal } = building;
  const { world, screen, page } = here;
  const { pin, aws } = await ask(building);
  const dns = await world.dns(options.dnsServer);
  const skip = skipped(options);
  // In a rehearsal the name servers are set after a minute: even the smallest stack is built to its end.
  const patience = 60 * (options.timeout ?? (asker ? 60 : here.rehearsing ? 5 : 0));

  const run: Run = { steps, aws, dns, clock: world.clock, journal, show: progress.show, signal };
  const prepared = await unlessStopped(signal, prepare(here, run, pin, answers, skip));
  const { plan, price, settled, survey, preflight } = prepared;
  const open = questions.filter((question) => answers.isOpen(question));
  if (!options.json) {
    showPlan(screen, { chapters, plan, questions: open, answers: answers.all, price, preflight });
    // What stands in the way is said last, as the error.
    showPreflight(screen, preflight.rows, 'obstacle');
  }
  assertClear(preflight);
  const toDo = plan.some(({ action }) => action !== 'keep');
  const going = plan.filter(({ action }) => action === 'remove').map(({ step }) => step);
  const data = await agreeOnData(screen, going, options, asker);
  if (asker && toDo && !(await agree(screen, asker, price.total, journal.state.steps.size > 0))) return 0;

  for (const question of questions) keep(building, question);
  if (!journal.state.pin) journal.append({ at: world.clock.now(), is: 'pinned', ...pin });
  screen.line();
  await up(run, { answers: settled, plan, survey, preflight, skip, patience });
  if (going.length > 0) await teardown(run, { data, only: new Set(going.map(({ id }) => id)) });
  if (signal.aborted) throw interrupted();

  progress.stop();
  const outputs = outputsOf(steps, journal.state);
  if (options.json) printJson(world.output, { is: 'done', outputs });
  else {
    showOutputs(page, outputs, pin.region);
    showNext(screen, here.rehearsing, outputs);
  }
  return 0;
}

/** Goes through the chapters; each answer is kept as soon as it is given. */
async function ask(building: Building): Promise<SignedIn & { readonly aws: Aws }> {
  const { here, options, answers, journal, signal } = building;
  const { world, screen } = here;
  let signedIn: (SignedIn & { readonly aws: Aws }) | undefined;
  for (const chapter of chapters) {
    for (const question of chapter.asks) {
      if (!answers.all.has(question.key)) await answers.answer(question);
      // What a flag says of a stack that is there is kept once the plan is sure that it can be done.
      if (journal.state.steps.size === 0) keep(building, question);
    }
    if (signedIn) continue;
    // After the first chapter: better to know now than after nine that nobody is signed in.
    const region = String(answers.all.get('region')?.value);
    checkRegion(journal.state, region);
    const aws = await world.connect({ region, profile: options.profile });
    signedIn = { aws, ...(await unlessStopped(signal, signIn(aws, journal.state, region, options.profile))) };
    sayWho(screen, signedIn.identity);
  }
  if (!signedIn) throw new Error('there are no chapters');
  return signedIn;
}

/** Writes an answer down, unless it is there already or was not asked for. */
function keep({ here, answers, journal }: Building, question: AnyQuestion): void {
  const answer = answers.all.get(question.key);
  if (!answer || !answers.isOpen(question)) return;
  if (journal.state.answers.get(question.key)?.value !== answer.value)
    journal.append({ at: here.world.clock.now(), is: 'answered', question: question.key, ...answer });
}

async function agree(
  screen: Surroundings['screen'],
  asker: Person,
  monthly: number,
  goingOn: boolean,
): Promise<boolean> {
  screen.line();
  const question = goingOn
    ? {
        en: `Go on? All of it costs about ${dollars(monthly)} a month.`,
        ko: `계속할까요? 전체 비용은 월 약 ${dollars(monthly)}입니다.`,
      }
    : { en: `Build it, for about ${dollars(monthly)} a month?`, ko: `월 약 ${dollars(monthly)}로 만들까요?` };
  if (await asker.agree(screen.say(question))) return true;
  screen.paragraph({
    en: 'Nothing was made. Your answers are kept: the same command goes on from here, and flags change them.',
    ko: '아무것도 만들지 않았습니다. 답은 저장되어 있으니 같은 명령으로 이어서 하거나 플래그로 바꿀 수 있습니다.',
  });
  return false;
}
