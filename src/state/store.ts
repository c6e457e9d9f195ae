import type { DurableEvent } from './events.ts';
import type { State } from './state.ts';

/** The events of one stack, where they are kept. */
export interface Log {
  /** What they added up to when it was opened. */
  readonly state: State;
  /** Resolves once the event is durable; when it rejects, nothing of it is kept. One at a time. */
  append(event: DurableEvent): Promise<void>;
  close(): Promise<void>;
}

/** Where the events of stacks are kept. */
export interface Store {
  /** The stacks that have any here. */
  names(): Promise<readonly string[]>;
  /** What those of a stack add up to, without touching them; undefined when nothing was begun. */
  load(name: string): Promise<State | undefined>;
  /** Opens those of a stack for writing. The caller holds the lock. */
  open(name: string): Promise<Log>;
  /**
   * Keeps everybody else from what is called that, and returns what lets go of it.
   *
   * @throws Trouble `state` when somebody else has it.
   */
  lock(name: string): Promise<() => Promise<void>>;
}
