type Env = Readonly<Record<string, string | undefined>>;

/** A terminal that can do nothing but show one line after another. */
const isDumb = (env: Env) => env['TERM'] === 'dumb';

/**
 * Whether to write in colour: `--no-color` and `NO_COLOR` (https://no-color.org) are stronger than `FORCE_COLOR`, and
 * all of them than what the stream is.
 */
export function inColour({ isTTY }: { readonly isTTY?: boolean }, env: Env, forbidden: boolean): boolean {
  if (forbidden || env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY === true && !isDumb(env);
}

/**
 * Whether to write line after line, with words for signs: nothing moves, nothing is drawn, nothing is taken back. For
 * screen readers, `--plain` or `STEPWAY_PLAIN`, and simple terminals.
 */
export const inPlain = (env: Env, asked: boolean): boolean => asked || Boolean(env['STEPWAY_PLAIN']) || isDumb(env);
