import { stripVTControlCharacters } from 'node:util';

/**
 * What a terminal obeys or what only changes how other characters look: controls of both sets but the line break,
 * invisible and direction-changing characters, line and paragraph separators, tags.
 */
export const unseen =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu;

/** Text from outside, without what a terminal would take for a command; its lines stay lines. */
export const harmless = (text: string): string =>
  stripVTControlCharacters(text.replaceAll('\t', ' ')).replace(unseen, '');

/** Text from outside, made fit for one line of ours. */
export const oneLine = (text: string): string =>
  stripVTControlCharacters(text)
    .replace(unseen, ' ')
    .replaceAll(/[\n ]+/g, ' ')
    .trim();

/** What somebody typed may be a file by mistake: more characters of it than these say nothing more. */
const most = 120;

export const cut = (text: string): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** What somebody typed, for a sentence about it. */
export const typed = (text: string): string => oneLine(cut(text));

/** The same in quotation marks, to the letter. */
export const quoted = (text: string): string => JSON.stringify(cut(text));
