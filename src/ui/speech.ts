import { stripVTControlCharacters, styleText } from 'node:util';
import { languages, type Language, type Words } from '../words.ts';

type Format = Parameters<typeof styleText>[0];

/** How to talk to the user: in which language, and whether in colour. */
export interface Speech {
  readonly language: Language;
  say(words: Words): string;
  paint(format: Format, text: string): string;
}

export const speech = (language: Language, colour: boolean): Speech => ({
  language,
  say: (words) => words[language],
  // The stream is judged once, by whoever decides on colour.
  paint: (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text),
});

/** The language of the user's environment, English unless it says Korean; as POSIX orders the variables. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return languages.find((language) => locale.startsWith(language)) ?? 'en';
}

/** The same record with all its words in one language, as programs read it. */
export const spoken = (record: object, language: Language): object =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, isWords(value) ? value[language] : value]));

const isWords = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && languages.every((language) => language in value);

/** Text from outside, without what a terminal would take for a command. */
export const harmless = (text: string): string =>
  // eslint-disable-next-line no-control-regex
  stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
