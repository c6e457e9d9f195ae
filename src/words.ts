import { oneLine } from './plain.ts';

/** The languages stepway speaks, the one it was first written for last. */
export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** For whoever has not said which. */
export const [usual] = languages;

/** One text in every language: without a translation it does not compile. */
export type Words = { readonly [L in Language]: string };

/** A text that is made in the same way in every language. */
export const inEach = (say: (language: Language) => string): Words =>
  Object.fromEntries(languages.map((language) => [language, say(language)])) as Words;

/** The same text in every language: names, ids and what AWS itself says, on one line. */
export const verbatim = (text: string): Words => inEach(() => oneLine(text));

/** All languages in one text, for whoever reads it outside of stepway: a mail, a page of the console. */
export const inAll = (words: Words): string => languages.map((language) => words[language]).join(' / ');

/** Several texts as one; without those that are absent or empty. */
export const joined = (separator: string, ...parts: readonly (Words | undefined)[]): Words =>
  inEach((language) => parts.flatMap((part) => part?.[language] || []).join(separator));
