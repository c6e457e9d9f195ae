import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import { connectPricing, livePrices } from '../../src/aws/price-list.ts';
import { pricesAsOf } from '../../src/prices/prices.ts';
import { secret } from '../../src/steps/database/prices.ts';
import { hosting } from '../../src/steps/domain/prices.ts';
import { chapters } from '../../src/steps/index.ts';
import { balancing } from '../../src/steps/load-balancer/prices.ts';
import { address } from '../../src/steps/network/prices.ts';
import { running } from '../../src/steps/server/prices.ts';
import { run } from '../support/program.ts';
import { newStack, type Stack } from '../support/stack.ts';
import { project, unbroken } from '../commands/support.ts';

/** An entry with the shape of AWS's own. */
const entry = (usagetype: string, ...tiers: readonly (readonly [beginRange: string, usd: string])[]) =>
  JSON.stringify({
    product: { productFamily: 'Any', attributes: { regionCode: 'ap-northeast-2', usagetype }, sku: 'ABC' },
    serviceCode: 'Any',
    terms: {
      OnDemand: {
        'ABC.JRTCKXETXF': {
          priceDimensions: Object.fromEntries(
            tiers.map(([beginRange, USD], index) => [
              `ABC.JRTCKXETXF.${index}`,
              { unit: 'Hrs', beginRange, endRange: 'Inf', pricePerUnit: { USD }, appliesTo: [] },
            ]),
          ),
          termAttributes: {},
        },
      },
    },
    version: '20261101000000',
  });

/** What AWS answers to each service's question, a page an element. */
function pricing(pages: Readonly<Record<string, readonly (readonly string[])[]>>) {
  const client = new PricingClient({ region: 'us-east-1' });
  const mock = mockClient(client);
  mock
    .on(GetProductsCommand)
    .callsFake(({ ServiceCode, NextToken = '0' }: { ServiceCode: string; NextToken?: string }) => {
      const all = pages[ServiceCode] ?? [];
      const at = Number(NextToken);
      return { PriceList: all[at] ?? [], ...(at + 1 < all.length && { NextToken: String(at + 1) }) };
    });
  return { client, requests: () => mock.commandCalls(GetProductsCommand).map(({ args }) => args[0].input) };
}

test('everything in the plan that costs money can be asked for', () => {
  const rates = chapters.flatMap((chapter) => chapter.rates ?? []);
  // A snapshot is priced when a database goes, not in a plan.
  expect(rates.flatMap(({ key, product }) => (product ? [] : [key]))).toEqual(['snapshot']);
});

test('the price list is asked at the nearest of its three endpoints', async () => {
  const at = (region: string) => connectPricing({ region }).config.region();
  expect(await Promise.all(['ap-northeast-2', 'eu-west-1', 'sa-east-1'].map(at))).toEqual([
    'ap-south-1',
    'eu-central-1',
    'us-east-1',
  ]);
});

describe('a live price', () => {
  test('is asked for by attributes, in the region of the stack', async () => {
    const { client, requests } = pricing({ AmazonEC2: [[entry('APN2-BoxUsage:t3.micro', ['0', '0.0131000000'])]] });
    expect(await livePrices(client, [running('t3.micro'), running('t3.micro')], 'ap-northeast-2')).toEqual({
      prices: new Map([['ec2.t3.micro', 0.0131]]),
    });
    expect(requests()).toHaveLength(1);
    const filters = requests()[0]?.Filters?.map(({ Type, Field, Value }) => `${Type} ${Field}=${Value}`);
    expect(filters).toEqual(
      expect.arrayContaining([
        'TERM_MATCH instanceType=t3.micro',
        'TERM_MATCH operatingSystem=Linux',
        'TERM_MATCH tenancy=Shared',
        'TERM_MATCH capacitystatus=Used',
        'TERM_MATCH regionCode=ap-northeast-2',
      ]),
    );
  });

  test('is that of the usage and of the first unit, whatever else matches and on whichever page', async () => {
    const { client, requests } = pricing({
      AWSELB: [
        [entry('APN2-LCUUsage', ['0', '0.008']), entry('APN2-TS-LoadBalancerUsage', ['0', '0.0056'])],
        [entry('APN2-LoadBalancerUsage', ['0', '0.0225'])],
      ],
      AmazonRoute53: [[entry('HostedZone', ['25', '0.1'], ['0', '0.5'])]],
    });
    const { prices: found } = await livePrices(client, [balancing, hosting], 'ap-northeast-2');
    expect(Object.fromEntries(found)).toEqual({ alb: 0.0225, zone: 0.5 });
    const zone = requests().find(({ ServiceCode }) => ServiceCode === 'AmazonRoute53');
    expect(zone?.Filters?.map(({ Field }) => Field)).not.toContain('regionCode');
  });

  test('that is not listed is left to the table, and that is said', async () => {
    const { client } = pricing({ AmazonVPC: [[entry('APN2-PublicIPv4:InUseAddress', ['0', '0.005'])]] });
    const { prices: found, note } = await livePrices(client, [address, secret], 'ap-northeast-2');
    expect([...found.keys()]).toEqual(['ipv4']);
    expect(note?.en).toContain('secret');
    expect(note?.ko).toContain('secret');
  });

  test.each([
    ['AccessDeniedException', 'pricing:GetProducts'],
    ['TimeoutError', 'TimeoutError'],
  ])('is no reason to fail: after %s the table stands in, and a sentence says why', async (name, said) => {
    const client = new PricingClient({ region: 'us-east-1' });
    mockClient(client)
      .on(GetProductsCommand)
      .rejects(Object.assign(new Error('it went wrong'), { name }));
    const { prices: found, note } = await livePrices(client, [address, hosting], 'us-east-1');
    expect(found.size).toBe(0);
    expect(note?.en).toContain(said);
    expect(note?.ko).toContain(said);
  });
});

