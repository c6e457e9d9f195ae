import { DescribeOrderableDBInstanceOptionsCommand, ModifyDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { connect } from '../../src/aws/clients.ts';
import type { Context } from '../../src/engine/step.ts';
import { classOffered } from '../../src/steps/database/checks.ts';
import { mocked } from '../support/mocked.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';

const withDelivery = { delivery: 'local' };

const modify = ({ aws }: Stack, change: object) =>
  aws.rds.send(
    new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'demo-database', ApplyImmediately: true, ...change }),
  );

const kept = (stack: Stack) => stack.rehearsal.account.data.regions['us-east-1']!.databases[0]!;

const noPlan = (actions: readonly { action: string }[]) => actions.filter(({ action }) => action !== 'keep');

/** A stack that is whole and has rested, and how AWS shows its database. */
async function built(flags: Flags = {}) {
  const stack = newStack();
  await stack.up(flags);
  await stack.clock.sleep(15 * 60_000);
  const seen = async () => (await stack.status()).get('database');
  return { stack, seen };
}

describe('a database whose password RDS no longer manages', () => {
  const switchedOff = { ManageMasterUserPassword: false, MasterUserPassword: 'its-own-password' };

  test('works, says so at once, and the rest is built on without its secret', async () => {
    const { stack, seen } = await built(withDelivery);
    await modify(stack, switchedOff);
    const before = stack.clock.now();

    const { database } = await stack.up();
    expect(stack.clock.now() - before).toBeLessThan(60_000);
    expect(database).toEqual({ engine: 'postgres', host: expect.any(String), port: 5432 });
    expect(await seen()).toMatchObject({ is: 'ready', note: { en: expect.stringContaining('no longer manages') } });

    const role = stack.rehearsal.account.data.roles.find(({ tags }) => tags['stepway:step'] === 'server-role');
    expect(role?.inline['read-database-secret']).not.toContain('rds!db');
    expect(noPlan((await stack.plan()).plan)).toEqual([]);
  });

  test('is read by the server again once RDS manages it again, and can be torn down', async () => {
    const { stack } = await built(withDelivery);
    const first = (await stack.up()).database?.secretArn;
    await modify(stack, switchedOff);
    await stack.up();
    await modify(stack, { ManageMasterUserPassword: true });
    const { database } = await stack.up();
    expect(database?.secretArn).toMatch(/secret:rds!db-/);
    expect(database?.secretArn).not.toBe(first);
    const role = stack.rehearsal.account.data.roles.find(({ tags }) => tags['stepway:step'] === 'server-role');
    expect(role?.inline['read-database-secret']).toContain(database?.secretArn);

    await modify(stack, switchedOff);
    await stack.up();
    await stack.teardown('delete');
    expect(stack.state.steps.size).toBe(0);
  });
});

describe('a database at work', () => {
  test.each([
    'backing-up',
    'configuring-enhanced-monitoring',
    'configuring-iam-database-auth',
    'configuring-log-exports',
    'configuring-performance-insights',
    'storage-initialization',
    'storage-optimization',
  ])('in the state %s answers its clients: it is ready', async (status) => {
    const { stack, seen } = await built();
    kept(stack).fate = status;
    expect(await seen()).toMatchObject({ is: 'ready' });
  });

  test.each(['maintenance', 'upgrading', 'rebooting', 'starting', 'storage-config-upgrade', 'renaming'])(
    'in the state %s may not answer: it is not ready',
    async (status) => {
      const { stack, seen } = await built();
      kept(stack).fate = status;
      expect(await seen()).toMatchObject({ is: 'pending' });
    },
  );
});

