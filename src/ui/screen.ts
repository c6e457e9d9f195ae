import type { World } from '../world.ts';
import type { Words } from '../words.ts';
import { Trouble } from '../errors.ts';
import { print } from './output.ts';
import { spelled } from './spelled.ts';
import type { Speech } from './speech.ts';
import { wrap } from './table.ts';

/** Where people read. */
export interface Screen extends Speech {
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** All columns of the terminal; Infinity where there is none, as for `grep`. */
  readonly columns: number;
  /** Whether signs, drawings and what moves are to be left out. */
  readonly plain: boolean;
  line(text?: string): void;
  /** A text in the user's language, broken into lines. */
  paragraph(words: Words): void;
  /** After an empty line. */
  heading(words: Words): void;
  /** Beside the point. */
  remark(words: Words): void;
  trouble(trouble: Trouble): void;
}

/** How many lines something takes on that screen. */
export function heightOf(screen: Screen, show: (on: Screen) => void): number {
  const lines: unknown[] = [];
  const line = (text = '') => void lines.push(text);
  // Everything that is shown is shown in lines.
  show({
    ...screen,
    width: screen.width,
    columns: screen.columns,
    line,
    paragraph: (words) => wrap(screen.say(words), screen.width).forEach(line),
    heading: () => [line(), line()],
    remark: () => line(),
    trouble: () => line(),
  });
  return lines.length;
}

/** Lines longer than this are hard to read. */
export const readable = 96;

export function screenOf({ screen }: Pick<World, 'screen'>, speech: Speech, plain = false): Screen {
  // Read each time: a window can be resized.
  const width = () => Math.min(screen.columns ?? 80, readable);
  const line = (text = '') => print(screen, `${plain ? spelled(text, speech.language) : text}\n`, speech.colour);
  return {
    ...speech,
    get width() {
      return width();
    },
    get columns() {
      return screen.columns ?? Infinity;
    },
    plain,
    line,
    paragraph: (words) => wrap(speech.say(words), width()).forEach(line),
    heading(words) {
      line();
      line(speech.paint('bold', speech.say(words)));
    },
    remark: (words) => wrap(speech.say(words), width()).forEach((one) => line(speech.paint('dim', one))),
    trouble({ kind, what, todo }) {
      const mark =
        kind === 'waiting' || kind === 'interrupted' ? speech.paint('yellow', '◷') : speech.paint('red', '✖');
      line();
      wrap(speech.say(what), width() - 2).forEach((one, index) => line(`${index === 0 ? mark : ' '} ${one}`));
      wrap(speech.say(todo), width() - 2).forEach((one) => line(`  ${one}`));
    },
  };
}
