import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { decoded } from '../encoded-name.ts';
import { oneLine } from '../plain.ts';

/** How far in a cell stands that has a line of its own. */
const inwards = '      ';

const between = '  ';

const widthOfEach = (rows: readonly (readonly string[])[]): number[] =>
  Array.from({ length: Math.max(0, ...rows.map((row) => row.length)) }, (_, column) =>
    Math.max(0, ...rows.map((row) => stringWidth(row[column] ?? ''))),
  );

/** All but the last cell. */
const headOf = (row: readonly string[]) => row.slice(0, -1);

/** How wide the columns are: a few rows that are too long for the screen do not push the others off it. */
function columnsOf(rows: readonly (readonly string[])[], screen: number): number[] {
  const least = Math.min(...rows.map((row) => stringWidth(row.at(-1) ?? '')));
  const ordered = rows.toSorted((a, b) => stringWidth(headOf(a).join('')) - stringWidth(headOf(b).join('')));
  for (let kept = rows.length; kept * 2 > rows.length; kept--) {
    const widths = widthOfEach(ordered.slice(0, kept));
    const head = widths.slice(0, -1).reduce((sum, width) => sum + width + between.length, 0);
    if (head + least <= screen) return widths;
  }
  return widthOfEach(rows);
}

/**
 * Columns as wide as their widest cell, Korean counted as it is shown; the last one runs free. Where a row is wider than
 * the screen, its last cell goes below, and all do where most would: an id stays whole, and can be copied.
 */
export function table(rows: readonly (readonly string[])[], screen = Infinity): string[] {
  const widths = columnsOf(rows, screen);
  const padded = rows.map((row) =>
    row.map((cell, column) =>
      column === row.length - 1 ? cell : cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(cell))),
    ),
  );
  const fits = (cells: readonly string[]) => stringWidth(cells.join(between).trimEnd()) <= screen;
  const most = padded.filter(fits).length * 2 >= rows.length;
  return padded.flatMap((cells, at) => {
    if (most && fits(cells)) return cells.join(between).trimEnd();
    const last = cells.at(-1) ?? '';
    // An id that does not fit beside the indent begins further to the left.
    const longest = Math.max(...last.split(' ').map((word) => stringWidth(word)));
    const indent = inwards.slice(Math.max(0, inwards.length - Math.max(0, screen - longest)));
    const head = fits(headOf(cells)) ? headOf(cells) : headOf(rows[at] ?? []);
    return [
      ...wrap(head.join(between).trimEnd(), screen),
      ...wrap(last, screen - indent.length).map((line) => indent + line),
    ];
  });
}

/** An ARN without what all of a stack's have in common: the kind and the id at its end; a name as people write it. */
export const shortId = (id: string): string =>
  decoded(oneLine(id.startsWith('arn:') ? id.split(':').slice(5).join(':') : id));

/** What an item of a list, or a line with a sign, begins with; its other lines stand under its text. */
const bullet = /^ *(?:[•→✔✖◷●▶│!?·=+−~…-] |\d+\. )?/;

/** The words of a paragraph, and commands in backticks, with the sign that divides them from the next. */
function wholes(paragraph: string): string[] {
  const all: string[] = [];
  let isOpen = false;
  for (const word of paragraph.split(' ')) {
    if (isOpen || (word === '·' && all.length > 0)) all.push(`${all.pop() ?? ''} ${word}`);
    else all.push(word);
    if (word.split('`').length % 2 === 0) isOpen = !isOpen;
  }
  return all;
}

/** The same, where they fit on a line. */
const wordsOf = (paragraph: string, room: number): string[] =>
  wholes(paragraph).flatMap((word) => (stringWidth(word) > room ? word.split(' ') : [word]));

/** Breaks a text into lines of at most `width` columns, at spaces. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const indent = /^ */.exec(paragraph)?.[0] ?? '';
    const hanging = ' '.repeat(stringWidth(bullet.exec(stripVTControlCharacters(paragraph))?.[0] ?? ''));
    const lines: string[] = [];
    let line = indent;
    for (const word of wordsOf(paragraph.trim(), width - hanging.length)) {
      const longer = line.trim() === '' ? line + word : `${line} ${word}`;
      if (stringWidth(longer) > width && line.trim() !== '') {
        lines.push(line);
        // An id that does not fit beside the indent begins further to the left.
        line = (stringWidth(hanging + word) > width && stringWidth(word) <= width ? '' : hanging) + word;
      } else line = longer;
    }
    return [...lines, line];
  });
}
