import { createHash } from 'node:crypto';

/** The name of what a step of a stack makes. */
export const nameOf = (stack: string, step: string): string => `${stack}-${step}`;

/** The same with a part of the stack's id, for names that all regions of an account, or all accounts, share. */
export const uniqueNameOf = (stack: string, id: string, step: string): string => `${stack}-${id.slice(0, 8)}-${step}`;

/** Whether a name is one of those, of any stack of this name. */
export const isUniqueName = (name: string, stack: string): boolean =>
  name.startsWith(`${stack}-`) && /^[0-9a-f]{8}-/.test(name.slice(stack.length + 1));

/** A name within a service's limit: what does not fit is cut and told apart by six digits of its hash. */
export function fit(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${name.slice(0, limit - 7).replace(/-+$/, '')}-${hash}`;
}
