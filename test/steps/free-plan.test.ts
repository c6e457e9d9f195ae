import { ModifyDBInstanceCommand, CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accountPlan } from '../../src/aws/account-plan.ts';
import { explain } from '../../src/aws/explain.ts';
import type { Answered } from '../../src/questions/question.ts';
import { longerBackups } from '../../src/steps/database/free-plan.ts';
import { newStack, type Stack } from '../support/stack.ts';

const free = () => newStack({ scenario: 'free-plan' });
const untold = { otherwise: { denied: ['freetier:GetAccountPlanState'] } };

const kept = (stack: Stack) => stack.rehearsal.account.data.regions['us-east-1']!.databases[0]!;
const obstacles = async (stack: Stack, flags: Record<string, string>) =>
  (await stack.plan(flags)).preflight.rows.filter(({ result }) => result === 'obstacle');
const changes = async (stack: Stack) => (await stack.plan()).plan.filter(({ action }) => action !== 'keep');

describe('on the Free plan', () => {
  test('the default stack is built, with backups of one day, and nothing is at odds with it afterwards', async () => {
    const stack = free();
    await stack.up();
    expect(kept(stack)).toMatchObject({ retention: 1, instanceClass: 'db.t4g.micro' });
    await stack.clock.sleep(15 * 60_000);
    expect(await changes(stack)).toEqual([]);
    await stack.up({ 'database-storage': '30' });
    expect(kept(stack).retention).toBe(1);
  });

  test.each([
    [{ 'instance-type': 't3.medium' }, /does not include t3\.medium/, /--instance-type .*t3\.micro/],
    [{ 'database-class': 'db.t4g.small' }, /database class db\.t4g\.small/, /--database-class db\.t4g\.micro/],
    [{ 'backup-days': '7' }, /for 1 day, not 7/, /--backup-days 1/],
  ])('the plan says before anything is made that %j is not included, and what is', async (flags, what, fix) => {
    const stack = free();
    const [first, ...rest] = await obstacles(stack, flags);
    expect(rest).toEqual([]);
    expect(first?.what?.en).toMatch(what);
    expect(first?.fix?.en).toMatch(fix);
    expect(first?.kind).toBe('usage');
    await expect(stack.up(flags)).rejects.toMatchObject({ kind: 'usage' });
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });

  test.each(['t3.small', 't4g.micro', 't8i.small', 'c7i-flex.large'])('%s is included', async (type) => {
    expect(await obstacles(free(), { 'instance-type': type, database: 'none' })).toEqual([]);
  });

  test('it says how many credits are left and until when', async () => {
    const { rows } = (await free().plan()).preflight;
    const row = rows.find(({ about }) => about.en === 'AWS plan');
    expect(row).toMatchObject({ result: 'warning' });
    expect(row?.what?.en).toMatch(/87\.40 USD of credits left.*on 20\d\d-\d\d-\d\d$/);
  });

  test('what AWS refuses after all is explained in words that help', async () => {
    const stack = free();
    const refused = async (change: object): Promise<unknown> => {
      const input = { Engine: 'postgres', DBInstanceIdentifier: 'x', DBInstanceClass: 'db.t4g.micro', ...change };
      const DBSubnetGroupName = stack.handle('database-subnets')['groupName'] as string;
      const network = { DBSubnetGroupName, MasterUsername: 'me', AllocatedStorage: 20 };
      const command = new CreateDBInstanceCommand({ ...input, ...network, ManageMasterUserPassword: true });
      try {
        return await stack.aws.rds.send(command);
      } catch (error) {
        return error;
      }
    };
    const explained = (error: unknown) => explain(error, { en: 'Database', ko: '데이터베이스' });
    await stack.up();
    const backups = await refused({ BackupRetentionPeriod: 7 });
    expect(backups).toMatchObject({
      name: 'FreeTierRestrictionError',
      message: expect.stringMatching(
        /^The specified backup retention period exceeds the maximum available to free tier/,
      ),
    });
    expect(explained(backups)?.todo.en).toContain('--backup-days 1');
    const size = await refused({ DBInstanceClass: 'db.t4g.small' });
    expect(size).toMatchObject({ message: "This instance size isn't available with free plan accounts." });
    expect(explained(size)?.todo.ko).toContain('--database-class db.t4g.micro');
  });
});

