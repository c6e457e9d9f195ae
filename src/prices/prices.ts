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
  /** Whether AWS's price list says so today, and not our table. */
  readonly live?: boolean;
}

export interface Price {
  readonly items: readonly PricedItem[];
  /** USD a month of the items that the table has, before traffic and tax. */
  readonly total: number;
  /** Whether the table has every item. */
  readonly complete: boolean;
  /** The day of the price table, as YYYY-MM-DD. */
  readonly asOf: string;
  /** Why the table stands in, where live prices were asked for. */
  readonly note?: Words;
}

const cents = (usd: number) => Math.round(usd * 100) / 100;

/** @param live today's prices a unit, by key: they are stronger than the table. */
export function priceOf(items: readonly PriceItem[], region: string, live?: ReadonlyMap<string, number>): Price {
  const priced = items.map(({ what, key, units }): PricedItem => {
    const today = live?.get(key);
    const unit = today ?? prices[region]?.[key];
    if (unit === undefined) return { what };
    return { what, usd: cents(unit * units), ...(today !== undefined && { live: true }) };
  });
  return {
    items: priced,
    total: cents(priced.reduce((sum, { usd = 0 }) => sum + usd, 0)),
    complete: priced.every(({ usd }) => usd !== undefined),
    asOf: pricesAsOf,
  };
}
