/** Private characters of Unicode, which survive whatever a step does to an id: joining, lower case, JSON. */
const [opening, closing] = ['\ue000', '\ue001'];

const symbols = new RegExp(`${opening}(\\w+)${closing}`);

/** Stands in a text for the value of a shell variable, which only AWS gets to choose. */
export const symbol = (name: string): string => `${opening}${name}${closing}`;

/** A text in parts: literal, name of a variable, literal, and so on; always an odd number of them. */
export const partsOf = (text: string): string[] =>
  text.split(symbols).map((part, index) => (index % 2 === 1 ? part.toUpperCase() : part));

/** The names of the variables in a text. */
export const namesIn = (text: string): string[] => partsOf(text).filter((_, index) => index % 2 === 1);

/** The same text with each variable's value in its place. */
export const withValues = (text: string, valueOf: (name: string) => string): string =>
  partsOf(text)
    .map((part, index) => (index % 2 === 1 ? valueOf(part) : part))
    .join('');
