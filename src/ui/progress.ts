import ora, { type Ora } from 'ora';
import stringWidth from 'string-width';
import type { Clock } from '../clock.ts';
import type { AnyStep } from '../engine/step.ts';
import type { Event } from '../state/events.ts';
import type { Language, Words } from '../words.ts';
import { spoken } from './speech.ts';
import type { World } from '../world.ts';
import { printable, printJson } from './output.ts';
import type { Screen } from './screen.ts';
import { shortId } from './table.ts';
import { duration } from './time.ts';

/** Shows what happens, as it happens. */
export interface Progress {
  show(event: Event): void;
  /** Leaves what was said and takes away what moves. */
  stop(): void;
}

interface Running {
  readonly step: AnyStep;
  readonly since: number;
  readonly going: boolean;
  readonly note?: Words;
  readonly task?: Words;
}

/** What runs now, as a fold of the events. */
function follow(running: Map<string, Running>, step: AnyStep, event: Event): void {
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

interface Board {
  readonly screen: Screen;
  readonly steps: readonly AnyStep[];
  readonly clock: Clock;
}

/** A line for each thing that is finished, as plain text: for logs, pipes and screens without a terminal. */
function lines({ screen, steps }: Board): Progress {
  return { show: reporter(screen, steps), stop: () => undefined };
}

/** One JSON object a line, for programs. */
function jsonLines(output: NodeJS.WriteStream, language: Language): Progress {
  return {
    show: (event) => printJson(output, spoken(event, language)),
    stop: () => undefined,
  };
}

/** The finished lines above, and below them, moving, everything that runs. */
function board({ screen, steps, clock }: Board, stream: NodeJS.WriteStream): Progress {
  const running = new Map<string, Running>();
  const byId = new Map(steps.map((step) => [step.id, step]));
  // Ctrl-C is ours to hear: ora would swallow it.
  const spinner: Ora = ora({ stream, discardStdin: false, isEnabled: true, spinner: 'dots' });
  const report = reporter(screen, steps);
  const { paint } = screen;

  const draw = () => {
    if (running.size === 0) return void spinner.stop();
    // The terminal cannot take back lines that it has scrolled away.
    const room = Math.max(1, (stream.rows ?? 24) - 3);
    const all = [...running.values()].toSorted((a, b) => a.since - b.since);
    const shown = all.slice(0, room).map((one) => describe(one, screen, clock.now()));
    const more = all.length - shown.length;
    if (more > 0) shown.push(screen.say({ en: `and ${more} more`, ko: `그 외 ${more}개` }));
    // What the user has to do stays in sight, if there is room for it.
    const task = all.find((one) => one.task)?.task;
    const told = task ? ['', ...screen.say(task).split('\n')].map((one) => paint('yellow', one)) : [];
    if (shown.length + told.length <= room) shown.push(...told);
    spinner.text = shown.map((one) => printable(one, screen.colour)).join('\n  ');
    if (!spinner.isSpinning) spinner.start();
  };
  // The times go on even when nothing happens.
  const ticking = setInterval(draw, 250);

  return {
    show(event) {
      if (!('step' in event)) return;
      const step = byId.get(event.step);
      if (!step) return;
      follow(running, step, event);
      // First what moves, or a finished thing would be shown twice for a moment.
      draw();
      report(event);
    },
    stop() {
      clearInterval(ticking);
      spinner.stop();
    },
  };
}

/** "Database (RDS) · creating · 2 m 10 s of about 4 m 15 s" */
function describe({ step, since, going, note }: Running, { say, language, paint, width }: Screen, now: number): string {
  const usual = (going ? step.goes : step.takes)?.usual;
  const taken = duration((now - since) / 1000, language);
  const forUser = step.takes?.forUser && !going;
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
  const fits = stringWidth(line(details)) <= width - 2;
  const shown = fits ? details : [time];
  return line(shown).replace(/ · .*/, (rest) => paint('dim', rest));
}

const byUs: Words = { en: 'removed', ko: '삭제됨' };
const byOthers: Words = { en: 'was gone', ko: '사라져 있었음' };

/** Says once of each thing how it ended, and at once what the user has to do. */
function reporter(screen: Screen, steps: readonly AnyStep[]): (event: Event) => void {
  const { line, say, paint, language } = screen;
  const byId = new Map(steps.map((step) => [step.id, step]));
  const since = new Map<string, number>();
  const told = new Set<string>();
  const removing = new Set<string>();

  return (event) => {
    if (!('step' in event)) return;
    const step = byId.get(event.step);
    if (!step) return;
    const title = say(step.title);
    switch (event.is) {
      case 'removing':
        removing.add(step.id);
        since.set(step.id, event.at);
        break;
      case 'started':
      case 'changing':
        since.set(step.id, event.at);
        break;
      case 'waiting':
        if (!event.task || told.has(step.id)) break;
        told.add(step.id);
        line();
        for (const one of say(event.task).split('\n')) line(paint('yellow', one));
        line();
        break;
      case 'ready':
      case 'removed': {
        // A lookup is not worth a line; of a gate, or of something emptied, nothing is there to go.
        if (event.is === 'removed' ? !step.delete : !step.create && !step.check) break;
        const started = since.get(step.id);
        const took = started === undefined ? 0 : (event.at - started) / 1000;
        const time = took >= 2 ? paint('dim', ` ${duration(took, language)}`) : '';
        const removed = event.is === 'removed' ? ` ${say(removing.has(step.id) ? byUs : byOthers)}` : '';
        line(`${paint('green', '✔')} ${title}${removed}${time}`);
        break;
      }
      case 'command':
        // A lookup has no line of its own above.
        if (!step.create && !step.check) line(paint('dim', title));
        // In one piece: what moves below is drawn again for each.
        line(event.command.replaceAll(/^.*$/gm, (one) => paint('dim', `    ${one}`)));
        break;
      case 'kept':
        line(`${paint('yellow', '•')} ${title}: ${shortId(event.id)} ${say({ en: 'stays', ko: '유지' })}`);
        break;
      case 'failed':
        line(`${paint('red', '✖')} ${title}`);
        break;
    }
  };
}

/** The way to show progress that suits whoever reads it. */
export function progressFor(
  shown: Board,
  { output, screen }: Pick<World, 'output' | 'screen'>,
  json: boolean,
): Progress {
  if (json) return jsonLines(output, shown.screen.language);
  return screen.isTTY ? board(shown, screen) : lines(shown);
}
