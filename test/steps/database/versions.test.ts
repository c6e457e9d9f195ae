import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { Trouble } from '../../../src/errors.ts';
import { isAmong, majorsOf } from '../../../src/steps/database/versions.ts';
import { newStack, type Flags, type Stack } from '../../support/stack.ts';

const local: Flags = { entry: 'elastic-ip', delivery: 'local' };

const made = async ({ aws }: Stack) => {
  const { DBInstances: [found] = [] } = await aws.rds.send(new DescribeDBInstancesCommand({}));
  return `${found?.Engine} ${found?.EngineVersion} on ${found?.DBInstanceClass}`;
};

const trouble = async (stack: Stack, flags: Flags): Promise<Trouble> => {
  const error: unknown = await stack.up(flags, { patience: 5 }).catch((thrown: unknown) => thrown);
  if (error instanceof Trouble) return error;
  throw error;
};

test('a version need not say its minor one, and MySQL has two numbers before that', () => {
  expect(isAmong(['18.1', '17.6'], '18')).toBe(true);
  expect(isAmong(['18.1', '17.6'], '1')).toBe(false);
  expect(majorsOf('postgres', ['9.6', '17.6', '18.1', '18.2'])).toEqual(['18', '17', '9']);
  expect(majorsOf('mysql', ['8.0.44', '8.4.7', '8.4.6'])).toEqual(['8.4', '8.0']);
});

describe('the version of a database', () => {
  test.each([
    ['postgres', '17', 'postgres 17.7 on db.t4g.micro'],
    ['postgres', 'auto', 'postgres 18.2 on db.t4g.micro'],
    ['mysql', '8.4.6', 'mysql 8.4.6 on db.t4g.micro'],
  ])('is the one that was asked for: %s %s', async (database, version, is) => {
    const stack = newStack();
    await stack.up({ ...local, database, 'database-version': version });
    expect(await made(stack)).toBe(is);
    // It is that of a new one: what is there is kept as it is.
    const { plan } = await stack.plan({ 'database-version': 'auto' });
    expect(plan.filter(({ action }) => action !== 'keep').map(({ step }) => step.id)).toEqual([]);
  });

  test('that AWS does not have is refused before anything is made, with those that it has', async () => {
    const stack = newStack();
    // By whoever named the engine as well, at once; by the others with all else that the plan is checked for.
    const { what, todo } = await trouble(stack, { ...local, database: 'postgres', 'database-version': '12' });
    expect(what.en).toMatch(/AWS does not offer PostgreSQL 12 on db\.t4g\.micro[^]*• PostgreSQL 18\n• PostgreSQL 17\n/);
    expect(what.ko).toContain('• PostgreSQL 18');
    expect(todo.en).toContain('--database-version');
    const later = await trouble(stack, { ...local, 'database-version': '12' });
    expect(later.what.en).toContain('these versions are: 18, 17, 16, 15');
    expect(later.todo.en).toContain('--database-version 18');
    expect(stack.events.some(({ is }) => is === 'started')).toBe(false);
  });
});

test('a class of which RDS has no machine left leads to another one, which takes the database', async () => {
  const stack = newStack({ scenario: 'no-capacity' });
  const flags = { ...local, 'instance-type': 't3.small' };
  const { what, todo } = await trouble(stack, flags);
  expect(what.en).toMatch(/• db\.t3\.micro: .*\n• db\.t4g\.small: .* about 23\.36 USD a month\n/);
  expect(todo.en).toMatch(/^Go on with another class: `stepway up --database-class db\.t3\.micro`/);
  expect(todo.ko).toContain('--database-class db.t3.micro');
  await stack.up({ ...flags, 'database-class': 'db.t3.micro' });
  expect(await made(stack)).toBe('postgres 18.2 on db.t3.micro');
});
