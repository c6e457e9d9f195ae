import { canonical, type Facts } from '../facts.ts';
import { asStrictAs } from '../state/strict.ts';
import type { AnyStep } from './step.ts';

/** What other steps read of an output. */
export const shared = ({ follows: { own = [] } = {} }: AnyStep, output: Facts): Facts =>
  asStrictAs(output, Object.fromEntries(Object.entries(output).filter(([field]) => !own.includes(field))));

/** The id people know a resource by: the first field of its handle. */
export function idOf(handle: Facts): string {
  const id = Object.values(handle)[0];
  return typeof id === 'string' ? id : canonical(id);
}