describe('in a rehearsal', () => {
  test('the plan says that its prices are live, and they are those of the table', async () => {
    const cwd = project();
    const [table, live] = await Promise.all([
      run(['plan', '--rehearse'], { cwd }),
      run(['plan', '--rehearse', '--live-prices'], { cwd: project() }),
    ]);
    expect(unbroken(table.stdout)).toContain(`prices as of ${pricesAsOf('us-east-1')}`);
    expect(unbroken(live.stdout)).toMatch(/AWS prices of \d{4}-\d\d-\d\d/);
    expect(live.stdout.match(/[\d.]+ USD/g)).toEqual(table.stdout.match(/[\d.]+ USD/g));
  });

  test('JSON says which price is live', async () => {
    const { stdout } = await run(['plan', '--rehearse', '--live-prices', '--json'], { cwd: project() });
    const { price } = JSON.parse(stdout) as { price: { live: boolean; note?: string } };
    const listedOn = expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string;
    expect(price).toMatchObject({ live: true, complete: true, listedOn });
    expect(price.note).toBeUndefined();
  });
});

describe('in a region that the built-in table does not have', () => {
  const rates = chapters.flatMap((chapter) => chapter.rates ?? []);
  const elsewhere = rates.map((rate) => ({ ...rate, usd: { ...rate.usd, 'sa-east-1': 1 } }));

  test('the plan has the prices of today, without being asked for them', async () => {
    const { price } = await newStack({ rates: elsewhere }).plan({ region: 'sa-east-1' });
    expect(price.complete).toBe(true);
    expect(price.items.every(({ live }) => live)).toBe(true);
  });

  test('a price list that says nothing is no news', async () => {
    const { price } = await newStack({ rates }).plan({ region: 'sa-east-1' });
    expect(price).toMatchObject({ complete: false });
    expect(price.note).toBeUndefined();
  });
});

describe('what AWS has listed', () => {
  const rates = chapters.flatMap((chapter) => chapter.rates ?? []);
  const cacheOf = ({ stateFile }: Stack) => join(dirname(dirname(stateFile)), 'cache', 'stepway');
  const questions = ({ calls }: Stack) => calls.filter(({ operation }) => operation === 'GetProducts').length;
  const live = (stack: Stack) => stack.plan({}, { livePrices: true });

  test('is kept for the day, for other projects as well, and shown with the date it was asked at', async () => {
    const stack = newStack({ rates });
    const { price } = await live(stack);
    const asked = questions(stack);
    expect(asked).toBeGreaterThan(5);
    const file = readFileSync(join(cacheOf(stack), 'prices-us-east-1.json'), 'utf8');
    expect(file).toMatch(/^\{"day":"\d{4}-\d\d-\d\d","usd":\{("[\w.]+":[\d.]+,?)+\}\}$/);

    expect(await live(stack)).toMatchObject({ price });
    const other = stack.under({ name: 'another' });
    // Nobody asks here: what is known is newer than the table.
    expect((await other.plan()).price).toEqual(price);
    expect(price.listedOn).toBe(new Date(stack.clock.now()).toISOString().slice(0, 10));
    expect(questions(stack) + questions(other)).toBe(asked);
  });

  test('is asked again on the next day', async () => {
    const stack = newStack({ rates });
    const { price } = await live(stack);
    const asked = questions(stack);
    await stack.clock.sleep(24 * 3600 * 1000);
    expect((await stack.plan()).price).toMatchObject({ asOf: pricesAsOf('us-east-1'), total: price.total });
    expect((await stack.plan()).price.listedOn).toBeUndefined();
    expect((await live(stack)).price.listedOn).not.toBe(price.listedOn);
    expect(questions(stack)).toBe(2 * asked);
  });

  test.each([
    '',
    '{',
    'null',
    '[]',
    '{"day":"DAY"}',
    '{"day":"DAY","usd":{"ec2.t3.micro":-1}}',
    '{"day":"DAY","usd":7}',
  ])('is asked again where the file is damaged: %s', async (damaged) => {
    const stack = newStack({ rates });
    const { price } = await live(stack);
    const asked = questions(stack);
    const day = new Date(stack.clock.now()).toISOString().slice(0, 10);
    writeFileSync(join(cacheOf(stack), 'prices-us-east-1.json'), damaged.replace('DAY', day));
    expect(await live(stack)).toMatchObject({ price });
    expect(questions(stack)).toBe(2 * asked);
  });

  test('is no less true where nothing can be kept', async () => {
    const stack = newStack({ rates });
    writeFileSync(dirname(cacheOf(stack)), 'a file where the folder would be');
    const { price } = await live(stack);
    expect(price.items.every(({ live: isLive }) => isLive)).toBe(true);
  });
});
