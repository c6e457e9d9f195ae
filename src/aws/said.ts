/** What AWS always says of a thing, which the types of its SDK do not promise. */
export function said<T extends object, Field extends keyof T & string>(
  answer: T | undefined,
  field: Field,
): NonNullable<T[Field]> {
  const value = answer?.[field];
  if (value === undefined || value === null) throw new Error(`AWS answered without ${field}`);
  return value;
}
