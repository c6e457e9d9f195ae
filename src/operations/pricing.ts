import { pricesIn, pricesText } from '../prices/kept.ts';
import { priceOf, type Price, type PriceItem } from '../prices/prices.ts';
import type { Site } from './site.ts';

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
  const file = `prices-${region}.json`;
  const day = new Date(site.clock.now()).toISOString().slice(0, 10);
  const kept = pricesIn(site.cache.read(file), day);
  const rates = items.map(({ rate }) => rate);
  const asked = rates.filter(({ key, usd }) => !kept.has(key) && (isLive || usd[region] === undefined));
  if (asked.length === 0) return priceOf(items, region, { day, usd: kept });

  const { livePrices } = await import('../aws/price-list.ts');
  const { prices, note } = await livePrices(await site.priceList(region), asked, region);
  const listed = { day, usd: new Map([...kept, ...prices]) };
  if (prices.size > 0) site.cache.keep(file, pricesText(listed));
  // Where nobody asked for the list, that it says nothing is no news.
  return { ...priceOf(items, region, listed), ...(isLive && note && { note }) };
}
