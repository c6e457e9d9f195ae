import { languages } from '../words.ts';
import type { Answer, Choice } from './question.ts';

/** How a word is compared: of 'São Paulo' the letters that are on every keyboard. */
const plainly = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ');

/**
 * The choices that have what was typed in them, in whichever language they are shown: those that begin with it first,
 * then those with a word that does.
 */
export function finding<T extends Answer>(choices: readonly Choice<T>[], typed: string): readonly Choice<T>[] {
  const sought = plainly(typed.trim());
  const rank = ({ value, name }: Choice<T>): number => {
    const texts = [String(value), ...languages.map((language) => name[language])].map(plainly);
    if (texts.some((text) => text.startsWith(sought))) return 0;
    if (texts.some((text) => text.includes(` ${sought}`))) return 1;
    return texts.some((text) => text.includes(sought)) ? 2 : Infinity;
  };
  return choices
    .map((choice) => ({ choice, at: rank(choice) }))
    .filter(({ at }) => at < Infinity)
    .toSorted((a, b) => a.at - b.at)
    .map(({ choice }) => choice);
}
