import { describe, expect, test } from 'vitest';
import { choose } from '../../src/engine/choose.ts';
import { itemsOf } from '../../src/operations/outlook.ts';
import { hourly, monthly, priceOf, pricesAsOf, together } from '../../src/prices/prices.ts';
import { regions } from '../../src/aws/regions.ts';
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
      asOf: pricesAsOf,
    });
    expect(priceOf([hourly(what, address, 2), monthly(what, disk, 10)], 'us-east-1').total).toBe(8.1);
  });

  test('of what nobody knows is left open, and the rest is still summed up', () => {
    const price = priceOf([monthly(what, hosting), hourly(what, running('u-24tb1.metal'))], 'us-east-1');
    expect(price).toMatchObject({ total: 0.5, complete: false });
    expect(price.items[1]).not.toHaveProperty('usd');
  });

  test('in a region without a table is open', () => {
    expect(priceOf([monthly(what, hosting)], 'eu-west-1')).toMatchObject({ total: 0, complete: false });
  });
});

test('the rates are of regions that there are, with prices that can be, each under a key of its own', () => {
  expect(pricesAsOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
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
