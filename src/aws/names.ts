import { createHash } from 'node:crypto';

/** The name of what a step of a stack makes. */
export const nameOf = (stack: string, step: string): string => `${stack}-${step}`;

/** The same with the stack's id, for names that all regions of an account, or all accounts, share. */
export const uniqueNameOf = (stack: string, id: string, step: string): string => `${stack}-${id}-${step}`;

/** The id in one of those, of any stack of this name; undefined for every other name. */
export const idInName = (name: string, stack: string): string | undefined =>
  name.startsWith(`${stack}-`) ? /^([0-9a-f]{8,16})-/.exec(name.slice(stack.length + 1))?.[1] : undefined;

/** A name within a service's limit: what does not fit is cut and told apart by six digits of its hash. */
export function fit(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${name.slice(0, limit - 7).replace(/-+$/, '')}-${hash}`;
}
