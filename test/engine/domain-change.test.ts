import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtStack } from '../support/built-stack.ts';
import { newStack, type Flags } from '../support/stack.ts';
import { sampled } from '../support/thorough.ts';
import { troubleOf } from '../support/trouble.ts';
import { around, built, deaths, mortal } from './mortal.ts';
import { visitors } from './visitors.ts';

const app = 'app.example.com';
const shop = 'shop.example.com';
const www = (domain: string) => `www.${domain}`;

interface Change {
  readonly from: Flags;
  readonly to: Flags;
  /** Who was served before and goes on being served as long as the name leads anywhere. */
  readonly names: readonly string[];
  /** Who is served in the end, and no name else. */
  readonly end: readonly string[];
}

const changes: readonly Change[] = [
  { from: { www: 'false' }, to: { www: 'true' }, names: [app], end: [app, www(app)] },
  { from: { www: 'true' }, to: { www: 'false' }, names: [app, www(app)], end: [app] },
  { from: {}, to: { domain: shop }, names: [app], end: [shop] },
  { from: { www: 'true' }, to: { domain: shop }, names: [app, www(app)], end: [shop, www(shop)] },
];

test('the domain does not change together with the way in: one after the other does', async () => {
  const stack = await builtStack({ entry: 'load-balancer', database: 'none' });
  const before = stack.calls.filter(({ write }) => write).length;
  await expect(stack.up({ entry: 'elastic-ip', domain: shop })).rejects.toMatchObject({
    kind: 'usage',
    what: {
      en: expect.stringMatching(/in the same run as the way in for visitors .*Domain: app\.example\.com → shop/),
    },
    todo: { en: expect.stringContaining(`--domain ${app}`) },
  });
  expect(stack.calls.filter(({ write }) => write)).toHaveLength(before);
  await stack.up({ entry: 'elastic-ip', domain: app });
  await stack.up({ domain: shop });
  await stack.clock.sleep(60_000);
  expect(await stack.rehearsal.visit(shop)).toMatchObject({ is: 'answered', status: 200 });
});

