import type { Facts } from '../facts.ts';

/** What JavaScript itself asks of an object: whether it can be awaited, and how it is written as JSON. */
const asked: ReadonlySet<string> = new Set(['then', 'toJSON']);

type Lacks = (field: string) => Error;

const strictOnes = new WeakMap<Facts, Lacks>();

/**
 * Facts read from disk: only the step that wrote them knows its fields, and it relies on all of them.
 * Reading one that is missing throws what `lacks` returns for it.
 */
export function strict(facts: Facts, lacks: Lacks): Facts {
  const one = new Proxy(facts, {
    get(target, field) {
      if (typeof field === 'string' && !(field in target) && !asked.has(field)) throw lacks(field);
      return Reflect.get(target, field) as unknown;
    },
  });
  strictOnes.set(one, lacks);
  return one;
}

/** Facts that were made from others, and are as strict. */
export function asStrictAs(origin: Facts, facts: Facts): Facts {
  const lacks = strictOnes.get(origin);
  return lacks ? strict(facts, lacks) : facts;
}
