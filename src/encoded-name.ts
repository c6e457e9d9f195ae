import { domainToUnicode } from 'node:url';
import type { Language, Words } from './words.ts';

const inDns: Words = { en: 'in DNS', ko: 'DNS에서는' };

/** A name with other letters than those from a to z, as DNS writes it (`xn--…`), unless it stands beside the other. */
export const encodedName = String.raw`(?<![\w.-]|${inDns.en} |${inDns.ko} )[\w.-]*\bxn--[\w-]+(?:\.[\w-]+)*`;

/** A name as people write it. */
export const decoded = (name: string): string => (name.includes('xn--') && domainToUnicode(name)) || name;

/** A name as it was typed, and beside it what DNS knows it by. */
export const inBothSpellings = (name: string, language: Language): string =>
  decoded(name) === name ? name : `${decoded(name)} (${inDns[language]} ${name})`;
