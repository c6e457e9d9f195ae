/** Prices of one region as AWS listed them on a day. */
export interface PricesOfDay {
  /** YYYY-MM-DD, in UTC. */
  readonly day: string;
  /** USD a unit, by the keys of the rates. */
  readonly usd: ReadonlyMap<string, number>;
}

/** What AWS has listed today of a region, as far as it was asked. */
export type Listed = (region: string | undefined) => PricesOfDay | undefined;

/** For a file: prices of a region are the same for everybody, and no secret. */
export const pricesText = ({ day, usd }: PricesOfDay): string => JSON.stringify({ day, usd: Object.fromEntries(usd) });

/** What a file has of a day; nothing if it is of another day, or damaged. */
export function pricesIn(text: string | undefined, day: string): ReadonlyMap<string, number> {
  try {
    const kept = JSON.parse(text ?? '') as { readonly day?: unknown; readonly usd?: unknown } | null;
    const all = Object.entries(Object(kept?.usd) as object);
    const isWhole = kept?.day === day && all.every(([, usd]) => typeof usd === 'number' && usd > 0);
    return new Map(isWhole ? (all as [string, number][]) : []);
  } catch {
    return new Map();
  }
}
