/** Private characters of Unicode, which survive whatever a step does to an id: joining, lower case, JSON. */
const [opening, closing] = ['\ue000', '\ue001'];

const symbols = new RegExp(`${opening}([^${closing}]+)${closing}`);

/** Stands in a text for the value of a shell variable, which only AWS gets to choose. */
export const symbol = (name: string): string => `${opening}${name}${closing}`;

/** A text in parts: literal, name of a variable, literal, and so on; always an odd number of them. */
export const partsOf = (text: string): string[] =>
  text
    .split(symbols)
    .map((part, index) => (index % 2 === 1 ? part.replace(/^\w+/, (name) => name.toUpperCase()) : part));

/** What a variable that is cut begins with, as bash writes it: `NAME#*:loadbalancer/`. */
const cutting = '#*';

/** A name as `partsOf` has it, without what its value is cut by. */
const bare = (name: string): string => name.split(cutting, 1)[0] ?? name;

/** What of a text comes after a mark; of a symbol, what will come after it in its value. */
export function after(text: string, mark: string): string {
  const at = text.indexOf(mark);
  if (at >= 0) return text.slice(at + mark.length);
  return text.endsWith(closing) ? `${text.slice(0, -closing.length)}${cutting}${mark}${closing}` : text;
}

/** The value of every variable that stands alone in `symbolic`: what is in its place in `real`. */
export function valuesOf(symbolic: unknown, real: unknown): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const compare = (here: unknown, there: unknown) => {
    if (typeof here === 'string') {
      const [before, name, after, ...more] = partsOf(here);
      const isAlone =
        name !== undefined && !name.includes(cutting) && before === '' && after === '' && more.length === 0;
      if (isAlone && (typeof there === 'string' || typeof there === 'number')) values.set(name, `${there}`);
    } else if (typeof here === 'object' && here !== null && typeof there === 'object' && there !== null)
      for (const [key, value] of Object.entries(here)) compare(value, (there as Record<string, unknown>)[key]);
  };
  compare(symbolic, real);
  return values;
}

export const namesIn = (text: string): string[] =>
  partsOf(text).flatMap((part, index) => (index % 2 === 1 ? bare(part) : []));

/** The same text with each variable's value in its place. */
export const withValues = (text: string, valueOf: (name: string) => string): string =>
  partsOf(text)
    .map((part, index) => {
      if (index % 2 === 0) return part;
      const mark = part.split(cutting)[1];
      return mark === undefined ? valueOf(part) : after(valueOf(bare(part)), mark);
    })
    .join('');
