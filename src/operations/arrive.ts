import type { Sighting } from '../aws/sightings.ts';
import type { Run } from '../engine/run.ts';
import { together, Trouble } from '../errors.ts';
import type { Answers } from '../questions/answers.ts';
import { interview } from '../questions/interview.ts';
import { Refused, refusalOf, type AnyQuestion, type Looking } from '../questions/question.ts';
import { draftJournal, type Journal } from '../state/journal.ts';
import { hasBegun } from '../state/state.ts';
import { region as regionQuestion } from '../steps/account/questions.ts';
import { questions } from '../steps/index.ts';
import type { Dialogue } from './dialogue.ts';
import { meetNamesake, takeUp } from './namesakes.ts';
import { unlessStopped, type Site } from './site.ts';
import { failedToLook, lookingOf } from './prepare.ts';
import { assertOpen } from './regions.ts';
import { connectTo, type Connected } from './sign-in.ts';

/** What an operation works with that asks: for whom, where, and on which stack. */
export interface Work<D extends Dialogue = Dialogue> {
  readonly site: Site;
  readonly journal: Journal;
  readonly answers: Answers;
  readonly dialogue: D;
}

/** Everything is answered, and somebody has signed in. */
export interface Arrival extends Connected {
  /** A stack of this name that is to be taken up. */
  readonly namesake: Sighting | undefined;
}

export interface ArriveOptions {
  /** Whether a stack of this name that has no state here is to be taken up. */
  readonly recover?: boolean | undefined;
  /** Whether what AWS does not take of the flags is refused at once, and not with all else by the checks of the plan. */
  readonly early?: boolean;
}

/**
 * Asks what is not answered yet; each answer is kept as soon as it is given. Signs in as soon as the region is known:
 * what is missing for it should show then, not after nine chapters.
 * Where AWS refuses an answer then, it is asked for again.
 */
export async function arrive(
  work: Work,
  { recover = false, early = false }: ArriveOptions,
  before?: Arrival,
): Promise<Arrival> {
  const { site, journal, answers, dialogue } = work;
  const { signal } = site;
  let arrival = before;
  const signIn = async (region: string) => {
    const connected = await unlessStopped(signal, connectTo(site, journal, region));
    if (!hasBegun(journal.state)) await unlessStopped(signal, assertOpen(site, journal, connected.run.aws, region));
    dialogue.signedIn?.(connected);
    const meeting = hasBegun(journal.state)
      ? undefined
      : meetNamesake(connected, answers, dialogue, recover).catch(failedToLook);
    arrival = { ...connected, namesake: meeting && (await unlessStopped(signal, meeting)) };
    return arrival;
  };
  for (;;) {
    try {
      await interview(answers, questions, async (question) => {
        // For an existing stack, a flag is saved only once the plan has shown that it can be applied.
        if (!hasBegun(journal.state)) await keep(work, question);
        const region = answers.answered(regionQuestion);
        if (question !== regionQuestion || region === undefined) return;
        const { run } = arrival?.pin.region === region ? arrival : await signIn(region);
        if (early) await unlessStopped(signal, testGiven(work, run));
      });
      if (!arrival) throw new Error('no region was asked for');
      return arrival;
    } catch (error) {
      if (!(error instanceof Refused) || !(await dialogue.refuses?.(error))) throw error;
    }
  }
}

/**
 * Tests what flags and answers file say, as far as AWS tells at once, before anything is asked. What a stack was built
 * from is not tested again.
 *
 * @throws Refused, or Trouble `usage` with all that is refused.
 */
async function testGiven({ site, journal: { state }, answers, dialogue }: Work, run: Run): Promise<void> {
  const given = questions.filter(({ key }) => answers.isGiven(key));
  for (const question of given) await answers.answer(question);
  const isNew = ({ key }: AnyQuestion) =>
    !hasBegun(state) || state.answers.get(key)?.value !== answers.all.get(key)?.value;
  const tested = given.filter((question) => answers.isOpen(question) && isNew(question));
  const refused = await refusedOf(tested, answers, { ...lookingOf(site, run), answered: answers.answered });
  // A person is asked about one after the other.
  const trouble = dialogue.refuses ? refused[0] : together(refused);
  if (trouble) throw trouble;
}

/** What AWS refuses at once of these answers, each with where it was said. */
async function refusedOf(questions: readonly AnyQuestion[], answers: Answers, looking: Looking): Promise<Refused[]> {
  const refused = await Promise.all(
    questions.map(async (question) => {
      const value = looking.answered(question);
      const refusal = question.early && value !== undefined && (await refusalOf(question, value, looking));
      if (!refusal) return [];
      const { en, ko } = answers.whence(question);
      return [new Refused(question, refusal, { en: `Choose another ${en}.`, ko: `${ko} 값을 바꿔 주세요.` })];
    }),
  );
  return refused.flat();
}

/**
 * What AWS refuses at once, beside what is wrong with other answers: whoever mends one should hear of all. Nothing
 * where nobody is signed in, or the region is what is wrong.
 */
export async function alsoRefused(
  site: Site,
  answers: Answers,
  { right, answered }: Pick<ReturnType<Answers['reading']>, 'right' | 'answered'>,
): Promise<readonly Trouble[]> {
  const tested = right.filter((one) => one.early && (one.when?.(answered) ?? true));
  const region = answered(regionQuestion);
  if (tested.length === 0 || region === undefined) return [];
  try {
    const { run } = await unlessStopped(site.signal, connectTo(site, draftJournal(undefined, 'draft'), region));
    return await refusedOf(tested, answers, { ...lookingOf(site, run), answered });
  } catch (error) {
    if (error instanceof Trouble && error.kind !== 'interrupted') return [];
    throw error;
  }
}

/** Saves an answer, unless it is saved already or was not asked for. */
export async function keep({ site, journal, answers }: Work, question: AnyQuestion): Promise<void> {
  const answer = answers.all.get(question.key);
  if (!answer || !answers.isOpen(question)) return;
  const saved = journal.state.answers.get(question.key);
  // A default that somebody has confirmed is a decision from then on.
  const isConfirmed = saved?.from === 'default' && answers.isDecided(question);
  if (saved?.value !== answer.value || isConfirmed)
    await journal.append({ at: site.clock.now(), is: 'answered', question: question.key, ...answer });
}

/**
 * Takes up the stack of this name that was met, if there is one and it was not taken up yet.
 *
 * @returns how many resources were taken up.
 */
export async function takeUpMet(
  { site, journal: { state }, answers, dialogue }: Work,
  { namesake, ...connected }: Arrival,
): Promise<number> {
  if (!namesake || hasBegun(state)) return 0;
  const count = await unlessStopped(site.signal, takeUp(site, connected, answers, namesake).catch(failedToLook));
  dialogue.recovered?.(state.name, count);
  return count;
}
