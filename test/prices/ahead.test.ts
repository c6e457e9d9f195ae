import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import { askAhead, listedToday } from '../../src/operations/pricing.ts';
import { outlookOf } from '../../src/operations/outlook.ts';
import type { Answered } from '../../src/questions/question.ts';
import { region } from '../../src/steps/account/questions.ts';
import { database, databaseClass } from '../../src/steps/database/questions.ts';
import { chapters } from '../../src/steps/index.ts';
import { parts } from '../../src/steps/parts.ts';
import { instanceType } from '../../src/steps/server/questions.ts';
import { toldBy } from '../support/flags-for.ts';
import { virtualClock } from '../support/virtual-clock.ts';

const rates = chapters.flatMap((chapter) => chapter.rates ?? []);

/** An entry of AWS's price list, of which there is one for every rate: all cost a dollar. */
const dollar = (usagetype: string) =>
  JSON.stringify({
    product: { attributes: { usagetype } },
    terms: { OnDemand: { a: { priceDimensions: { b: { beginRange: '0', pricePerUnit: { USD: '1' } } } } } },
  });

const usages = [
  'BoxUsage:any',
  'EBS:VolumeUsage.gp3',
  'InstanceUsage:any',
  'RDS:GP3-Storage',
  'AWSSecretsManager-Secrets',
  'LoadBalancerUsage',
  'PublicIPv4:InUseAddress',
  'HostedZone',
  'CW:AlarmMonitorUsage',
  'DataProcessing-Bytes',
].map(dollar);

/** Somebody who has signed in, and a price list that answers, or fails. */
function signedIn(failure?: Error) {
  const files = new Map<string, string>();
  const client = new PricingClient({ region: 'us-east-1' });
  const mock = mockClient(client);
  if (failure) mock.on(GetProductsCommand).rejects(failure);
  else mock.on(GetProductsCommand).resolves({ PriceList: usages });
  const clock = virtualClock();
  const site = {
    clock,
    cache: {
      read: (name: string) => files.get(name),
      keep: (name: string, text: string) => void files.set(name, text),
    },
    priceList: () => Promise.resolve(client),
  };
  const ask = (where: string, signal = new AbortController().signal) => askAhead(site, rates, where, signal);
  return { clock, ask, listed: listedToday(site), asked: () => mock.commandCalls(GetProductsCommand).length };
}

const inRegion =
  (where: string): Answered =>
  (question) =>
    (question.key === region.key ? where : undefined) as never;

describe('the prices of the day, asked for while somebody answers', () => {
  test('are in the menus and in the running total of their region, and nowhere else', async () => {
    const { ask, listed } = signedIn();
    await ask('eu-west-1');
    const menus = (where: string) =>
      [instanceType, databaseClass, database, parts].map((question) =>
        JSON.stringify(question.offers?.(inRegion(where), listed)),
      );
    for (const menu of menus('eu-west-1'))
      expect(menu).not.toEqual(menus('us-east-1')[menus('eu-west-1').indexOf(menu)]);
    // 730 hours, and with 20 GB of disk and a password.
    expect(menus('eu-west-1').join()).toContain('t3.micro: 2 CPUs · 1 GiB of memory · about 730.00 USD a month');
    expect(menus('eu-west-1').join()).toContain('about 751.00 USD a month');
    expect(menus('us-east-1').join()).toContain('about 7.59 USD a month');

    const total = (where: string, known = listed) => outlookOf(toldBy({ region: where }), known).price;
    expect(total('eu-west-1').total).toBeGreaterThan(3000);
    expect(total('eu-west-1').items.every(({ live }) => live)).toBe(true);
    expect(total('us-east-1')).toEqual(total('us-east-1', () => undefined));
  });

  test('are asked for once a day', async () => {
    const { ask, asked, clock, listed } = signedIn();
    await ask('us-east-1');
    const once = asked();
    const known = listed('us-east-1')?.usd.size ?? 0;
    expect(known).toBeGreaterThan(20);
    await ask('us-east-1');
    // What the list does not have may be there later.
    expect(asked()).toBe(once + (once - known));
    await clock.sleep(24 * 3600 * 1000);
    expect(listed('us-east-1')).toBeUndefined();
  });

  test.each(['AccessDeniedException', 'TimeoutError'])('leave the table standing after %s', async (name) => {
    const { ask, asked, listed } = signedIn(Object.assign(new Error('it went wrong'), { name }));
    await ask('us-east-1');
    expect(listed('us-east-1')).toBeUndefined();
    // Whoever may not ask is refused a few times, and not for every price.
    if (name === 'AccessDeniedException') expect(asked()).toBeLessThan(10);
  });

  test('are no longer asked for when nobody wants to know them', async () => {
    const { ask, asked } = signedIn();
    await ask('us-east-1', AbortSignal.abort());
    expect(asked()).toBeLessThan(10);
  });
});
