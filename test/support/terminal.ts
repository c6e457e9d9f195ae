import pty from '@lydell/node-pty';
import unicode11 from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { onTestFinished } from 'vitest';
import { environment } from './environment.ts';
import { launcher } from './program.ts';

const keys = {
  enter: '\r',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  space: ' ',
  tab: '\t',
  escape: '\x1b',
  backspace: '\x7f',
  'ctrl-c': '\x03',
  'ctrl-d': '\x04',
} as const;

export interface TerminalOptions {
  readonly args: readonly string[];
  /** Another program than ours: a shell. */
  readonly program?: string;
  /** The folder the program runs in, which is the user's home as well: a temporary one. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
}

export interface Terminal {
  /** What is on the screen now. */
  screen(): string;
  /** All that was on the screen, what has scrolled away included. */
  text(): string;
  /** Waits until the text has this in it; fails with the text after `ms`, or when the program ends before. */
  waitFor(what: string | RegExp, ms?: number): Promise<void>;
  type(text: string): void;
  press(key: keyof typeof keys): void;
  kill(signal: NodeJS.Signals): void;
  /** Makes the window larger or smaller. */
  resize(columns: number, rows: number): void;
  /** The program's exit code, or 128 and the number of the signal that ended it; the last of its output is in the text by then. */
  readonly exited: Promise<number>;
  /** What the program wrote, and when: a recording in the format asciicast v2. */
  cast(): string;
}

/** Runs the built program in a real terminal, until it ends or the test does. */
export function openTerminal({ args, program, cwd, env, columns = 80, rows = 24 }: TerminalOptions): Terminal {
  const emulator = new headless.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
  emulator.loadAddon(new unicode11.Unicode11Addon());
  emulator.unicode.activeVersion = '11';

  const child = pty.spawn(program ?? process.execPath, program ? [...args] : [launcher, ...args], {
    name: env?.['TERM'] ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: environment(cwd, env),
  });

  const started = Date.now();
  const recording: [seconds: number, kind: 'o', data: string][] = [];
  const onlookers = new Set<() => void>();
  let running = true;

  child.onData((data) => {
    recording.push([(Date.now() - started) / 1000, 'o', data]);
    emulator.write(data, () => onlookers.forEach((look) => look()));
  });
  // A terminal answers when a program asks it, for instance, where the cursor is.
  emulator.onData((answer) => child.write(answer));

  const exited = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      // The emulator shows what it was given in order, so after this the last output is there.
      emulator.write('', () => {
        running = false;
        onlookers.forEach((look) => look());
        resolve(signal ? 128 + signal : exitCode);
      });
    });
  });

  onTestFinished(async () => {
    if (running) child.kill('SIGKILL');
    await exited;
    emulator.dispose();
  });

  const lines = (from: number) => {
    const buffer = emulator.buffer.active;
    const all = Array.from({ length: buffer.length - from }, (_, at) =>
      buffer.getLine(from + at)?.translateToString(true),
    );
    return all.join('\n').trimEnd();
  };
  const screen = () => lines(emulator.buffer.active.baseY);
  const text = () => lines(0);

  const waitFor = (what: string | RegExp, ms = 10_000) =>
    new Promise<void>((resolve, reject) => {
      const fail = (why: string) => settle(() => reject(new Error(`${why} before ${what} was there:\n${text()}`)));
      const timer = setTimeout(() => fail(`${ms} ms passed`), ms);
      const settle = (how: () => void) => {
        clearTimeout(timer);
        onlookers.delete(look);
        how();
      };
      const look = () => {
        if (typeof what === 'string' ? text().includes(what) : what.test(text())) settle(resolve);
        else if (!running) fail('The program ended');
      };
      onlookers.add(look);
      look();
    });

  return {
    screen,
    text,
    waitFor,
    type: (typed) => child.write(typed),
    press: (key) => child.write(keys[key]),
    kill: (signal) => child.kill(signal),
    resize(wide, high) {
      emulator.resize(wide, high);
      child.resize(wide, high);
    },
    exited,
    cast: () =>
      [{ version: 2, width: columns, height: rows }, ...recording]
        .map((entry) => `${JSON.stringify(entry)}\n`)
        .join(''),
  };
}