describe('a database with a standby', () => {
  const costs = async (flags: Flags) => (await newStack().plan(flags)).price;

  test('costs twice as much for its hours and its disk, and the plan says so before the yes', async () => {
    const [one, two] = [await costs({}), await costs({ 'database-standby': 'true' })];
    // db.t4g.micro at 0.016 USD an hour and 20 GB at 0.115 in us-east-1, again.
    expect(two.total - one.total).toBeCloseTo(0.016 * 730 + 20 * 0.115, 1);
    expect(two.items.map(({ what }) => what.en)).toEqual(
      expect.arrayContaining(['Database db.t4g.micro and its standby', 'Database storage, twice 20 GB']),
    );
  });

  test('is made with it at once where it is wanted from the beginning', async () => {
    const { stack } = await built({ 'database-standby': 'true' });
    expect(kept(stack).multiAz).toBe(true);
    expect(noPlan((await stack.plan()).plan)).toEqual([]);
  });

  test('is refused before anything is made where RDS has none for the class', async () => {
    const one = { StorageType: 'gp3', EngineVersion: '18.1', MinStorageSize: 20, MaxStorageSize: 100 };
    mocked(RDSClient)
      .on(DescribeOrderableDBInstanceOptionsCommand)
      .resolves({ OrderableDBInstanceOptions: [{ ...one, MultiAZCapable: false }] });
    const aws = connect({ region: 'us-east-1' });
    const verdict = async (standby: boolean) => {
      const answers = { engine: 'postgres', size: 'db.t4g.micro', version: 'auto', storage: 20, standby } as const;
      const given = Object.assign(Object.create(aws) as Context, { region: 'us-east-1', needs: {}, answers });
      return classOffered.ask(given);
    };
    expect(await verdict(true)).toMatchObject({
      result: 'obstacle',
      kind: 'usage',
      fix: { en: expect.stringContaining('--no-database-standby') },
    });
    expect(await verdict(false)).toMatchObject({ result: 'ok' });
  });

  test('warns on the Free plan that credits go twice as fast', async () => {
    const { preflight } = await newStack({ scenario: 'free-plan' }).plan({ 'database-standby': 'true' });
    const row = preflight.rows.find(({ about }) => about.en === 'plan: database standby');
    expect(row).toMatchObject({ result: 'warning' });
  });
});

describe('the storage of a database', () => {
  const grow = (stack: Stack, AllocatedStorage: number, Iops?: number) => modify(stack, { AllocatedStorage, Iops });
  const hours = (stack: Stack, count: number) => stack.clock.sleep(count * 3_600_000);
  const verdict = async (stack: Stack, flags: Flags) =>
    (await stack.plan(flags)).preflight.rows.find(({ about }) => about.en === 'database storage');

  test('grown by hand stays, and is in the way of no other change', async () => {
    const { stack } = await built();
    await grow(stack, 100);
    await hours(stack, 7);
    expect(noPlan((await stack.plan()).plan)).toEqual([]);
    await stack.up({ 'database-class': 'db.t4g.small' });
    expect(kept(stack)).toMatchObject({ storage: 100, instanceClass: 'db.t4g.small' });
    expect(await verdict(stack, { 'database-storage': '30' })).toMatchObject({ result: 'obstacle', kind: 'usage' });
  });

  test('grows by a tenth at least, which is said before, and what RDS rounded up is in the way of nothing', async () => {
    const { stack } = await built();
    expect((await verdict(stack, { 'database-storage': '21' }))?.what?.en).toMatch(/becomes 22 GiB, not 21/);
    await stack.up({ 'database-storage': '21' });
    expect(kept(stack).storage).toBe(22);
    await stack.up({ 'backup-days': '8' });
    expect(kept(stack)).toMatchObject({ storage: 22, retention: 8 });
  });

  test('is not grown again while RDS optimizes it, which is said before; afterwards it is', async () => {
    const { stack } = await built();
    await stack.up({ 'database-storage': '40' });
    const row = await verdict(stack, { 'database-storage': '60' });
    expect(row?.what?.en).toMatch(/still optimizing/);
    expect(row?.fix?.ko).toMatch(/6시간 뒤/);
    await hours(stack, 7);
    await stack.up({ 'database-storage': '60' });
    expect(kept(stack).storage).toBe(60);
  });

  test.each(['postgres', 'mysql'])(
    'of 400 GiB and more comes with the IOPS that %s has from there on',
    async (engine) => {
      const { stack } = await built({ database: engine });
      await stack.up({ 'database-storage': '400' });
      expect(kept(stack)).toMatchObject({ storage: 400, iops: 12_000 });
      await hours(stack, 7);
      await grow(stack, 440, 20_000);
      await hours(stack, 7);
      await stack.up({ 'database-class': 'db.t4g.small' });
      await stack.up({ 'database-storage': '500' });
      expect(kept(stack)).toMatchObject({ storage: 500, iops: 20_000 });

      const large = newStack();
      await large.up({ database: engine, 'database-storage': '400' });
      expect(kept(large)).toMatchObject({ storage: 400, iops: 12_000 });
    },
  );
});
