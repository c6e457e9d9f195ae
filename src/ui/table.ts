import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { oneLine } from '../plain.ts';

/** How far in a cell stands that has a line of its own. */
const inwards = '      ';

/**
 * Columns as wide as their widest cell, Korean counted as it is shown; the last one runs free. Where a row is wider than
 * the screen, its last cell goes below: an id stays whole, and can be copied.
 */
export function table(rows: readonly (readonly string[])[], screen = Infinity): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  return rows.flatMap((row) => {
    const cells = row.map((cell, column) =>
      column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell)),
    );
    const whole = cells.join('  ').trimEnd();
    if (stringWidth(whole) <= screen) return whole;
    const last = cells.at(-1) ?? '';
    // An id that does not fit beside the indent begins further to the left.
    const longest = Math.max(...last.split(' ').map((word) => stringWidth(word)));
    const indent = inwards.slice(Math.max(0, inwards.length - Math.max(0, screen - longest)));
    const above = cells.slice(0, -1).join('  ').trimEnd();
    const head = stringWidth(above) <= screen ? [above] : wrap(row.slice(0, -1).join('  '), screen);
    return [...head, ...wrap(last, screen - indent.length).map((line) => indent + line)];
  });
}

/** An ARN without what all of a stack's have in common: the kind and the id at its end. */
export const shortId = (id: string): string => oneLine(id.startsWith('arn:') ? id.split(':').slice(5).join(':') : id);

/** What an item of a list, or a line with a sign, begins with; its other lines stand under its text. */
const bullet = /^ *(?:[•→✔✖◷●▶│!·=+−~…] |\d+\. )?/;

/** The words of a paragraph; a command in backticks is one of them, where it fits on a line. */
const wordsOf = (paragraph: string, room: number): string[] =>
  paragraph
    .split(/ (?=(?:[^`]*`[^`]*`)*[^`]*$)/)
    .flatMap((word) => (stringWidth(word) > room ? word.split(' ') : [word]));

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
        line = hanging + word;
      } else line = longer;
    }
    return [...lines, line];
  });
}
