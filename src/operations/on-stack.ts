import { openJournal, type Journal } from '../state/journal.ts';
import type { Site } from './site.ts';

/** Works on a stack whose state nobody else works on meanwhile. */
export async function onStack<T>(
  { store, clock }: Pick<Site, 'store' | 'clock'>,
  name: string,
  work: (journal: Journal) => Promise<T>,
): Promise<T> {
  const release = await store.lock(name);
  try {
    const journal = await openJournal(store, name, clock.now());
    try {
      return await work(journal);
    } finally {
      await journal.close();
    }
  } finally {
    await release();
  }
}
