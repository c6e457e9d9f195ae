import type { AnyStep } from '../engine/step.ts';
import type { Words } from '../words.ts';
import type { Screen } from './screen.ts';
import { duration } from './time.ts';

/** A part of the build: one line on the screen, whatever it is made of. */
export interface Part {
  readonly title: Words;
  readonly steps: readonly AnyStep[];
}

/** How far a part is. */
interface Counted {
  readonly part: Part;
  /** What is made or waited for in it; what is only looked up is not worth a number. */
  readonly all: ReadonlySet<string>;
  readonly done: Set<string>;
  since: number | undefined;
  told: boolean;
}

/** Counts what is finished in each part, and says so once per part instead of once per thing. */
export interface Folding {
  /** How many are done of the part that a step is in: "Network 3/14"; undefined where it is in none. */
  progressOf(step: AnyStep): string | undefined;
  begun(step: AnyStep, at: number): void;
  /** Says whether its part tells of it. */
  finished(step: AnyStep, at: number): boolean;
  /** Says how far the parts came that are not finished. */
  close(): void;
}

/**
 * @param parts of which all is shown in one line.
 * @param ahead what is to be made, without what is there.
 */
export function folding(
  { line, say, paint, language }: Screen,
  parts: readonly Part[],
  ahead: readonly AnyStep[],
): Folding {
  const isAhead = new Set(ahead);
  const counted = parts.map((part): Counted => ({
    part,
    all: new Set(part.steps.filter((step) => isAhead.has(step) && (step.create ?? step.check)).map(({ id }) => id)),
    done: new Set(),
    since: undefined,
    told: false,
  }));
  const of = ({ id }: AnyStep) => counted.find(({ all }) => all.has(id));
  const tell = (one: Counted, mark: string, rest: string) => {
    one.told = true;
    line(`${mark} ${say(one.part.title)} ${paint('dim', rest)}`);
  };
  return {
    progressOf(step) {
      const one = of(step);
      return one && `${say(one.part.title)} ${one.done.size}/${one.all.size}`;
    },
    begun(step, at) {
      const one = of(step);
      if (one) one.since ??= at;
    },
    finished(step, at) {
      const one = of(step);
      if (!one) return false;
      one.done.add(step.id);
      if (one.done.size < one.all.size || one.told) return true;
      const took = duration((at - (one.since ?? at)) / 1000, language);
      tell(one, paint('green', '✔'), `${one.all.size}/${one.all.size} · ${took}`);
      return true;
    },
    close() {
      for (const one of counted)
        if (!one.told && one.done.size > 0) tell(one, paint('yellow', '…'), `${one.done.size}/${one.all.size}`);
    },
  };
}
