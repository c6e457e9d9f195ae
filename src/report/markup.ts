import { harmless } from '../plain.ts';
import { withoutSecrets } from '../secrets.ts';

/** Text that is HTML or SVG already. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | undefined | false | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it may stand in a page: nothing in it is markup, no secret is in it. */
const escaped = (text: string): string =>
  withoutSecrets(harmless(text)).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);

function written(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  return typeof part === 'object' ? part.map(written).join('') : escaped(String(part));
}

/** A template of markup: what is put in is escaped, unless it is markup itself. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(String.raw({ raw: strings.raw }, ...parts.map(written)));

/** A text with what is to be typed (`like this`) marked as such. */
export const withCode = (text: string): readonly Markup[] =>
  text.split('`').map((part, at) => (at % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`));
