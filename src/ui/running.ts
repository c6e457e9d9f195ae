import stringWidth from 'string-width';
import type { Clock } from '../clock.ts';
import type { AnyStep } from '../engine/step.ts';
import type { Event } from '../state/events.ts';
import { stepIdOf } from '../state/state.ts';
import type { Words } from '../words.ts';
import type { Part } from './folding.ts';
import type { Screen } from './screen.ts';
import { duration } from './time.ts';

/** Shows what happens, as it happens. */
export interface Progress {
  /** What is to be there in the end, each after those it needs, and what of it is there: so it can tell how long it takes. */
  expect(steps: readonly AnyStep[], there: readonly AnyStep[]): void;
  show(event: Event): void;
  /** Clears what moves, and leaves the rest. */
  stop(): void;
}

export interface Board {
  readonly screen: Screen;
  readonly steps: readonly AnyStep[];
  /** The parts of what is built: on a screen, each is one line. */
  readonly parts: readonly Part[];
  readonly clock: Clock;
  /** What is to be known of each task that the user gets. */
  readonly aside?: Words;
}

/** The step that an event is about, if it is about one of these. */
export function stepsById(steps: readonly AnyStep[]): (event: Event) => AnyStep | undefined {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return (event) => ('step' in event ? byId.get(stepIdOf(event.step)) : undefined);
}

/** Something that is being made or deleted. */
export interface Running {
  readonly step: AnyStep;
  readonly since: number;
  readonly going: boolean;
  readonly note?: Words;
  readonly task?: Words;
}

/** What runs now, as a fold of the events. */
export function follow(running: Map<string, Running>, step: AnyStep, event: Event): void {
  const known = running.get(step.id);
  switch (event.is) {
    case 'started':
    case 'changing':
    case 'removing':
      running.set(step.id, { step, since: event.at, going: event.is === 'removing' });
      break;
    case 'waiting':
      running.set(step.id, {
        step,
        since: event.at,
        going: false,
        ...known,
        note: event.note,
        ...(event.task && { task: event.task }),
      });
      break;
    case 'ready':
    case 'removed':
    case 'failed':
    case 'kept':
      running.delete(step.id);
      break;
  }
}

/** "Database (RDS) · creating · 2 m 10 s of about 4 m 15 s" */
export function describe(
  { step, since, going, note }: Running,
  { say, language, paint, width }: Screen,
  now: number,
): string {
  const usual = (going ? step.going : step.making)?.takes?.usual;
  const taken = duration((now - since) / 1000, language);
  const forUser = step.making?.task && !going;
  const time =
    usual && usual > 5 && !forUser
      ? say({
          en: `${taken} of about ${duration(usual, language)}`,
          ko: `${taken} / 보통 ${duration(usual, language)}`,
        })
      : taken;
  const line = (details: readonly string[]) => `${say(step.title)} · ${details.join(' · ')}`;
  const details = note ? [say(note), time] : [time];
  // Rather without the note than broken over two lines: the spinner stands before it.
  const fits = (some: readonly string[]) => stringWidth(line(some)) <= width - 2;
  const shown = [details, [time], [taken]].find(fits) ?? [];
  if (shown.length === 0) return say(step.title);
  return line(shown).replace(/ · .*/, (rest) => paint('dim', rest));
}
