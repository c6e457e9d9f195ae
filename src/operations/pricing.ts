import { pricesIn, pricesText, type Listed } from '../prices/kept.ts';
import { priceOf, type Price, type PriceItem, type Rate } from '../prices/prices.ts';
import type { Site } from './site.ts';

const fileOf = (region: string) => `prices-${region}.json`;
const dayOf = ({ clock }: Pick<Site, 'clock'>) => new Date(clock.now()).toISOString().slice(0, 10);

const keptOf = (site: Pick<Site, 'cache' | 'clock'>, region: string) =>
  pricesIn(site.cache.read(fileOf(region)), dayOf(site));

/** Keeps what AWS has listed besides what is kept by now. */
function keep(site: Pick<Site, 'cache' | 'clock'>, region: string, prices: ReadonlyMap<string, number>) {
  const listed = { day: dayOf(site), usd: new Map([...keptOf(site, region), ...prices]) };
  if (prices.size > 0) site.cache.keep(fileOf(region), pricesText(listed));
  return listed;
}

/** The prices that AWS was asked for today, in this run or another one. */
export const listedToday =
  (site: Pick<Site, 'cache' | 'clock'>): Listed =>
  (region = '') => {
    const usd = keptOf(site, region);
    return usd.size > 0 ? { day: dayOf(site), usd } : undefined;
  };

/**
 * The price by what AWS has listed today, and else by the built-in table. AWS is asked for what neither of them has, as
 * in most regions, and once a day.
 *
 * @param isLive whether AWS is asked for what only the table has, too; then what it does not tell is noted.
 */
export async function priceToday(
  site: Site,
  items: readonly PriceItem[],
  region: string,
  isLive: boolean,
): Promise<Price> {
  const kept = keptOf(site, region);
  const rates = items.map(({ rate }) => rate);
  const asked = rates.filter(({ key, usd }) => !kept.has(key) && (isLive || usd[region] === undefined));
  if (asked.length === 0) return priceOf(items, region, { day: dayOf(site), usd: kept });

  const { livePrices } = await import('../aws/price-list.ts');
  const { prices, note } = await livePrices(await site.priceList(region), asked, region);
  // Where nobody asked for the list, that it says nothing is no news.
  return { ...priceOf(items, region, keep(site, region, prices)), ...(isLive && note && { note }) };
}

/**
 * Asks AWS for the day's prices, for whoever wants to know them later: what a stack may consist of is known before it
 * is chosen. Never an error.
 *
 * @param signal aborts when nobody wants to know them any more.
 */
export async function askAhead(
  site: Pick<Site, 'cache' | 'clock' | 'priceList'>,
  rates: readonly Rate[],
  region: string,
  signal: AbortSignal,
): Promise<void> {
  const kept = keptOf(site, region);
  const asked = rates.filter(({ key, product }) => product && !kept.has(key));
  if (asked.length === 0) return;
  try {
    const { livePrices } = await import('../aws/price-list.ts');
    const { prices } = await livePrices(await site.priceList(region), asked, region, signal);
    keep(site, region, prices);
  } catch {
    // The table stands in, and the plan asks again for what that lacks.
  }
}
