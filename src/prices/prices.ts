import type { Words } from '../words.ts';
import { prices, pricesAsOf } from './table.ts';

const hoursAMonth = 730;

/** Something that costs money every month it is there. */
export interface PriceItem {
  readonly what: Words;
  /** Its line in the price table. */
  readonly key: string;
  /** How many units a month. */
  readonly units: number;
}

/** Something that is paid by the hour and runs all month. */
export const hourly = (what: Words, key: string, count = 1): PriceItem => ({ what, key, units: count * hoursAMonth });

/** Something that is paid by the month: gigabytes, or pieces. */
export const monthly = (what: Words, key: string, count = 1): PriceItem => ({ what, key, units: count });

export interface PricedItem {
  readonly what: Words;
  /** USD a month; absent when the table does not have it. */
  readonly usd?: number;
}

export interface Price {
  readonly items: readonly PricedItem[];
  /** USD a month of the items that the table has, before traffic and tax. */
  readonly total: number;
  /** Whether the table has every item. */
  readonly complete: boolean;
  /** The day of the price table, as YYYY-MM-DD. */
  readonly asOf: string;
}

const cents = (usd: number) => Math.round(usd * 100) / 100;

export function priceOf(items: readonly PriceItem[], region: string): Price {
  const priced = items.map(({ what, key, units }): PricedItem => {
    const unit = prices[region]?.[key];
    return unit === undefined ? { what } : { what, usd: cents(unit * units) };
  });
  return {
    items: priced,
    total: cents(priced.reduce((sum, { usd = 0 }) => sum + usd, 0)),
    complete: priced.every(({ usd }) => usd !== undefined),
    asOf: pricesAsOf,
  };
}
