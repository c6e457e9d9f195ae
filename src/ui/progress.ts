import ora, { type Ora } from 'ora';
import stringWidth from 'string-width';
import type { Clock } from '../clock.ts';
import type { AnyStep } from '../engine/step.ts';
import { timeLeft, usual } from '../engine/usual-time.ts';
import type { Event } from '../state/events.ts';
import type { Language, Words } from '../words.ts';
import { spoken } from './speech.ts';
import type { World } from '../world.ts';
import { printable, printJson } from './output.ts';
import type { Screen } from './screen.ts';
import { shortId, wrap } from './table.ts';
import { duration } from './time.ts';

/** Shows what happens, as it happens. */
export interface Progress {
  /** What is to be there in the end, each after those it needs, and what of it is there: so it can tell how long it takes. */
  expect(steps: readonly AnyStep[], there: readonly AnyStep[]): void;
  show(event: Event): void;
  /** Clears what moves, and leaves the rest. */
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

/** How long it may be silent, in milliseconds, before it seems to hang. */
const silence = 30_000;

/** A line for each thing that is finished, as plain text: for logs, pipes, screen readers and simple terminals. */
function lines({ screen, steps, clock }: Board): Progress {
  const running = new Map<string, Running>();
  const byId = new Map(steps.map((step) => [step.id, step]));
  const report = reporter(screen, steps);
  const ticking = setInterval(() => {
    const [longest] = [...running.values()].toSorted((a, b) => a.since - b.since);
    if (longest) screen.line(describe(longest, screen, clock.now()));
  }, silence);
  return {
    expect: () => undefined,
    show(event) {
      const step = 'step' in event ? byId.get(event.step) : undefined;
      if (step) follow(running, step, event);
      report(event);
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

/** One line that moves below what was said, for a terminal; nothing moves anywhere else. */
export interface MovingLine {
  /** Its text from now on, read again as time passes; undefined removes it. */
  says(text: (() => string) | undefined): void;
  stop(): void;
}

export function movingLine(stream: NodeJS.WriteStream, colour: boolean): MovingLine {
  if (!stream.isTTY) return { says: () => undefined, stop: () => undefined };
  const spinner: Ora = ora({ stream, discardStdin: false, isEnabled: true, spinner: 'dots' });
  let say: (() => string) | undefined;
  const draw = () => {
    if (!say) return void spinner.stop();
    spinner.text = printable(say(), colour);
    if (!spinner.isSpinning) spinner.start();
  };
  const ticking = setInterval(draw, 250);
  return {
    says(text) {
      say = text;
      draw();
    },
    stop() {
      clearInterval(ticking);
      spinner.stop();
    },
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
  let expected: readonly AnyStep[] = [];
  const finished = new Set<string>();

  const left = (step: AnyStep) => {
    if (finished.has(step.id)) return 0;
    const elapsed = (clock.now() - (running.get(step.id)?.since ?? clock.now())) / 1000;
    return Math.max(0, usual(step) - elapsed);
  };

  const draw = () => {
    if (running.size === 0) return void spinner.stop();
    // The terminal cannot take back lines that it has scrolled away.
    const room = Math.max(1, (stream.rows ?? 24) - 3);
    const all = [...running.values()].toSorted((a, b) => a.since - b.since);
    const shown = all.slice(0, room).map((one) => describe(one, screen, clock.now()));
    const more = all.length - shown.length;
    if (more > 0) shown.push(screen.say({ en: `and ${more} more`, ko: `그 외 ${more}개` }));
    const forecast = sayLeft(timeLeft(expected, left), all, screen);
    if (forecast && shown.length + 2 <= room) shown.push('', paint('dim', forecast));
    // What the user has to do stays in sight, if there is room for it.
    const { task, note } = all.find((one) => one.task) ?? {};
    const turn = task && note && wrap(screen.say(turnOf(task, note)), screen.width - 2);
    const told = turn ? ['', ...turn].map((one) => paint('yellow', one)) : [];
    if (shown.length + told.length <= room) shown.push(...told);
    spinner.text = shown.map((one) => printable(one, screen.colour)).join('\n  ');
    if (!spinner.isSpinning) spinner.start();
  };
  // The times go on even when nothing happens.
  const ticking = setInterval(draw, 250);

  return {
    expect(all, there) {
      expected = all;
      for (const { id } of there) finished.add(id);
    },
    show(event) {
      if (!('step' in event)) return;
      const step = byId.get(event.step);
      if (!step) return;
      follow(running, step, event);
      if (event.is === 'ready') finished.add(step.id);
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

/** How long AWS still takes, as long as that is worth waiting for, and what to do until then. */
function sayLeft(seconds: number, running: readonly Running[], { say, language }: Screen): string | undefined {
  if (seconds < 20) return undefined;
  const left = duration(Math.ceil(seconds / 10) * 10, language);
  if (running.some(({ step, going }) => step.making?.task && !going))
    return say({
      en: `After that, about ${left} to go.`,
      ko: `네임서버가 확인된 뒤 약 ${left} 더 걸립니다.`,
    });
  return say({
    en: `About ${left} to go. Meanwhile, in another terminal, try: stepway explain`,
    ko: `약 ${left} 남았습니다. 그동안 다른 터미널에서 읽어 보세요: stepway explain`,
  });
}

/** "Database (RDS) · creating · 2 m 10 s of about 4 m 15 s" */
function describe({ step, since, going, note }: Running, { say, language, paint, width }: Screen, now: number): string {
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

/** What is the user's to do, and what was seen of it. */
const turnOf = (task: Words, seen: Words): Words => ({
  en: `${task.en}\nCurrent status: ${seen.en}.`,
  ko: `${task.ko}\n현재 상태: ${seen.ko}.`,
});

const byUs: Words = { en: 'deleted', ko: '삭제됨' };
const byOthers: Words = { en: 'already gone', ko: '사라져 있었음' };

/** Says once of each thing how it ended, and at once what the user has to do. */
function reporter(screen: Screen, steps: readonly AnyStep[]): (event: Event) => void {
  const { line, say, paint, language } = screen;
  const byId = new Map(steps.map((step) => [step.id, step]));
  const since = new Map<string, number>();
  /** The last message of each step to the user: repeated only when it changes. */
  const told = new Map<string, string>();
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
      case 'waiting': {
        if (!event.task) break;
        const turn = turnOf(event.task, event.note);
        if (told.get(step.id) === turn.en) break;
        told.set(step.id, turn.en);
        line();
        for (const one of wrap(say(turn), screen.width)) line(paint('yellow', one));
        line();
        break;
      }
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
        line(`${paint('yellow', '•')} ${title}: ${shortId(event.id)} ${say({ en: 'kept', ko: '유지' })}`);
        break;
      case 'failed':
        line(`${paint('red', '✖')} ${title}`);
        break;
    }
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