describe('whether an account is on the Free plan', () => {
  test('is known from AWS', async () => {
    expect(await accountPlan(free().aws)).toMatchObject({ type: 'FREE', credits: 87.4, until: expect.any(Date) });
    expect(await accountPlan(newStack().aws)).toMatchObject({ type: 'PAID' });
  });

  test('is no obstacle where AWS does not tell: it is said, and built as on the paid plan', async () => {
    const stack = newStack(untold);
    const { rows } = (await stack.plan()).preflight;
    expect(rows.find(({ about }) => about.en === 'AWS plan')).toMatchObject({ result: 'unknown' });
    await stack.up();
    expect(kept(stack).retention).toBe(7);
  });

  test('untold and refused by AWS, one flag continues where it stopped', async () => {
    const stack = newStack({ scenario: 'free-plan', ...untold });
    await expect(stack.up()).rejects.toThrow(/Free plan, which does not allow this/);
    await stack.up({ 'backup-days': '1' });
    expect(kept(stack).retention).toBe(1);
  });

  test('changed since: nothing is changed by itself, but how to keep backups longer is said', async () => {
    const stack = free();
    await stack.up();
    await stack.clock.sleep(15 * 60_000);
    const handleOf = (step: string) => stack.handle(step);
    const advice = ({ aws }: Stack) => longerBackups({ aws, answered: (() => 'auto') as Answered, handleOf });
    expect(await advice(stack)).toBeUndefined();
    const paid = stack.under({ scenario: 'smooth' });
    expect(await changes(paid)).toEqual([]);
    expect((await advice(paid))?.en).toMatch(/--backup-days 7/);
    await paid.up({ 'backup-days': '7' });
    expect(kept(paid).retention).toBe(7);
    expect(await advice(paid)).toBeUndefined();
  });
});

describe('how long backups are kept', () => {
  const byHand = (stack: Stack, BackupRetentionPeriod: number) =>
    stack.aws.rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: 'demo-database', BackupRetentionPeriod }));

  test('follows the answer onto a database that is there, both ways', async () => {
    const stack = newStack();
    await stack.up();
    for (const days of ['14', '3', '0', '7']) {
      await stack.up({ 'backup-days': days });
      expect(kept(stack).retention).toBe(Number(days));
      expect(await changes(stack)).toEqual([]);
    }
  });

  test('is mended when it is shorter than wanted, and what was set longer by hand stays', async () => {
    const stack = newStack();
    await stack.up({ 'backup-days': '5' });
    await stack.clock.sleep(15 * 60_000);
    await byHand(stack, 2);
    await stack.up();
    expect(kept(stack).retention).toBe(5);
    await byHand(stack, 30);
    expect(await changes(stack)).toEqual([]);
    await stack.up({ 'database-class': 'db.t4g.small' });
    expect(kept(stack).retention).toBe(30);
    await stack.up({ 'backup-days': '6' });
    expect(kept(stack).retention).toBe(6);
  });

  test('of zero is possible, with a warning', async () => {
    const { rows } = (await newStack().plan({ 'backup-days': '0' })).preflight;
    expect(rows.find(({ about }) => about.en === 'database backups')).toMatchObject({ result: 'warning' });
  });

  test.each(['36', '-1', '1.5', 'week', ''])('is not %j', async (days) => {
    await expect(newStack().plan({ 'backup-days': days })).rejects.toMatchObject({ kind: 'usage' });
  });

  test('is as it was for a database that was made before anybody could choose', async () => {
    const stack = newStack();
    await stack.up();
    await stack.clock.sleep(15 * 60_000);
    const written = readFileSync(stack.stateFile, 'utf8');
    const older = written.replaceAll(/,"days":"?\d"?/g, '');
    expect(older).not.toBe(written);
    writeFileSync(stack.stateFile, older);
    expect(await changes(stack)).toEqual([]);
  });
});
