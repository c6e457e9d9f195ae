import type { Language } from '../words.ts';

/** The word for each symbol, where a screen reader would read the symbol's name or nothing. */
const signs: Readonly<Record<Language, readonly (readonly [sign: RegExp, words: string])[]>> = {
  en: [
    [/^( *)✔ /, '$1Done: '],
    [/^( *)✖ /, '$1Problem: '],
    [/^( *)◷ /, '$1Waiting: '],
    [/ → /g, ' to '],
    [/^( *)→ /, '$1To do: '],
    [/≥ /g, 'at least '],
  ],
  ko: [
    [/^( *)✔ /, '$1완료: '],
    [/^( *)✖ /, '$1문제: '],
    [/^( *)◷ /, '$1대기: '],
    [/ → /g, '에서 '],
    [/^( *)→ /, '$1할 일: '],
    [/≥ /g, '최소 '],
  ],
};

/** Those that only underline what the words beside them say. */
const ornaments: readonly (readonly [RegExp, string])[] = [
  [/^( *)[+~−=…·] /, '$1'],
  [/^( *)• /, '$1- '],
  [/ · /g, ', '],
  [/ ·$/, ','],
];

/** A line with words for its signs, for screen readers and for terminals that show letters only. */
export const spelled = (line: string, language: Language): string =>
  [...signs[language], ...ornaments].reduce((text, [sign, words]) => text.replace(sign, words), line);
