import { rmSync } from 'node:fs';
import { DeleteHostedZoneCommand } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
import { builtStack } from '../support/built-stack.ts';
import { newStack } from '../support/stack.ts';
import { sampled } from '../support/thorough.ts';
import { troubleOf } from '../support/trouble.ts';
import { deaths, mortal } from './mortal.ts';
import { visitors } from './visitors.ts';

const app = 'app.example.com';
const shop = 'shop.example.org';

const settled = async (stack: ReturnType<typeof newStack>) =>
  expect((await stack.plan()).plan.filter(({ action }) => action !== 'keep').map(({ step }) => step.id)).toEqual([]);

const zonesOf = (stack: ReturnType<typeof newStack>) =>
  stack.rehearsal.account.data.zones.map(({ name }) => name.replace(/\.$/, '')).toSorted();

describe.each(['load-balancer', 'elastic-ip'])('a domain of another zone on a living stack (%s)', (entry) => {
  const before = { entry, database: 'none' };

  test('is served from it, nobody was turned away, and the zone before stays until the stack goes', async () => {
    let look = async (): Promise<void> => undefined;
    const stack = await builtStack(before, { afterCall: () => look() });
    await stack.clock.sleep(60_000);
    const watching = visitors(stack, [app]);
    await watching.look();
    ({ look } = watching);
    const { preflight } = await stack.plan({ domain: shop });
    expect(preflight.rows.flatMap(({ what }) => what?.en ?? []).join(' ')).toContain(
      'The hosted zone example.com stays as it is',
    );
    const { url } = await stack.up({ domain: shop });
    expect(url).toBe(`https://${shop}`);
    expect([...new Set(watching.bad)]).toEqual([]);
    expect(watching.count()).toBeGreaterThan(20);
    await stack.clock.sleep(entry === 'elastic-ip' ? 60_000 : 0);
    expect(await stack.rehearsal.visit(shop)).toMatchObject({ is: 'answered', status: 200 });
    expect(stack.rehearsal.resolve(app).led).toBeUndefined();
    expect(zonesOf(stack)).toEqual(['example.com', 'example.org']);
    await settled(stack);
    expect((await stack.diagnose()).finding).toBeUndefined();
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('and back again: the zone that was kept is used, and none is made twice', async () => {
    const stack = await builtStack(before);
    const [first] = stack.rehearsal.account.data.zones.map(({ id }) => id);
    await stack.up({ domain: shop });
    const { hostedZoneId } = await stack.up({ domain: app });
    expect(hostedZoneId).toBe(first);
    expect(zonesOf(stack)).toEqual(['example.com', 'example.org']);
    await stack.clock.sleep(600_000);
    expect(await stack.rehearsal.visit(app)).toMatchObject({ is: 'answered', status: 200 });
    await settled(stack);
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('waits for its name servers, and until then the site before is served', async () => {
    const stack = await builtStack(before);
    await stack.clock.sleep(60_000);
    const away = stack.under({ otherwise: { nameServersSet: false } });
    const waiting = await troubleOf(away.up({ domain: shop }, { patience: 0 }));
    expect(waiting.kind).toBe('waiting');
    expect(waiting.what.en).toContain('example.org');
    const back = away.under({ otherwise: { nameServersSet: true } });
    expect(await back.rehearsal.visit(app)).toMatchObject({ is: 'answered', status: 200 });
    await back.up({ domain: shop });
  });

  test.each([
    { what: 'from a zone of ours to one that was there', was: false, is: true },
    { what: 'from one that was there to one of ours', was: true, is: false },
    { what: 'from one that was there to another that was', was: true, is: true },
  ])('$what, and back', async ({ was, is }) => {
    const stack = newStack();
    if (was) stack.rehearsal.account.addHostedZone('example.com');
    if (is) stack.rehearsal.account.addHostedZone('example.org');
    await stack.up(before);
    for (const domain of [shop, app]) {
      await stack.up({ domain });
      await stack.clock.sleep(600_000);
      expect(await stack.rehearsal.visit(domain), domain).toMatchObject({ is: 'answered', status: 200 });
      await settled(stack);
      expect(zonesOf(stack)).toEqual(['example.com', 'example.org']);
    }
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(zonesOf(stack)).toEqual([...(was ? ['example.com'] : []), ...(is ? ['example.org'] : [])]);
  });

  test('mail of the domain before goes on: what was copied into its zone stays there', async () => {
    const stack = newStack({ otherwise: { mailElsewhere: true } });
    await stack.up({ ...before, 'copy-records': 'true' });
    const mailOf = (zone: string) =>
      stack.rehearsal.account.data.zones
        .find(({ name }) => name === `${zone}.`)
        ?.records.filter(({ type }) => type === 'MX');
    expect(mailOf('example.com')).toHaveLength(1);
    await stack.up({ domain: shop });
    expect(mailOf('example.com')).toHaveLength(1);
    expect(mailOf('example.org')).toHaveLength(1);
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('a state that is lost after it names the zone that nobody can know of, and what to do', async () => {
    const stack = await builtStack(before);
    await stack.up({ domain: shop });
    const { zoneId } = stack.handle('zone~1') as { zoneId: string };
    rmSync(stack.stateFile);
    const given = { ...before, domain: shop };
    const trouble = await troubleOf(stack.up(given, { recover: true }));
    expect(trouble).toMatchObject({ kind: 'state', what: { en: expect.stringContaining(`example.com (${zoneId})`) } });
    await stack.aws.route53.send(new DeleteHostedZoneCommand({ Id: zoneId }));
    await stack.up(given, { recover: true });
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test.each([shop, app])('killed on the way, it goes on to %s with one of each thing', async (end) => {
    const counted = await builtStack(before);
    const whole = await mortal(undefined, (options) => counted.up({ domain: shop }, options));
    for (const death of sampled(deaths(whole.calls, whole.events), 10)) {
      let look = async (): Promise<void> => undefined;
      const stack = await builtStack(before, { afterCall: () => look() });
      await stack.clock.sleep(60_000);
      const watching = visitors(stack, [app]);
      await watching.look();
      ({ look } = watching);
      const said = `killed ${death.moment} ${death.of} ${death.at}`;
      await mortal(death, (options) => stack.up({ domain: shop }, options));
      await stack.up({ domain: end });
      expect([...new Set(watching.bad)], said).toEqual([]);
      await stack.clock.sleep(600_000);
      expect(await stack.rehearsal.visit(end), said).toMatchObject({ is: 'answered', status: 200 });
      expect(new Set(zonesOf(stack)).size, said).toBe(zonesOf(stack).length);
      await settled(stack);
      await stack.teardown('delete');
      await stack.clock.sleep(1_800_000);
      expect(stack.rehearsal.account.inventory(), said).toEqual([]);
    }
  });
});
