import type { Answers } from '../questions/answers.ts';
import { draftJournal } from '../state/journal.ts';
import { arrive, takeUpMet } from './arrive.ts';
import type { Dialogue } from './dialogue.ts';
import { prepare, type Prepared, type PrepareOptions } from './prepare.ts';
import type { Site } from './site.ts';

/** What `up` would do with these answers. Writes nothing. */
export async function plan(
  site: Site,
  name: string,
  answers: Answers,
  dialogue: Dialogue,
  options: PrepareOptions & { readonly recover?: boolean | undefined },
): Promise<Prepared> {
  const journal = draftJournal(await site.store.load(name), name);
  const arrival = await arrive(site, journal, answers, dialogue, options.recover ?? false);
  await takeUpMet(site, arrival, answers, dialogue);
  return prepare(site, arrival, answers, options);
}
