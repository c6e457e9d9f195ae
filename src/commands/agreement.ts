import type { Sighting } from '../aws/sightings.ts';
import type { Dns } from '../dns/dns.ts';
import { assertClear } from '../engine/preflight.ts';
import type { Run } from '../engine/run.ts';
import type { Removal } from '../engine/context.ts';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import { WentBack, type Answers } from '../questions/answers.ts';
import { interview } from '../questions/interview.ts';
import type { Person } from '../questions/person.ts';
import type { AnyQuestion, Looking } from '../questions/question.ts';
import type { Journal } from '../state/journal.ts';
import { hasBegun } from '../state/state.ts';
import { region as regionQuestion } from '../steps/account/questions.ts';
import { chapters, questions, steps } from '../steps/index.ts';
import { sayWho } from '../ui/guide.ts';
import { dollars, showPlan } from '../ui/plan-view.ts';
import { showPreflight } from '../ui/preflight-view.ts';
import type { Progress } from '../ui/progress.ts';
import type { CommonOptions } from './command.ts';
import { agreeOnData, agreeOnLoss } from './consent.ts';
import { meetNamesake, takeUp } from './namesakes.ts';
import type { PriceOptions, RecoverOptions, SkipOptions } from './options.ts';
import { prepare, skipped, whereabouts, type Prepared } from './prepare.ts';
import { checkRegion, signIn, type SignedIn } from './sign-in.ts';
import { unlessStopped } from './stoppable.ts';
import type { Surroundings } from './surroundings.ts';

/** One run of `up`, once the state is open. */
export interface Building {
  readonly here: Surroundings;
  readonly options: CommonOptions & SkipOptions & PriceOptions & RecoverOptions & { readonly data?: Removal['data'] };
  readonly answers: Answers;
  readonly journal: Journal;
  readonly dns: Dns;
  readonly progress: Progress;
  /** After the sign-in: where answers can be looked up, and a stack of this name that is to be taken up. */
  readonly found: { looking?: Omit<Looking, 'answered'>; namesake?: Sighting | undefined };
  /** Absent when there is no person to prompt. */
  readonly asker: Person | undefined;
  readonly signal: AbortSignal;
}

interface Connected extends SignedIn {
  readonly run: Run;
}

/** What was agreed on: the plan, where, and what to do with the data that is deleted. */
export interface Agreement extends Prepared {
  readonly pin: SignedIn['pin'];
  readonly run: Run;
  readonly data: Removal['data'];
}

/**
 * Asks until everything is answered, shows the plan, and lets the person change it until it is right.
 *
 * @returns undefined when the person declines.
 * @throws Trouble with what blocks the plan, when changing an answer cannot help.
 */
export async function agreeOnPlan(building: Building): Promise<Agreement | undefined> {
  const { here, options, answers, journal, asker, signal } = building;
  let connected: Connected | undefined;
  for (;;) {
    connected = await ask(building, connected);
    const { pin, run } = connected;
    try {
      const { namesake } = building.found;
      if (namesake && !hasBegun(journal.state)) await unlessStopped(signal, takeUp(here, run, pin, answers, namesake));
      const prepared = await unlessStopped(signal, prepare(here, run, pin, answers, skipped(options), options));
      show(building, prepared);
      assertClear(prepared.preflight);
      if (!(await agreeOnLoss(here.screen, prepared.plan, options, asker))) return undefined;
      const going = prepared.plan.filter(({ action }) => action === 'remove').map(({ step }) => step);
      const data = await agreeOnData(here.screen, going, options, asker);
      const decision = await decide(building, prepared);
      if (decision === 'build') return { ...prepared, pin, run, data };
      if (decision === 'leave') return undefined;
      await changeOne(building);
    } catch (error) {
      // Changing an answer may help.
      if (!asker || !(error instanceof Trouble) || error.kind !== 'usage') throw error;
      here.screen.trouble(error);
      if (!(await changeOne(building))) throw error;
    }
  }
}

