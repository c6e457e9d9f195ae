import { styleText } from 'node:util';
import { harmless } from '../plain.ts';
import { withoutSecrets } from '../secrets.ts';
import { languages, type Language, type Words } from '../words.ts';

/** How a text is painted. */
export type Format = Parameters<typeof styleText>[0];

/** How to talk to the user: in which language, and whether in colour. */
export interface Speech {
  readonly language: Language;
  readonly colour: boolean;
  say(words: Words): string;
  paint(format: Format, text: string): string;
}

/** @param advise what becomes of the commands that are advised. */
export const speech = (language: Language, colour: boolean, advise = (words: Words) => words): Speech => ({
  language,
  colour,
  // Before it is broken into lines: a secret may have a space in it, or one may stand before it.
  say: (words) => withoutSecrets(harmless(advise(words)[language])),
  // The stream is judged once, by whoever decides on colour.
  paint: (format, text) => (colour ? styleText(format, harmless(text), { validateStream: false }) : text),
});

/** The same record with all its words in one language, however deep, as programs read it. */
export const spoken = (record: object, language: Language): object =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, inOne(value, language)]));

function inOne(value: unknown, language: Language): unknown {
  if (isWords(value)) return value[language];
  if (Array.isArray(value)) return value.map((item) => inOne(item, language));
  return typeof value === 'object' && value !== null ? spoken(value, language) : value;
}

const isWords = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && languages.every((language) => language in value);
