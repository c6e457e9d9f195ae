import { ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { survey } from '../../src/engine/survey.ts';
import type { Run } from '../../src/engine/run.ts';
import type { Seen } from '../../src/engine/step.ts';
import { draftJournal } from '../../src/state/journal.ts';
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
  let run: Run | undefined;
  await stack.up(flags, { wrap: (one) => (run = one) });
  await stack.clock.sleep(15 * 60_000);
  const seen = async (): Promise<Seen<object> | undefined> => {
    const { state } = stack;
    return (await survey({ ...run!, journal: draftJournal(state, state.name) }, new Set())).get('database');
  };
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

    const role = stack.rehearsal.account.data.roles.find(({ name }) => name === 'demo-server-role');
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
    const role = stack.rehearsal.account.data.roles.find(({ name }) => name === 'demo-server-role');
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
