import type { Trouble } from '../errors.ts';
import type { Words } from '../words.ts';
import { tell, type Run } from './run.ts';
import type { AnyStep, Duration } from './step.ts';
import { tookTooLong, until } from './wait.ts';

/** Shown while a call is in progress, so that the program does not seem to hang. */
const slowAnswer: Words = { en: 'AWS is slow to respond', ko: 'AWS 응답이 늦어지는 중' };

interface Watching {
  readonly duration: Duration;
  /** When what is waited for began, in milliseconds since 1970; now, when absent. */
  readonly since?: number;
  /** What it waits for goes away. */
  readonly isGoing?: true;
  /** What it waits for, as last seen. */
  note(): Words;
  /** What the user has to do meanwhile, as last seen. */
  task?(): Words | undefined;
  /** Why to give up after so many seconds of this waiting; at the duration's limit, when absent. */
  giveUp?(waited: number): Trouble | undefined;
}

/**
 * Looks until there is something, and tells the screen what it waits for. The limit counts from now, so
 * that running the command again continues the wait.
 */
export function watch<T>(run: Run, step: AnyStep, watching: Watching, look: () => Promise<T | undefined>): Promise<T> {
  const { clock, signal } = run;
  const { duration, note } = watching;
  const began = clock.now();
  const giveUp =
    watching.giveUp ??
    ((waited) =>
      waited > duration.limit
        ? tookTooLong(step.title, duration.limit, note(), watching.isGoing ? 'going' : 'making')
        : undefined);
  return until(
    {
      clock,
      signal,
      since: watching.since ?? began,
      duration,
      before: () => {
        const trouble = run.journal.trouble ?? giveUp((clock.now() - began) / 1000);
        if (trouble) throw trouble;
        const task = watching.task?.();
        tell(run, { is: 'waiting', step: step.id, note: note(), ...(task && { task }) });
      },
      slow: () => tell(run, { is: 'waiting', step: step.id, note: slowAnswer }),
    },
    look,
  );
}
