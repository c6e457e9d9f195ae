import type { Words } from '../words.ts';
import type { Credits } from './credits.ts';
import type { PricesOfDay } from './kept.ts';

/**
 * The regions whose prices are built in, and the day on which AWS was last seen to list or bill most of them, as
 * YYYY-MM-DD. Where each price was found is in docs/prices.md.
 */
const seenOn: Readonly<Record<string, string>> = {
  'us-east-1': '2026-11-20',
  'us-east-2': '2026-10-03',
  'us-west-2': '2026-09-19',
  'ap-northeast-1': '2026-09-11',
  'ap-northeast-2': '2026-11-20',
  'ap-southeast-1': '2026-09-26',
  'ap-southeast-2': '2025-11-04',
  'ap-south-1': '2026-09-16',
  'eu-central-1': '2026-09-07',
  'eu-west-1': '2026-09-25',
  'eu-north-1': '2025-11-04',
};

export const pricedRegions: readonly string[] = Object.keys(seenOn);

/** The date of the built-in prices of a region; of one without them, that of the newest. */
export const pricesAsOf = (region: string): string =>
  seenOn[region] ?? Object.values(seenOn).reduce((newest, day) => (day > newest ? day : newest));

const hoursAMonth = 730;

/** Where AWS's Price List has a price. */
export interface Product {
  readonly serviceCode: string;
  /** Attributes that must match exactly. */
  readonly is: Readonly<Record<string, string>>;
  /** The end of its usage type, which begins with the region. */
  readonly usage: RegExp;
}

/** What a unit of something costs. */
export interface Rate {
  readonly key: string;
  /** USD by region, on demand and without tax: an hour, a minute, or a month of a gigabyte or an item. */
  readonly usd: Readonly<Record<string, number>>;
  /** Absent for what no plan has. */
  readonly product?: Product;
}

/** What costs the same in all of these regions; without them, in every region that we have prices for. */
export const alike = (usd: number, regions: readonly string[] = pricedRegions): Rate['usd'] =>
  Object.fromEntries(regions.map((region) => [region, usd]));

/** What a unit costs: as AWS listed it today, or else by the built-in table; undefined if nobody knows. */
export const unitPrice = (
  { key, usd }: Rate,
  region: string | undefined,
  today: PricesOfDay | undefined,
): number | undefined => today?.usd.get(key) ?? usd[region ?? ''];

/** What a unit costs in the region of a stack, in USD; undefined if nobody knows. */
export type UnitPrice = (rate: Rate) => number | undefined;

/** By the built-in table. */
export const builtIn =
  (region: string | undefined): UnitPrice =>
  (rate) =>
    unitPrice(rate, region, undefined);

/** Something that costs money every month. */
export interface PriceItem {
  readonly what: Words;
  readonly rate: Rate;
  /** Units per month. */
  readonly units: number;
}

/** Billed by the hour, running all month. */
export const hourly = (what: Words, rate: Rate, count = 1): PriceItem => ({ what, rate, units: count * hoursAMonth });

/** Billed by the month: gigabytes, or items. */
export const monthly = (what: Words, rate: Rate, count = 1): PriceItem => ({ what, rate, units: count });

/** Those that cost the same and are called the same, as one: "Alarms (10)". */
export function together(items: readonly PriceItem[]): readonly PriceItem[] {
  const isLike = (one: PriceItem) => (other: PriceItem) =>
    one.rate.key === other.rate.key && one.what.en === other.what.en;
  return items.flatMap((item, at) => {
    if (items.findIndex(isLike(item)) < at) return [];
    const alike = items.filter(isLike(item));
    if (alike.length === 1) return item;
    const what = { en: `${item.what.en} (${alike.length})`, ko: `${item.what.ko} ${alike.length}개` };
    return { ...item, what, units: alike.reduce((sum, { units }) => sum + units, 0) };
  });
}

export interface PricedItem {
  readonly what: Words;
  /** USD per month; absent if nobody knows it. */
  readonly usd?: number;
  /** Whether it comes from AWS's price list today, rather than with the program. */
  readonly live?: boolean;
}

export interface Price {
  readonly items: readonly PricedItem[];
  /** USD per month for the items with a price, before traffic and tax. */
  readonly total: number;
  /** Whether every item has one. */
  readonly complete: boolean;
  /** The date of the built-in prices. */
  readonly asOf: string;
  /** The date on which AWS was asked for the live ones, where there are any. */
  readonly listedOn?: string;
  /** Why built-in prices are used although live ones were requested. */
  readonly note?: Words;
  /** What the account has of them, and how long they last at this price. */
  readonly credits?: Credits;
}

/**
 * "t3.micro: 2 CPUs · 1 GiB · about 9.49 USD a month": the price where it is known.
 *
 * @param hour USD.
 */
export function sized(name: string, cpus: number, memory: number, hour: number | undefined): Words {
  const price = hour === undefined ? undefined : (hour * hoursAMonth).toFixed(2);
  return {
    en: [`${name}: ${cpus} CPUs`, `${memory} GiB of memory`, ...(price ? [`about ${price} USD a month`] : [])].join(
      ' · ',
    ),
    ko: [`${name}: CPU ${cpus}개`, `메모리 ${memory}GiB`, ...(price ? [`월 약 ${price}달러`] : [])].join(' · '),
  };
}

const cents = (usd: number) => Math.round(usd * 100) / 100;

/** @param live the unit prices that AWS listed: they override the built-in ones. */
export function priceOf(items: readonly PriceItem[], region: string, live?: PricesOfDay): Price {
  const priced = items.map(({ what, rate, units }): PricedItem => {
    const unit = unitPrice(rate, region, live);
    if (unit === undefined) return { what };
    return { what, usd: cents(unit * units), ...(live?.usd.has(rate.key) && { live: true }) };
  });
  return {
    items: priced,
    total: cents(priced.reduce((sum, { usd = 0 }) => sum + usd, 0)),
    complete: priced.every(({ usd }) => usd !== undefined),
    asOf: pricesAsOf(region),
    ...(live && priced.some((item) => item.live) && { listedOn: live.day }),
  };
}
