import type { Language } from '../words.ts';
import type { World } from '../world.ts';
import { board } from './board.ts';
import { printJson } from './output.ts';
import { reporter } from './reporter.ts';
import { describe, follow, stepsById, type Board, type Progress, type Running } from './running.ts';
import { spoken } from './speech.ts';

/** How long it may be silent, in milliseconds, before it seems to hang. */
const silence = 30_000;

/** A line for each thing that is finished, as plain text: for logs, pipes, screen readers and simple terminals. */
function lines({ screen, steps, clock, aside }: Board): Progress {
  const running = new Map<string, Running>();
  const stepOf = stepsById(steps);
  const report = reporter(screen, aside);
  const tick = () => {
    const [longest] = [...running.values()].toSorted((a, b) => a.since - b.since);
    if (longest) screen.line(describe(longest, screen, clock.now()));
  };
  let ticking = setInterval(tick, silence);
  return {
    // It may go on after it was stopped for a question.
    expect() {
      clearInterval(ticking);
      ticking = setInterval(tick, silence);
    },
    show(event) {
      const step = stepOf(event);
      if (!step) return;
      follow(running, step, event);
      report(step, event);
    },
    stop: () => clearInterval(ticking),
  };
}

/** One JSON object a line, for programs. */
function jsonLines(output: NodeJS.WriteStream, language: Language): Progress {
  return {
    expect: () => undefined,
    show: (event) => printJson(output, spoken(event, language)),
    stop: () => undefined,
  };
}

/** The way to show progress that suits the reader. */
export function progressFor(
  shown: Board,
  { output, screen }: Pick<World, 'output' | 'screen'>,
  json: boolean,
): Progress {
  if (json) return jsonLines(output, shown.screen.language);
  return screen.isTTY && !shown.screen.plain ? board(shown, screen) : lines(shown);
}