/** Asks what is not answered yet; each answer is kept as soon as it is given. */
async function ask(building: Building, before: Connected | undefined): Promise<Connected> {
  const { here, options, answers, journal, dns, progress, asker, found, signal } = building;
  let connected = before;
  await interview(answers, questions, async (question) => {
    // For an existing stack, a flag is saved only once the plan has shown that it can be applied.
    if (journal.state.steps.size === 0) await keep(building, question);
    const region = answers.answered(regionQuestion);
    if (question !== regionQuestion || region === undefined || region === connected?.pin.region) return;
    // A missing sign-in should show now, not after nine chapters.
    checkRegion(journal.state, region);
    const aws = await here.world.connect({ region, profile: options.profile });
    const run: Run = { steps, aws, dns, clock: here.world.clock, journal, show: progress.show, signal };
    connected = { run, ...(await unlessStopped(signal, signIn(aws, journal.state, region, options.profile))) };
    found.looking = { aws, dns, ...whereabouts(here, journal) };
    sayWho(here.screen, connected.identity);
    if (hasBegun(journal.state)) return;
    const meeting = { recover: options.recover ?? false, screen: here.screen, asker };
    found.namesake = await unlessStopped(signal, meetNamesake(run, connected.pin, answers, meeting));
  });
  if (!connected) throw new Error('no region was asked for');
  return connected;
}

/** Saves an answer, unless it is saved already or was not asked for. */
export async function keep({ here, answers, journal }: Building, question: AnyQuestion): Promise<void> {
  const answer = answers.all.get(question.key);
  if (!answer || !answers.isOpen(question)) return;
  const saved = journal.state.answers.get(question.key);
  // A default that somebody has confirmed is a decision from then on.
  const isConfirmed = saved?.from === 'default' && answers.isDecided(question);
  if (saved?.value !== answer.value || isConfirmed)
    await journal.append({ at: here.world.clock.now(), is: 'answered', question: question.key, ...answer });
}

function show({ here: { screen }, options, answers }: Building, { plan, price, preflight }: Prepared): void {
  if (options.json) return;
  const open = questions.filter((question) => answers.isOpen(question));
  showPlan(screen, { chapters, plan, questions: open, answers: answers.all, price, preflight });
  // What blocks the plan is shown last, as the error.
  showPreflight(screen, preflight.rows, 'obstacle');
}

/** The final confirmation, when there is a person to ask and anything to do. */
async function decide(
  { here: { screen }, asker, journal }: Building,
  { plan, price: { total } }: Prepared,
): Promise<'build' | 'change' | 'leave'> {
  if (!asker || plan.every(({ action }) => action === 'keep')) return 'build';
  const question =
    journal.state.steps.size > 0
      ? {
          en: `Continue? The whole stack costs about ${dollars(total).en} a month.`,
          ko: `계속할까요? 전체 비용은 월 약 ${dollars(total).ko}입니다.`,
        }
      : {
          en: `Create the stack for about ${dollars(total).en} a month?`,
          ko: `이대로 만들까요? 비용은 월 약 ${dollars(total).ko}입니다.`,
        };
  screen.line();
  screen.line(
    screen.paint(
      'dim',
      screen.say({ en: 'Press Esc to change an answer.', ko: 'Esc를 누르면 답을 바꿀 수 있습니다.' }),
    ),
  );
  try {
    if (await asker.agree(screen.say(question))) return 'build';
  } catch (error) {
    if (error instanceof WentBack) return 'change';
    throw error;
  }
  screen.paragraph({
    en: 'Nothing was created. Your answers are saved: run the same command to continue, or use flags to change them.',
    ko: '아무것도 만들지 않았습니다. 답은 저장되어 있으니 같은 명령으로 이어서 하거나 플래그로 바꿀 수 있습니다.',
  });
  return 'leave';
}

/** Lets the person choose an answer and give another one; says whether it was. */
async function changeOne({ here: { screen }, answers, asker }: Building): Promise<boolean> {
  const open = questions.filter((question) => answers.canChange(question));
  const choices = open.map(({ key }) => {
    const shown = `${key}: ${oneLine(String(answers.all.get(key)?.value))}`;
    return { value: key, name: { en: shown, ko: shown } };
  });
  const none = { value: '', name: { en: 'None', ko: '바꾸지 않음' } };
  const key = await asker?.choose(
    screen.say({ en: 'Which answer do you want to change?', ko: '어떤 답을 바꿀까요?' }),
    [...choices, none],
  );
  const question = open.find((one) => one.key === key);
  if (!question) return false;
  try {
    await answers.change(question);
    return true;
  } catch (error) {
    if (error instanceof WentBack) return false;
    throw error;
  }
}
