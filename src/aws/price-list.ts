import { paginateGetProducts, PricingClient } from '@aws-sdk/client-pricing';
import type { Product, Rate } from '../prices/prices.ts';
import type { Words } from '../words.ts';
import type { Pluggable } from './at-most-once.ts';
import { httpsAgent } from '../https-agent.ts';
import { credentialsOf, keepCredentials } from './credentials.ts';
import type { Connection } from './clients.ts';
import { oneLine } from '../plain.ts';
import { isDenied } from './error-names.ts';

/** What AWS's Price List says today, as far as it says anything. */
export interface LivePrices {
  /** USD a unit, by the keys of the rates. */
  readonly prices: ReadonlyMap<string, number>;
  /** Why some prices are the built-in ones. */
  readonly note?: Words;
}

/** The Price List has three endpoints of its own, wherever one builds. */
function endpointNear(region = ''): string {
  if (region.startsWith('ap-')) return 'ap-south-1';
  return /^(eu|me|af|il)-/.test(region) ? 'eu-central-1' : 'us-east-1';
}

/** The client of the Price List. It answers a question that is welcome but not needed, and so gives up soon. */
export function connectPricing(connection: Connection): PricingClient {
  const { region, profile, attach } = connection;
  const limits = { connectionTimeout: 5000, requestTimeout: 10_000, throwOnRequestTimeout: true };
  const client = new PricingClient({
    region: endpointNear(region),
    ...(profile && { profile }),
    credentials: credentialsOf(connection),
    maxAttempts: 2,
    requestHandler: { ...limits, httpsAgent: httpsAgent() },
  });
  const pluggable = client as unknown as Pluggable;
  keepCredentials(pluggable);
  attach?.(pluggable);
  return client;
}

/** One entry of the list, which comes as JSON in a string, as far as it concerns us. */
interface Entry {
  readonly product?: { readonly attributes?: { readonly usagetype?: string } };
  readonly terms?: { readonly OnDemand?: Readonly<Record<string, { priceDimensions?: Record<string, Dimension> }>> };
}

interface Dimension {
  readonly beginRange?: string;
  readonly pricePerUnit?: { readonly USD?: string };
}

/** The price of the first unit in an entry, when that is the product's; undefined for another, or none. */
function priceIn(json: string, { usage }: Product): number | undefined {
  const { product, terms } = JSON.parse(json) as Entry;
  if (!usage.test(product?.attributes?.usagetype ?? '')) return undefined;
  const dimensions = Object.values(terms?.OnDemand ?? {}).flatMap((term) => Object.values(term.priceDimensions ?? {}));
  const first = dimensions.find(({ beginRange = '0' }) => Number(beginRange) === 0);
  const usd = Number(first?.pricePerUnit?.USD);
  return usd > 0 ? usd : undefined;
}

/** Asks for one price, page by page. */
async function ask(
  client: PricingClient,
  product: Product,
  region: string,
  abortSignal: AbortSignal | undefined,
): Promise<number | undefined> {
  // Hosted zones are everywhere and nowhere.
  const where = product.serviceCode === 'AmazonRoute53' ? {} : { regionCode: region };
  const Filters = Object.entries({ ...product.is, ...where }).map(([Field, Value]) => ({
    Type: 'TERM_MATCH' as const,
    Field,
    Value,
  }));
  const input = { ServiceCode: product.serviceCode, Filters };
  for await (const { PriceList = [] } of paginateGetProducts({ client }, input, { abortSignal }))
    for (const entry of PriceList) {
      const usd = priceIn(String(entry), product);
      if (usd !== undefined) return usd;
    }
  return undefined;
}

const denied: Words = {
  en: 'You do not have permission to read the AWS price list (pricing:GetProducts), so built-in prices are used.',
  ko: 'AWS 가격표를 조회할 권한(pricing:GetProducts)이 없어 내장 가격표를 사용했습니다.',
};

const unreachable = (why: string): Words => ({
  en: `The AWS price list could not be read (${why}), so built-in prices are used.`,
  ko: `AWS 가격표를 조회하지 못해(${why}) 내장 가격표를 사용했습니다.`,
});

const unlisted = (keys: readonly string[]): Words => ({
  en: `Not in the AWS price list, so built-in prices are used: ${keys.join(', ')}.`,
  ko: `AWS 가격표에 없어 내장 가격표를 사용한 항목: ${keys.join(', ')}.`,
});

/** The list takes few questions a second. */
const atATime = 5;

/** What these cost today. Never an error: the built-in prices are the fallback. */
export async function livePrices(
  client: PricingClient,
  rates: readonly Rate[],
  region: string,
  signal?: AbortSignal,
): Promise<LivePrices> {
  const prices = new Map<string, number>();
  const missing: string[] = [];
  const failures: unknown[] = [];
  const open = [...new Map(rates.map(({ key, product }) => [key, product]))];
  const next = () => (signal?.aborted ? undefined : open.shift());
  const work = async () => {
    for (let one = next(); one; one = next()) {
      const [key, product] = one;
      try {
        const usd = product && (await ask(client, product, region, signal));
        if (usd === undefined) missing.push(key);
        else prices.set(key, usd);
      } catch (error) {
        failures.push(error);
        // Whoever may not ask for one may not ask for the others.
        if (isDenied(error)) open.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  const [failure] = failures;
  if (failure !== undefined) {
    const { name, message } = failure instanceof Error ? failure : new Error('unknown failure');
    return {
      prices,
      note: isDenied(failure) ? denied : unreachable(oneLine(`${name}: ${message}`)),
    };
  }
  return { prices, ...(missing.length > 0 && { note: unlisted(missing.toSorted()) }) };
}
