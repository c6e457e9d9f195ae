import { refuse } from './errors.ts';

const prefix = 'from-';

/** One page of a listing, and the token of the next when there is one. `size` absent means everything. */
export function page<Item>(
  items: readonly Item[],
  size: number | undefined,
  token: string | undefined,
): { items: Item[]; next: string | undefined } {
  const encoded = Buffer.from(token ?? '', 'base64').toString();
  if (token && !encoded.startsWith(prefix)) refuse('InvalidParameterValue', `The token '${token}' is invalid`);
  const from = token ? Number(encoded.slice(prefix.length)) : 0;
  const to = size ? from + size : items.length;
  return {
    items: items.slice(from, to),
    next: to < items.length ? Buffer.from(`${prefix}${to}`).toString('base64') : undefined,
  };
}
