import { oneLine } from './plain.ts';

/** The languages stepway speaks, the one it was first written for last. */
export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** One text in every language: without a translation it does not compile. */
export type Words = { readonly [L in Language]: string };

/** The same text in every language: names, ids and what AWS itself says, on one line. */
export const verbatim = (text: string): Words => ({ en: oneLine(text), ko: oneLine(text) });

/** A text that is made in the same way in every language. */
export const inEach = (say: (language: Language) => string): Words => ({ en: say('en'), ko: say('ko') });

/** Several texts as one; without those that are absent or empty. */
export const joined = (separator: string, ...parts: readonly (Words | undefined)[]): Words =>
  inEach((language) => parts.flatMap((part) => part?.[language] || []).join(separator));
