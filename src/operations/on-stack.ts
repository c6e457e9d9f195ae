import { draftJournal, openJournal, type Journal } from '../state/journal.ts';
import type { Site } from './site.ts';

/**
 * Works on a stack whose state nobody else works on meanwhile.
 *
 * @param isDraft whether nothing is to be written.
 */
export async function onStack<T>(
  { store, clock }: Pick<Site, 'store' | 'clock'>,
  name: string,
  work: (journal: Journal) => Promise<T>,
  isDraft = false,
): Promise<T> {
  const release = await store.lock(name);
  try {
    const opening = isDraft
      ? store.load(name).then((state) => draftJournal(state, name))
      : openJournal(store, name, clock.now());
    const journal = await opening;
    try {
      return await work(journal);
    } finally {
      await journal.close();
    }
  } finally {
    await release();
  }
}
