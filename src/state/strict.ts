import type { Facts } from '../facts.ts';

/** What JavaScript itself asks of an object: whether it can be awaited, and how it is written as JSON. */
const asked: ReadonlySet<string> = new Set(['then', 'toJSON']);

/**
 * Facts read from disk: only the step that wrote them knows its fields, and it relies on all of them.
 * Reading one that is missing throws what `lacks` returns for it.
 */
export const strict = (facts: Facts, lacks: (field: string) => Error): Facts =>
  new Proxy(facts, {
    get(target, field) {
      if (typeof field === 'string' && !(field in target) && !asked.has(field)) throw lacks(field);
      return Reflect.get(target, field) as unknown;
    },
  });
