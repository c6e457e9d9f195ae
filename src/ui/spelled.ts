import type { Language, Words } from '../words.ts';

/** The word for each symbol, where a screen reader would read the symbol's name or nothing. */
const signs: readonly (readonly [sign: RegExp, words: Words])[] = [
  [/^( *)✔ /, { en: '$1Done: ', ko: '$1완료: ' }],
  [/^( *)✖ /, { en: '$1Problem: ', ko: '$1문제: ' }],
  [/^( *)! /, { en: '$1Note: ', ko: '$1주의: ' }],
  // The plan has the word itself.
  [/^( *)◷ (?!wait for|대기)/, { en: '$1Waiting: ', ko: '$1대기: ' }],
  [/^( *)→ /, { en: '$1To do: ', ko: '$1할 일: ' }],
  [/ → /g, { en: ' to ', ko: '에서 ' }],
  [/ ← /g, { en: ' with ', ko: '에 ' }],
  [/≥ /g, { en: 'at least ', ko: '최소 ' }],
];

/** Those that only underline what the words beside them say. */
const ornaments: readonly (readonly [RegExp, string])[] = [
  [/^( *)[+~−=…·◷?] /, '$1'],
  [/^( *)• /, '$1- '],
  [/ · /g, ', '],
  [/ ·$/, ','],
];

/** A line with words for its signs, for screen readers and for terminals that show letters only. */
export function spelled(line: string, language: Language): string {
  const all = [...signs.map(([sign, words]) => [sign, words[language]] as const), ...ornaments];
  return all.reduce((text, [sign, words]) => text.replace(sign, words), line);
}
