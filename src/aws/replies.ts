import { isNotFound } from './error-names.ts';

/** What AWS always says of a thing, which the types of its SDK do not promise. */
export function said<T extends object, Field extends keyof T & string>(
  answer: T | undefined,
  field: Field,
): NonNullable<T[Field]> {
  const value = answer?.[field];
  if (value === undefined || value === null) throw new Error(`AWS answered without ${field}`);
  return value;
}

/** What AWS answers; undefined for what does not exist. */
export async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** What all pages of a list have, in their order. */
export async function every<Page, Item>(
  pages: AsyncIterable<Page>,
  of: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const found: Item[] = [];
  for await (const page of pages) found.push(...(of(page) ?? []));
  return found;
}

/** What AWS refuses of a call that itself succeeds, as the error that it would be. */
export const refusedPart = (name: string | undefined, message: string | undefined): Error =>
  Object.assign(new Error(message), { name, $metadata: {} });
