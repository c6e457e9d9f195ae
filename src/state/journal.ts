import { randomBytes } from 'node:crypto';
import { interrupted } from '../errors.ts';
import type { DurableEvent } from './events.ts';
import { emptyState, next, type State } from './state.ts';
import type { Store } from './store.ts';

/**
 * The version of the events that this program writes, and the newest that it reads. Since the second, what a stack
 * makes carries its id.
 */
export const version = 2;

export interface Journal {
  /** What all events so far add up to. */
  readonly state: State;
  /** Resolves once the event is durable; in the order of the calls. After it failed once it always fails. */
  append(event: DurableEvent): Promise<void>;
  /** Why nothing can be recorded any more. */
  readonly trouble?: Error | undefined;
  close(): Promise<void>;
}

/** Opens the journal of the stack `name` for writing, beginning it when there is none. The caller holds the lock. */
export async function openJournal(store: Store, name: string, now: number): Promise<Journal> {
  const log = await store.open(name);
  let { state } = log;
  let trouble: Error | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const write = async (event: DurableEvent) => {
    if (trouble) throw trouble;
    const after = next(state, event);
    try {
      await log.append(event);
    } catch (error) {
      trouble = error as Error;
      throw error;
    }
    state = after;
  };
  let isClosed = false;
  const append = (event: DurableEvent) => {
    // Whoever was left behind by somebody who stopped has no lock any more.
    const written = isClosed ? Promise.reject(interrupted()) : last.then(() => write(event));
    last = written.catch(() => undefined);
    return written;
  };

  if (!state.id) await append({ at: now, is: 'begun', version, name, id: newStackId() });
  return {
    get state() {
      return state;
    },
    get trouble() {
      return trouble;
    },
    append,
    async close() {
      isClosed = true;
      await last;
      await log.close();
    },
  };
}

export const newStackId = (): string => randomBytes(4).toString('hex');

/**
 * A journal in memory only, for `plan`.
 *
 * @param written is given what is written down.
 */
export function draftJournal(from: State | undefined, name: string, written: DurableEvent[] = []): Journal {
  let state = from ?? { ...emptyState, name, id: 'draft', version };
  return {
    get state() {
      return state;
    },
    append: async (event) => {
      state = next(state, event);
      written.push(event);
    },
    close: async () => undefined,
  };
}
