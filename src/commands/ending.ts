import { Trouble } from '../errors.ts';

/** What a program that reads `--json` is told beside the trouble itself. */
export type Ending = { readonly outputs?: object; readonly receipt?: readonly object[] };

const endings = new WeakMap<Trouble, Ending>();

/** Remembers with a trouble what was reached before it, and returns it. */
export function ending(error: unknown, reached: Ending | undefined): unknown {
  if (error instanceof Trouble && reached) endings.set(error, reached);
  return error;
}

export const reachedBefore = (trouble: Trouble): Ending => endings.get(trouble) ?? {};
