import { draftJournal } from '../state/journal.ts';
import { arrive, takeUpMet, type Work } from './arrive.ts';
import { prepare, type Prepared, type PrepareOptions } from './prepare.ts';

/** What `up` would do with these answers. Writes nothing. */
export async function plan(
  place: Omit<Work, 'journal'>,
  name: string,
  options: PrepareOptions & { readonly recover?: boolean | undefined },
): Promise<Prepared> {
  const { site, answers } = place;
  const work = { ...place, journal: draftJournal(await site.store.load(name), name) };
  const arrival = await arrive(work, { recover: options.recover });
  await takeUpMet(work, arrival);
  return prepare(site, arrival, answers, options);
}
