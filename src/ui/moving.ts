import ora, { type Ora } from 'ora';
import { printable } from './output.ts';

/** Lines that move below what was said, for a terminal; nothing moves anywhere else. */
export interface Moving {
  /** What they say from now on, read again as time passes; no lines remove them. */
  says(lines: () => readonly string[]): void;
  stop(): void;
}

export function moving(stream: NodeJS.WriteStream, colour: boolean): Moving {
  if (!stream.isTTY) return { says: () => undefined, stop: () => undefined };
  // Ctrl-C is ours to hear: ora would swallow it.
  const spinner: Ora = ora({ stream, discardStdin: false, isEnabled: true, spinner: 'dots' });
  let say: () => readonly string[] = () => [];
  const draw = () => {
    const lines = say();
    if (lines.length === 0) return void spinner.stop();
    spinner.text = lines.map((line) => printable(line, colour)).join('\n  ');
    if (!spinner.isSpinning) spinner.start();
  };
  // The times go on even when nothing happens.
  const ticking = setInterval(draw, 250);
  return {
    says(lines) {
      say = lines;
      draw();
    },
    stop() {
      clearInterval(ticking);
      spinner.stop();
    },
  };
}
