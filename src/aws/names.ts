import { createHash } from 'node:crypto';

/** A name within a service's limit: what does not fit is cut and told apart by six digits of its hash. */
export function fit(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${name.slice(0, limit - 7).replace(/-+$/, '')}-${hash}`;
}