describe.each(['load-balancer', 'elastic-ip'])('another name where the DNS is elsewhere (%s)', (entry) => {
  const elsewhere = { entry, database: 'none', dns: 'manual' };

  test('waits for its record, and until then the one before is served', async () => {
    const stack = await builtStack(elsewhere);
    await stack.clock.sleep(60_000);
    const away = stack.under({ otherwise: { nameServersSet: false } });
    const waiting = await troubleOf(away.up({ domain: shop }, { patience: 0 }));
    expect(waiting.kind).toBe('waiting');
    expect(waiting.what.en).toContain(shop);
    const back = away.under({ otherwise: { nameServersSet: true } });
    expect(await back.rehearsal.visit(app)).toMatchObject({ is: 'answered', status: 200 });
    const { url } = await back.up({ domain: shop });
    expect(url).toBe(`https://${shop}`);
    await back.clock.sleep(60_000);
    expect(await back.rehearsal.visit(shop)).toMatchObject({ is: 'answered', status: 200 });
  });

  test.each<{ readonly from: Flags; readonly to: Flags; readonly gone: readonly string[] }>([
    { from: {}, to: { domain: shop }, gone: [app] },
    { from: {}, to: { www: 'true' }, gone: [] },
    { from: { www: 'true' }, to: { www: 'false' }, gone: [www(app)] },
    { from: { www: 'true' }, to: { domain: shop }, gone: [app, www(app)] },
  ])('$from, then $to: the records that nobody needs any more are named, and no others', async (change) => {
    const { from, to, gone } = change;
    const stack = await builtStack({ ...elsewhere, ...from });
    await stack.up(to);
    const told = stack.events.flatMap((event) => (event.is === 'kept' ? [event.why.en] : []));
    for (const name of gone) expect(told.join(' ')).toMatch(new RegExp(`any more: .*${name} (A|CNAME) `));
    expect(told).toHaveLength(gone.length === 0 ? 0 : entry === 'load-balancer' ? 2 : 1);
    for (const name of [app, www(app)].filter((one) => !gone.includes(one)))
      expect(told.join(' ')).not.toMatch(new RegExp(`[ ;]${name} (A|CNAME) `));
    expect((await stack.plan()).plan.filter(({ action }) => action !== 'keep').map(({ step }) => step.id)).toEqual([]);
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('killed on the way, it goes on with one of each thing', async () => {
    const reference = await builtStack({ ...elsewhere, domain: shop });
    const counted = await builtStack(elsewhere);
    const whole = await mortal(undefined, (options) => counted.up({ domain: shop }, options));
    for (const death of sampled(deaths(whole.calls, whole.events), 8)) {
      const stack = await builtStack(elsewhere);
      await mortal(death, (options) => stack.up({ domain: shop }, options));
      await stack.up({ domain: shop });
      expect(built(stack), `killed ${death.moment} ${death.of} ${death.at}`).toEqual(built(reference));
    }
  });
});

test('a record that was written and not written down goes with the rest', async () => {
  const one = { entry: 'load-balancer', database: 'none' };
  const counted = await builtStack(one);
  const writes: number[] = [];
  let calls = 0;
  const between = around((send, next) => {
    calls++;
    if (send.operation === 'ChangeResourceRecordSets') writes.push(calls);
    return next();
  });
  await counted.up({ domain: shop }, { between });
  expect(writes.length).toBeGreaterThan(1);
  for (const at of writes) {
    const stack = await builtStack(one);
    await mortal({ of: 'call', at, moment: 'after' }, (options) => stack.up({ domain: shop }, options));
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory(), `killed after call ${at}`).toEqual([]);
  }
});

test.each(['load-balancer', 'elastic-ip'])(
  'a state that is lost after a change is found again by the present domain (%s)',
  async (entry) => {
    const stack = await builtStack({ entry, database: 'none' });
    await stack.up({ domain: shop });
    const before = [...stack.state.steps.keys()].toSorted();
    rmSync(stack.stateFile);
    const given = { entry, database: 'none', domain: shop };
    await stack.up(given, { recover: true });
    expect([...stack.state.steps.keys()].toSorted()).toEqual(before);
    expect(await stack.rehearsal.visit(shop)).toMatchObject({ is: 'answered', status: 200 });
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  },
);

test('www does not go together with the way in that its visitors come by', async () => {
  const stack = await builtStack({ entry: 'load-balancer', database: 'none', www: 'true' });
  await expect(stack.up({ entry: 'elastic-ip', www: 'false' })).rejects.toMatchObject({ kind: 'usage' });
  await stack.up({ www: 'false' });
  await stack.up({ entry: 'elastic-ip' });
  await stack.clock.sleep(600_000);
  expect(await stack.rehearsal.visit(app)).toMatchObject({ is: 'answered', status: 200 });
});

describe.each(['load-balancer', 'elastic-ip'])('a name that stays a name of the site (%s)', (entry) => {
  test.each([
    { from: { domain: www(app) }, to: { domain: app, www: 'true' }, end: [app, www(app)] },
    { from: { domain: app, www: 'true' }, to: { domain: www(app), www: 'false' }, end: [www(app)] },
  ])('$from, then $to: keeps its record', async ({ from, to, end }) => {
    let look = async (): Promise<void> => undefined;
    const stack = await builtStack({ entry, database: 'none', ...from }, { afterCall: () => look() });
    await stack.clock.sleep(60_000);
    const watching = visitors(stack, [www(app)]);
    ({ look } = watching);
    await stack.up(to);
    expect([...new Set(watching.bad)]).toEqual([]);
    expect(watching.count()).toBeGreaterThan(0);
    await stack.clock.sleep(600_000);
    for (const name of end)
      expect(await stack.rehearsal.visit(name), name).toMatchObject({ is: 'answered', status: 200 });
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test('a change that AWS refuses at the new record, taken back, leaves the record of the old name', async () => {
    let refuse = false;
    const stack = await builtStack(
      { entry, database: 'none' },
      {
        onCall: ({ operation, input }) => {
          if (refuse && operation === 'ChangeResourceRecordSets' && JSON.stringify(input).includes(`"${shop}`))
            throw Object.assign(new Error('not authorized to perform'), { name: 'AccessDenied' });
        },
      },
    );
    await stack.clock.sleep(60_000);
    refuse = true;
    await expect(stack.up({ domain: shop })).rejects.toThrow('permission');
    refuse = false;
    await stack.up({ domain: app });
    await stack.clock.sleep(600_000);
    expect(await stack.rehearsal.visit(app)).toMatchObject({ is: 'answered', status: 200 });
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });
});

describe.each(['load-balancer', 'elastic-ip'])('another name on a living stack (%s)', (entry) => {
  test.each(changes)('$from, then $to: who comes by a name is served as long as it leads here', async (change) => {
    const { from, to, names, end } = change;
    let look = async (): Promise<void> => undefined;
    const stack = newStack({ afterCall: () => look() });
    await stack.up({ entry, ...from });
    await stack.clock.sleep(60_000);
    const watching = visitors(stack, names);
    await watching.look();
    ({ look } = watching);
    const before = stack.calls.length;
    await stack.up(to);
    expect([...new Set(watching.bad)]).toEqual([]);
    expect(watching.count()).toBeGreaterThan(20);
    // The server gets its certificate for a name that is new once that leads to it.
    await stack.clock.sleep(entry === 'elastic-ip' ? 60_000 : 0);
    for (const name of end)
      expect(await stack.rehearsal.visit(name), name).toMatchObject({ is: 'answered', status: 200 });
    for (const name of names) if (!end.includes(name)) expect(stack.rehearsal.resolve(name).led, name).toBeUndefined();
    const writes = stack.calls.slice(before).filter(({ write }) => write);
    expect(writes.filter(({ service }) => service === 'rds')).toEqual([]);
    for (const never of ['TerminateInstances', 'DeleteHostedZone', 'CreateHostedZone', 'DeleteLoadBalancer'])
      expect(writes.map(({ operation }) => operation)).not.toContain(never);
    expect((await stack.plan()).plan.filter(({ action }) => action !== 'keep').map(({ step }) => step.id)).toEqual([]);
    const other = newStack();
    await other.up({ entry, ...from, ...to });
    expect([...stack.state.steps.keys()].toSorted()).toEqual([...other.state.steps.keys()].toSorted());
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test.each(changes.flatMap((one) => [one.to, one.from].map((last) => ({ ...one, last }))))(
    '$from, then $to, killed on the way, goes on to $last with one of each thing',
    async ({ from, to, names, last }) => {
      const one = { entry, database: 'none', ...from };
      const end = last === to ? to : { domain: app, www: 'false', ...from };
      const reference = await builtStack({ ...one, ...end });
      const counted = await builtStack(one);
      const whole = await mortal(undefined, (options) => counted.up(to, options));
      for (const death of sampled(deaths(whole.calls, whole.events), 8)) {
        let look = async (): Promise<void> => undefined;
        const stack = await builtStack(one, { afterCall: () => look() });
        // A new server has its certificate soon after it is there.
        await stack.clock.sleep(60_000);
        const watching = visitors(stack, names);
        await watching.look();
        ({ look } = watching);
        const said = `killed ${death.moment} ${death.of} ${death.at}`;
        await mortal(death, (options) => stack.up(to, options));
        await stack.up(end);
        expect([...new Set(watching.bad)], said).toEqual([]);
        expect(watching.count(), said).toBeGreaterThan(20);
        await stack.clock.sleep(600_000);
        expect(built(stack), said).toEqual(built(reference));
        expect((await stack.plan()).plan.filter(({ action }) => action !== 'keep').map(({ step }) => step.id)).toEqual(
          [],
        );
        await stack.teardown('delete');
        await stack.clock.sleep(1_800_000);
        expect(stack.rehearsal.account.inventory(), said).toEqual([]);
      }
    },
  );
});
