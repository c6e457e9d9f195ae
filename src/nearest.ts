import type { Words } from './words.ts';

/** One number of a row; beside it nothing can be reached. */
const at = (row: readonly number[], column: number) => row[column] ?? Infinity;

/** How many letters have to be added, left out, replaced or swapped with their neighbour to make one word of the other. */
export function distance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next[column] = Math.min(
        at(last, column) + 1,
        at(next, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(before, column - 2) + 1 : Infinity,
      );
    }
    before = last;
    last = next;
  }
  return at(last, to.length);
}

/** How far a mistyped word may be from the one that was meant: a letter in three, and never more than three. */
const reach = (word: string) => Math.min(3, Math.ceil(word.length / 3));

/** The same things, those whose names are most like what was typed first. */
export const byNearness = <T>(typed: string, things: readonly T[], nameOf: (thing: T) => string): readonly T[] =>
  things
    .map((thing) => ({ thing, far: distance(typed.slice(0, 64), nameOf(thing)) }))
    .toSorted((a, b) => a.far - b.far)
    .map(({ thing }) => thing);

/** A word by its parts: `ap-northeast-2`, `t3.micro`, `health_path`. */
const partsOf = (word: string) => word.split(/[^\p{L}\p{N}]+/u);

/** Whether each part of a word begins the same part of another: `ap-north-2` is a short `ap-northeast-2`. */
function shortens(typed: string, word: string): boolean {
  const [short, long] = [partsOf(typed), partsOf(word)];
  return short.length === long.length && short.every((part, at) => part !== '' && long[at]?.startsWith(part));
}

/** The word that was probably meant, of those that there are: begun and not ended, shortened, or mistyped. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  // Nobody mistypes that much, and it would take long to compare.
  if (typed.length > 64) return undefined;
  const word = typed.trim().toLowerCase();
  const only = (fits: (one: string) => boolean) => {
    const [first, ...others] = words.filter((one) => fits(one.toLowerCase()));
    return word.length > 1 && others.length === 0 ? first : undefined;
  };
  const begun = only((one) => one.startsWith(word)) ?? only((one) => shortens(word, one));
  if (begun !== undefined) return begun;
  const [best] = words
    .map((one) => ({ one, far: distance(word, one.toLowerCase()) }))
    .filter(({ one, far }) => far <= reach(one) && far < word.length)
    .toSorted((a, b) => a.far - b.far);
  return best?.one;
}

/** Asks whether that was meant, before what else there is to say. */
export const didYouMean = (meant: string | undefined, otherwise: Words): Words =>
  meant === undefined
    ? otherwise
    : { en: `Did you mean ${meant}? ${otherwise.en}`, ko: `혹시 ${meant}인가요? ${otherwise.ko}` };
