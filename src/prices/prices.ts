import type { Words } from '../words.ts';
import { prices, pricesAsOf } from './table.ts';

const hoursAMonth = 730;

/** Something that costs money every month. */
export interface PriceItem {
  readonly what: Words;
  /** Its line in the price table. */
  readonly key: string;
  /** Units per month. */
  readonly units: number;
}

/** Billed by the hour, running all month. */
export const hourly = (what: Words, key: string, count = 1): PriceItem => ({ what, key, units: count * hoursAMonth });

/** Billed by the month: gigabytes, or items. */
export const monthly = (what: Words, key: string, count = 1): PriceItem => ({ what, key, units: count });

export interface PricedItem {
  readonly what: Words;
  /** USD per month; absent if the table does not have it. */
  readonly usd?: number;
  /** Whether it comes from AWS's price list today, rather than our table. */
  readonly live?: boolean;
}

export interface Price {
  readonly items: readonly PricedItem[];
  /** USD per month for the items in the table, before traffic and tax. */
  readonly total: number;
  /** Whether the table has every item. */
  readonly complete: boolean;
  /** The date of the price table, as YYYY-MM-DD. */
  readonly asOf: string;
  /** Why the table is used although live prices were requested. */
  readonly note?: Words;
}

const cents = (usd: number) => Math.round(usd * 100) / 100;

/** @param live today's unit prices, by key: they override the table. */
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
