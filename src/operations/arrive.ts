import type { Sighting } from '../aws/sightings.ts';
import type { Run } from '../engine/run.ts';
import { together } from '../errors.ts';
import type { Answers } from '../questions/answers.ts';
import { interview } from '../questions/interview.ts';
import { Refused, refusalOf, type AnyQuestion } from '../questions/question.ts';
import type { Journal } from '../state/journal.ts';
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
  const looking = { ...lookingOf(site, run), answered: answers.answered };
  const refused = await Promise.all(
    given.map(async (question) => {
      const value = answers.all.get(question.key)?.value;
      if (!question.early || value === undefined || !answers.isOpen(question)) return [];
      if (hasBegun(state) && state.answers.get(question.key)?.value === value) return [];
      const refusal = await refusalOf(question, value, looking);
      if (!refusal) return [];
      const todo = { en: `Choose another --${question.key}.`, ko: `--${question.key} 값을 바꿔 주세요.` };
      return [new Refused(question, refusal, todo)];
    }),
  );
  // A person is asked about one after the other.
  const trouble = dialogue.refuses ? refused.flat()[0] : together(refused.flat());
  if (trouble) throw trouble;
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
