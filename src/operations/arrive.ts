import type { Sighting } from '../aws/sightings.ts';
import type { Answers } from '../questions/answers.ts';
import { interview } from '../questions/interview.ts';
import type { AnyQuestion } from '../questions/question.ts';
import type { Journal } from '../state/journal.ts';
import { hasBegun } from '../state/state.ts';
import { region as regionQuestion } from '../steps/account/questions.ts';
import { questions } from '../steps/index.ts';
import type { Dialogue } from './dialogue.ts';
import { meetNamesake, takeUp } from './namesakes.ts';
import { unlessStopped, type Site } from './site.ts';
import { failedToLook } from './prepare.ts';
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

/**
 * Asks what is not answered yet; each answer is kept as soon as it is given. Signs in as soon as the region is known:
 * what is missing for it should show then, not after nine chapters.
 *
 * @param recover whether a stack of this name that has no state here is to be taken up.
 */
export async function arrive(work: Work, recover = false, before?: Arrival): Promise<Arrival> {
  const { site, journal, answers, dialogue } = work;
  const { signal } = site;
  let arrival = before;
  await interview(answers, questions, async (question) => {
    // For an existing stack, a flag is saved only once the plan has shown that it can be applied.
    if (!hasBegun(journal.state)) await keep(work, question);
    const region = answers.answered(regionQuestion);
    if (question !== regionQuestion || region === undefined || region === arrival?.pin.region) return;
    const connected = await unlessStopped(signal, connectTo(site, journal, region));
    dialogue.signedIn?.(connected);
    const meeting = hasBegun(journal.state)
      ? undefined
      : meetNamesake(connected, answers, dialogue, recover).catch(failedToLook);
    arrival = { ...connected, namesake: meeting && (await unlessStopped(signal, meeting)) };
  });
  if (!arrival) throw new Error('no region was asked for');
  return arrival;
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
