import stringWidth from 'string-width';
import type { World } from '../world.ts';
import type { Words } from '../words.ts';
import { Trouble } from '../errors.ts';
import { glossary } from './glossary.ts';
import { print } from './output.ts';
import { spelled } from './spelled.ts';
import type { Format, Speech } from './speech.ts';
import { table, wrap } from './table.ts';

/** Where people read. */
export interface Screen extends Speech {
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** All columns of the terminal; Infinity where there is none, as for `grep`. */
  readonly columns: number;
  /** Whether signs, drawings and what moves are to be left out. */
  readonly plain: boolean;
  /** Broken at spaces, where the terminal would break it within a word. */
  line(text?: string): void;
  /** Cells in columns, as `table` has it. */
  table(rows: readonly (readonly string[])[]): void;
  /** What is to be copied: a break of ours would be copied with it. */
  whole(text: string): void;
  /** A text that is read: what a newcomer cannot know is explained where it comes first, and it is broken into lines. */
  prose(text: string, format?: Format): void;
  /** The same in the user's language. */
  paragraph(words: Words, format?: Format): void;
  /** After an empty line. */
  heading(words: Words): void;
  /** Beside the point. */
  remark(words: Words): void;
  trouble(trouble: Trouble): void;
}

/** Lines longer than this are hard to read. */
export const readable = 96;

/** Everything that is shown is shown in lines; `put` takes each, ready for the stream. */
function screenIn(
  speech: Speech,
  plain: boolean,
  size: Pick<Screen, 'width' | 'columns'>,
  put: (line: string) => void,
): Screen {
  const { say, paint, language } = speech;
  const explained = glossary(language);
  const sign = (text: string) =>
    plain
      ? text
          .split('\n')
          .map((one) => spelled(one, language))
          .join('\n')
      : text;
  const line = (text = '') => {
    const signed = sign(text);
    if (stringWidth(signed) <= size.columns) put(signed);
    else wrap(signed, size.columns).forEach(put);
  };
  const written = (text: string, format?: Format) =>
    wrap(sign(text), size.width).forEach((one) => put(format ? paint(format, one) : one));
  const prose = (text: string, format?: Format) => written(explained(text), format);
  return {
    ...speech,
    get width() {
      return size.width;
    },
    get columns() {
      return size.columns;
    },
    plain,
    line,
    // Words are wider than the signs they stand for.
    table: (rows) =>
      table(
        rows.map((row) => row.map(sign)),
        size.columns,
      ).forEach(put),
    whole: (text) => put(sign(text)),
    prose,
    paragraph: (words, format) => prose(say(words), format),
    heading(words) {
      line();
      line(paint('bold', say(words)));
    },
    remark: (words) => prose(say(words), 'dim'),
    trouble({ kind, what, todo }) {
      const mark = kind === 'waiting' || kind === 'interrupted' ? paint('yellow', '◷') : paint('red', '✖');
      const [first, ...rest] = explained(`${say(what)}\n${say(todo)}`).split('\n');
      line();
      written([`${mark} ${first}`, ...rest.map((one) => `  ${one}`)].join('\n'));
    },
  };
}

/** The lines that something takes on that screen. */
export function linesOf({ width, columns, plain, ...speech }: Screen, show: (on: Screen) => void): readonly string[] {
  const lines: string[] = [];
  show(screenIn(speech, plain, { width, columns }, (line) => lines.push(line)));
  return lines;
}

export function screenOf({ screen }: Pick<World, 'screen'>, speech: Speech, plain = false): Screen {
  // Read each time: a window can be resized.
  const size = {
    get width() {
      return Math.min(screen.columns ?? 80, readable);
    },
    get columns() {
      return screen.columns ?? Infinity;
    },
  };
  return screenIn(speech, plain, size, (line) => print(screen, `${line}\n`, speech.colour));
}
