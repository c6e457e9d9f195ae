import { describe, expect, test } from 'vitest';
import { choose } from '../../src/engine/choose.ts';
import { itemsOf } from '../../src/operations/outlook.ts';
import { hourly, monthly, pricedRegions, priceOf, pricesAsOf, together } from '../../src/prices/prices.ts';
import { regions } from '../../src/aws/regions.ts';
import { running as database } from '../../src/steps/database/prices.ts';
import { hosting } from '../../src/steps/domain/prices.ts';
import { chapters, questions, steps } from '../../src/steps/index.ts';
import { address } from '../../src/steps/network/prices.ts';
import { disk, running } from '../../src/steps/server/prices.ts';
import { verbatim } from '../../src/words.ts';
import { flagsOfEachAnswer, toldBy } from '../support/flags-for.ts';
import { newStack, type Flags } from '../support/stack.ts';

const what = verbatim('it');

describe('a price', () => {
  test('is that of a month of 730 hours, to the cent', () => {
    expect(priceOf([hourly(what, running('t3.micro'))], 'us-east-1')).toEqual({
      items: [{ what, usd: 7.59 }],
      total: 7.59,
      complete: true,
      asOf: pricesAsOf('us-east-1'),
    });
    expect(priceOf([hourly(what, address, 2), monthly(what, disk, 10)], 'us-east-1').total).toBe(8.1);
  });

  test('of what nobody knows is left open, and the rest is still summed up', () => {
    const price = priceOf([monthly(what, hosting), hourly(what, running('u-24tb1.metal'))], 'us-east-1');
    expect(price).toMatchObject({ total: 0.5, complete: false });
    expect(price.items[1]).not.toHaveProperty('usd');
  });

  test('in a region without a table is open', () => {
    expect(priceOf([monthly(what, hosting)], 'sa-east-1')).toMatchObject({ total: 0, complete: false });
  });
});

test('the rates are of regions that there are, with prices that can be, each under a key of its own', () => {
  for (const region of [...pricedRegions, 'sa-east-1']) expect(pricesAsOf(region)).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const rates = chapters.flatMap((chapter) => chapter.rates ?? []);
  expect(new Set(rates.map(({ key }) => key)).size).toBe(rates.length);
  expect(rates.length).toBeGreaterThan(15);
  for (const { key, usd: byRegion } of rates)
    for (const [region, usd] of Object.entries(byRegion)) {
      expect(regions).toHaveProperty(region);
      expect(usd, key).toBeGreaterThan(0);
      expect(usd, key).toBeLessThan(2);
    }
});

test('whatever a plan has to pay for, its chapter has among its rates', async () => {
  const rates = new Set(chapters.flatMap((chapter) => chapter.rates ?? []).map(({ key }) => key));
  for (const flags of await flagsOfEachAnswer()) {
    const answers = toldBy(flags).preview(questions);
    const priced = itemsOf(choose(steps, answers), answers).filter(({ rate }) => Object.keys(rate.usd).length > 0);
    expect(priced.map(({ rate }) => rate.key).filter((key) => !rates.has(key))).toEqual([]);
  }
});

/** What a plan without any flag pays for, with what it is advised to add, and has no built-in price in a region. */
async function unknownIn(region: string) {
  const answers = toldBy({ region, domain: 'example.com', parts: 'advised', alarms: 'me@example.com' }).preview(
    questions,
  );
  const items = itemsOf(choose(steps, answers), answers);
  expect(items.length).toBeGreaterThan(9);
  return [...new Set(items.flatMap(({ rate }) => (rate.usd[region] === undefined ? [rate.key] : [])))];
}

test('every price of the usual stack is known in the most used regions, but for what could not be found', async () => {
  const unknown = await Promise.all(pricedRegions.map(async (region) => [region, await unknownIn(region)] as const));
  expect(pricedRegions.length).toBeGreaterThan(10);
  expect(Object.fromEntries(unknown.filter(([, keys]) => keys.length > 0))).toEqual({
    'ap-southeast-2': ['alb', 'rds.gp3'],
    'eu-north-1': ['alb', 'rds.gp3'],
  });
});

test.each([
  ['t3.micro', 'ap-northeast-1', 0.0136],
  ['t3.large', 'eu-central-1', 0.096],
  ['t4g.small', 'ap-south-1', 0.0112],
  ['t4g.medium', 'us-west-2', 0.0336],
])('an hour of %s in %s costs what AWS lists', (type, region, usd) => {
  expect(running(type).usd[region]).toBeCloseTo(usd, 6);
});

test('a standby costs what AWS lists, which is twice as much to a tenth of a cent', () => {
  expect(database('db.t4g.medium', true).usd['ap-southeast-1']).toBe(0.203);
  expect(database('db.t4g.micro', true).usd['eu-west-1']).toBe(0.035);
  for (const size of ['db.t4g.micro', 'db.t4g.small', 'db.t4g.medium', 'db.t4g.large'])
    for (const region of pricedRegions)
      expect(database(size, true).usd[region]).toBeCloseTo(2 * (database(size).usd[region] ?? Number.NaN), 2);
});

describe('the price of a stack', () => {
  const of = async (flags: Flags) => (await newStack().plan(flags)).price;

  test('is shown item by item and adds up', async () => {
    const { items, total, complete } = await of({});
    expect(complete).toBe(true);
    expect(items.reduce((sum, { usd = 0 }) => sum + usd, 0)).toBeCloseTo(total, 5);
    for (const { what } of items) expect(what.ko).toMatch(/[가-힣]/);
  });

  test('is about 20 dollars a month less without a load balancer', async () => {
    const [balanced, direct] = await Promise.all([of({}), of({ entry: 'elastic-ip' })]);
    expect(balanced.total - direct.total).toBeGreaterThan(18);
    expect(balanced.total - direct.total).toBeLessThan(26);
  });

  test('has one public address less to pay for where the server keeps an elastic one', async () => {
    const [without, beside] = await Promise.all([of({}), of({ 'elastic-ip': 'true' })]);
    expect(beside.total).toBeCloseTo(without.total, 2);
  });

  test('grows with the server, and shrinks without a database', async () => {
    const [small, large, none] = await Promise.all([
      of({}),
      of({ 'instance-type': 't3.large' }),
      of({ database: 'none' }),
    ]);
    expect(large.total).toBeGreaterThan(small.total);
    expect(none.total).toBeLessThan(small.total);
  });
});

test('things of one price and one name are one line, with how many there are', () => {
  const rate = { key: 'bell', usd: { 'us-east-1': 0.1 } };
  const bell = { en: 'Alarms', ko: '알림' };
  const items = [monthly(bell, rate), monthly({ en: 'Log', ko: '로그' }, rate), monthly(bell, rate)];
  expect(priceOf(together(items), 'us-east-1').items).toEqual([
    { what: { en: 'Alarms (2)', ko: '알림 2개' }, usd: 0.2 },
    { what: { en: 'Log', ko: '로그' }, usd: 0.1 },
  ]);
});
