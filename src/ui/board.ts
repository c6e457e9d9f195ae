import { turnOf } from '../engine/settle.ts';
import type { AnyStep } from '../engine/step.ts';
import { timeLeft, usual } from '../engine/usual-time.ts';
import { folding } from './folding.ts';
import { moving } from './moving.ts';
import { reporter } from './reporter.ts';
import { describe, follow, stepsById, type Board, type Progress, type Running } from './running.ts';
import type { Screen } from './screen.ts';
import { wrap } from './table.ts';
import { duration } from './time.ts';

/** Above a line for each part that is finished, and below, moving, each part at work with what runs in it. */
export function board({ screen, steps, parts, clock, aside }: Board, stream: NodeJS.WriteStream): Progress {
  const running = new Map<string, Running>();
  const stepOf = stepsById(steps);
  const below = moving(stream, screen.colour);
  const report = reporter(screen, aside);
  const { paint } = screen;
  let expected: readonly AnyStep[] = [];
  const finished = new Set<string>();
  let folded = folding(screen, [], []);

  const left = (step: AnyStep) => {
    if (finished.has(step.id)) return 0;
    const elapsed = (clock.now() - (running.get(step.id)?.since ?? clock.now())) / 1000;
    return Math.max(0, usual(step) - elapsed);
  };

  /** What runs, under the part that it belongs to. */
  const byPart = (all: readonly Running[]) => {
    const heads = new Map<string | undefined, Running[]>();
    for (const one of all) {
      const head = folded.progressOf(one.step);
      heads.set(head, [...(heads.get(head) ?? []), one]);
    }
    return [...heads].map(([head, members]) => ({ head, members }));
  };

  const shownBelow = () => {
    if (running.size === 0) return [];
    // The terminal cannot take back lines that it has scrolled away.
    const room = Math.max(1, (stream.rows ?? 24) - 3);
    const all = [...running.values()].toSorted((a, b) => a.since - b.since);
    const described = byPart(all).flatMap(({ head, members }) => {
      // Further in, under the part.
      const narrower = { ...screen, width: screen.width - 2 };
      const lines = members.map((one) => describe(one, head === undefined ? screen : narrower, clock.now()));
      return head === undefined ? lines : [head, ...lines.map((line) => `  ${line}`)];
    });
    const shown = described.slice(0, room);
    const more = described.length - shown.length;
    if (more > 0) shown.push(screen.say({ en: `and ${more} more`, ko: `그 외 ${more}개` }));
    const forecast = sayLeft(timeLeft(expected, left), all, screen);
    if (forecast && shown.length + 2 <= room) shown.push('', paint('dim', forecast));
    // What the user has to do stays in sight, if there is room for it.
    for (const { task, note } of all) {
      const turn = task && note && wrap(screen.say(turnOf(task, note)), screen.width - 2);
      const told = turn ? ['', ...turn].map((one) => paint('yellow', one)) : [];
      if (shown.length + told.length <= room) shown.push(...told);
    }
    return shown;
  };

  return {
    expect(all, there) {
      expected = all;
      for (const { id } of there) finished.add(id);
      folded = folding(
        screen,
        parts,
        all.filter((step) => !there.includes(step)),
      );
    },
    show(event) {
      const step = stepOf(event);
      if (!step) return;
      follow(running, step, event);
      if (event.is === 'ready') finished.add(step.id);
      if (event.is === 'started' || event.is === 'changing') folded.begun(step, event.at);
      // First what moves, or a finished thing would be shown twice for a moment.
      below.says(shownBelow);
      if (event.is !== 'ready' || !folded.finished(step, event.at)) report(step, event);
    },
    stop() {
      below.stop();
      folded.close();
    },
  };
}

/** How long AWS still takes, as long as that is worth waiting for, and what to do until then. */
function sayLeft(seconds: number, running: readonly Running[], { say, language }: Screen): string | undefined {
  if (seconds < 20) return undefined;
  const left = duration(Math.ceil(seconds / 10) * 10, language);
  if (running.some(({ step, going }) => step.making?.task && !going))
    return say({ en: `After that, about ${left} to go.`, ko: `확인된 뒤 약 ${left} 더 걸립니다.` });
  return say({
    en: `About ${left} to go. Meanwhile, in another terminal, try: \`stepway explain\``,
    ko: `약 ${left} 남았습니다. 그동안 다른 터미널에서 읽어 보세요: \`stepway explain\``,
  });
}
