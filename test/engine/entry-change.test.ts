import { describe, expect, test } from 'vitest';
import { builtStack } from '../support/built-stack.ts';
import { newStack, type Flags } from '../support/stack.ts';
import { sampled } from '../support/thorough.ts';
import { built, deaths, mortal } from './mortal.ts';
import { visitors } from './visitors.ts';

describe.each([
  ['load-balancer', 'elastic-ip'],
  ['elastic-ip', 'load-balancer'],
])('from the %s to the %s', (from, to) => {
  const hosts = ['app.example.com', 'www.app.example.com'];
  const flags: Flags = { entry: from, www: 'true' };

  test('no visitor is turned away, at any moment; the database and the zone are not touched', async () => {
    let look = async (): Promise<void> => undefined;
    const stack = newStack({ afterCall: () => look() });
    await stack.up(flags);
    const watching = visitors(stack, hosts);
    await watching.look();
    ({ look } = watching);
    const before = stack.calls.length;
    await stack.up({ entry: to });
    expect([...new Set(watching.bad)]).toEqual([]);
    expect(watching.count()).toBeGreaterThan(100);
    const writes = stack.calls.slice(before).filter(({ write }) => write);
    expect(writes.filter(({ service }) => service === 'rds')).toEqual([]);
    expect(writes.map(({ operation }) => operation)).not.toContain('TerminateInstances');
    expect(writes.map(({ operation }) => operation)).not.toContain('DeleteHostedZone');
    expect((await stack.plan()).plan.filter(({ action }) => action !== 'keep').map(({ step }) => step.id)).toEqual([]);
    const other = newStack();
    await other.up({ ...flags, entry: to });
    expect([...stack.state.steps.keys()].toSorted()).toEqual([...other.state.steps.keys()].toSorted());
    await stack.teardown('delete');
    await stack.clock.sleep(1_800_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test.each([to, from])(
    'killed on the way, it goes on to the %s with one of each thing, and no visitor is turned away meanwhile',
    async (end) => {
      const one = { ...flags, database: 'none' };
      const reference = await builtStack({ ...one, entry: end });
      const counted = await builtStack(one);
      const whole = await mortal(undefined, (options) => counted.up({ entry: to }, options));
      for (const death of sampled(deaths(whole.calls, whole.events), 6)) {
        let look = async (): Promise<void> => undefined;
        const stack = await builtStack(one, { afterCall: () => look() });
        // A new server has its certificate soon after it is there.
        await stack.clock.sleep(60_000);
        const watching = visitors(stack, hosts);
        await watching.look();
        ({ look } = watching);
        await mortal(death, (options) => stack.up({ entry: to }, options));
        await stack.up({ entry: end });
        const said = `killed ${death.moment} ${death.of} ${death.at}`;
        expect([...new Set(watching.bad)], said).toEqual([]);
        expect(watching.count(), said).toBeGreaterThan(50);
        await stack.clock.sleep(600_000);
        expect(built(stack), said).toEqual(built(reference));
        expect((await stack.plan()).plan.filter(({ action }) => action !== 'keep').map(({ step }) => step.id)).toEqual(
          [],
        );
      }
    },
  );
});

describe.each([
  ['load-balancer', 'elastic-ip'],
  ['elastic-ip', 'load-balancer'],
])('from the %s to the %s, with the DNS elsewhere', (from, to) => {
  test('the old way in stays until the new record is seen and the old one forgotten, and the user is told what to remove', async () => {
    const stack = newStack();
    const { siteRecords: [record] = [] } = await stack.up({ entry: from, dns: 'manual', database: 'none' });
    await stack.clock.sleep(60_000);
    const old = from === 'load-balancer' ? 'load-balancer' : 'elastic-ip';
    const gate = from === 'load-balancer' ? 'address-elsewhere' : 'alias-elsewhere';
    const waited = stack.under({ otherwise: { nameServersSet: false } });
    await expect(waited.up({ entry: to }, { patience: 0 })).rejects.toMatchObject({ kind: 'waiting' });
    expect(stack.state.steps.has(old)).toBe(true);
    expect(waited.events).not.toContainEqual(expect.objectContaining({ is: 'removing' }));
    const again = stack.under({ otherwise: {} });
    await again.up({ entry: to });
    const since = again.events;
    const seen = since.find((one) => one.is === 'ready' && one.step === gate);
    const gone = since.find((one) => one.is === 'removing' && one.step === old);
    expect([seen, gone]).not.toContain(undefined);
    expect(gone!.at - seen!.at).toBeGreaterThanOrEqual(3_600_000);
    const kept = since.find((one) => one.is === 'kept');
    expect(kept).toMatchObject({ why: { en: expect.stringContaining(record!) } });
    expect((await again.plan()).plan.filter(({ action }) => action !== 'keep')).toEqual([]);
  });
});
