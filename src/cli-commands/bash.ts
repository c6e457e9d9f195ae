import { unseen } from '../plain.ts';
import { singleQuoted } from '../single-quoted.ts';
import { partsOf } from './symbols.ts';

/** What is no variable but an expression: a value of its own for every run of the script. */
const expressions: Readonly<Record<string, string>> = { MOMENT: '$(date +%s)' };

/** A token is the moment at which the script runs: the things of two runs are two things. */
export const moment = 'MOMENT';

/** The id of the stack that the script makes, which is not this one: set at its beginning. */
export const stackId = 'STACK_ID';

/** What means nothing to bash, in whatever place of a word. */
const plain = /^[\w@%+:,./-][\w@%+=:,./-]*$/;

/** Characters without meaning within double quotes; an exclamation mark has one in an interactive shell. */
const fitsDoubleQuotes = /^[^"$`\\!]*$/;

const isVisible = (text: string) => text.replaceAll('\n', '').search(unseen) < 0;

/** `$'…'`, byte by byte: what cannot be seen stays seen to be there. Bash has no words with a NUL in them. */
const escaped = (text: string) =>
  `$'${[...Buffer.from(text.replaceAll('\0', ''))]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).padStart(2, '0')}`,
    )
    .join('')}'`;

function literal(text: string): string {
  if (plain.test(text)) return text;
  if (!isVisible(text)) return escaped(text);
  return text.includes("'") && fitsDoubleQuotes.test(text) ? `"${text}"` : singleQuoted(text);
}

/** A variable before that text, within double quotes. */
const reference = (name: string, before = '') =>
  expressions[name] ?? (/^[\w[]/.test(before) || name.includes('#') ? `\${${name}}` : `$${name}`);

/** A text as one word of bash, whatever it contains: bash reads it back as it is, with the variables' values. */
export function word(text: string): string {
  const parts = partsOf(text);
  if (parts.length === 1) return literal(text);
  const isSimple = parts.every((part, index) => index % 2 === 1 || (fitsDoubleQuotes.test(part) && isVisible(part)));
  if (isSimple) return `"${inDoubleQuotes(text)}"`;
  return parts.map((part, index) => (index % 2 === 1 ? `"${reference(part)}"` : part && literal(part))).join('');
}

/** A line of bash that was written by hand, whose symbols all stand within its own double quotes. */
export const inDoubleQuotes = (text: string): string =>
  partsOf(text)
    .map((part, index, all) => (index % 2 === 1 ? reference(part, all[index + 1]) : part))
    .join('');

/** A here-document of exactly that text, which has to end with a line break. */
export function hereDocument(text: string, name: string): string {
  let end = name;
  while (text.split('\n').includes(end)) end += '_';
  return `<<'${end}'\n${text}${end}`;
}
