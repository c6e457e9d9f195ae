import { rmSync } from 'node:fs';
import { DeleteDBInstanceCommand, DescribeDBInstancesCommand, ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { built, deaths, mortal } from '../engine/mortal.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { sampled } from '../support/thorough.ts';
import { troubleOf } from '../support/trouble.ts';

const minutes = 60_000;

/** A moment some minutes ago, as the answer has it. */
const ago = ({ clock }: Stack, count: number) =>
  new Date(clock.now() - count * minutes).toISOString().replace(/\.\d+Z$/, 'Z');

const databases = async ({ aws }: Stack) => (await aws.rds.send(new DescribeDBInstancesCommand({}))).DBInstances ?? [];

const changes = (actions: readonly { action: string }[]) => actions.filter(({ action }) => action !== 'keep');

/** A whole stack whose database has had an hour of backups. */
async function rested(flags: Flags = {}) {
  const stack = newStack();
  await stack.up({ delivery: 'local', ...flags });
  await stack.clock.sleep(60 * minutes);
  return stack;
}

async function restored(flags: Flags = {}) {
  const stack = await rested(flags);
  const [old] = await databases(stack);
  const moment = ago(stack, 20);
  const outputs = await stack.up({ 'database-from': moment });
  await stack.clock.sleep(30 * minutes);
  const made = (await databases(stack)).find(({ DbiResourceId }) => DbiResourceId !== old?.DbiResourceId);
  return { stack, old, made, moment, outputs };
}

/** What the app is told of its database. */
const hostTold = ({ calls }: Stack) => {
  const written = calls.findLast(
    ({ operation, input }) =>
      operation === 'PutObject' && String((input as Record<string, unknown>)['Key']).endsWith('app.env'),
  );
  return /DATABASE_HOST=(.*)/.exec(String((written?.input as Record<string, unknown> | undefined)?.['Body']))?.[1];
};

describe('a database restored to a moment', () => {
  test('is made beside the old one, set up as that one is, and takes its place', async () => {
    const { stack, old, made, outputs } = await restored();
    expect(await databases(stack)).toHaveLength(2);
    const alike = [
      'DBInstanceClass',
      'MultiAZ',
      'PubliclyAccessible',
      'BackupRetentionPeriod',
      'CopyTagsToSnapshot',
      'DeletionProtection',
      'AutoMinorVersionUpgrade',
      'StorageEncrypted',
      'AllocatedStorage',
      'VpcSecurityGroups',
      'EngineLifecycleSupport',
      'EngineVersion',
      'DBName',
      'MasterUsername',
    ] as const;
    for (const name of alike) expect({ [name]: made?.[name] }).toEqual({ [name]: old?.[name] });
    expect(made?.DBSubnetGroup?.DBSubnetGroupName).toBe(old?.DBSubnetGroup?.DBSubnetGroupName);
    expect(made?.MasterUserSecret?.SecretArn).toMatch(/rds!db/);
    expect(outputs.database).toMatchObject({
      host: made?.Endpoint?.Address,
      secretArn: made?.MasterUserSecret?.SecretArn,
    });
    expect(changes((await stack.plan()).plan)).toEqual([]);
  });

  test('has its own answers where they are others than those of the moment: more storage, a standby, other backups', async () => {
    const stack = await rested();
    const moment = ago(stack, 20);
    await stack.up({
      'database-from': moment,
      'database-storage': '40',
      'database-standby': 'true',
      'backup-days': '3',
      'database-class': 'db.t4g.small',
    });
    await stack.clock.sleep(600 * minutes);
    const made = (await databases(stack)).find(({ DBInstanceIdentifier }) => DBInstanceIdentifier !== 'demo-database');
    expect(made).toMatchObject({
      AllocatedStorage: 40,
      MultiAZ: true,
      BackupRetentionPeriod: 3,
      DBInstanceClass: 'db.t4g.small',
    });
    expect(changes((await stack.plan()).plan)).toEqual([]);
  });

  test('costs together with the one before, and the plan says so before the yes and ever after', async () => {
    const stack = await rested();
    const one = (await stack.plan()).price.total;
    const moment = ago(stack, 20);
    const two = (await stack.plan({ 'database-from': moment })).price;
    expect(two.total - one).toBeCloseTo(0.016 * 730 + 20 * 0.115 + 0.4, 1);
    expect(two.items.map(({ what }) => what.en)).toContain('Database db.t4g.micro, the one before');
    await stack.up({ 'database-from': moment });
    expect((await stack.plan()).price.total).toBeCloseTo(two.total, 5);
  });

  test('keeps the one before until told otherwise: no later run removes it, a teardown does', async () => {
    const { stack, old } = await restored();
    await stack.up();
    await stack.up({ 'database-storage': '30' });
    expect((await databases(stack)).map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toContain(
      old?.DBInstanceIdentifier,
    );
    const receipt = await stack.teardown('snapshot');
    expect(receipt.filter(({ step }) => step.startsWith('database~') || step === 'database')).toHaveLength(4);
    expect(await databases(stack)).toEqual([]);
    expect(built(stack).filter((one) => one.startsWith('snapshot'))).toHaveLength(2);
    expect(stack.state.steps.size).toBe(0);
  });

  test('goes with the one before when no database is wanted any more', async () => {
    const { stack } = await restored();
    await stack.up({ database: 'none' }, { data: 'delete' });
    expect(await databases(stack)).toEqual([]);
    expect([...stack.state.steps.keys()].filter((id) => id.startsWith('database'))).toEqual([]);
  });

  test('makes way again for the one before, whose address the app is told', async () => {
    const { stack, old, made } = await restored();
    expect(hostTold(stack)).toBe(made?.Endpoint?.Address);
    const before = stack.calls.length;
    const { database } = await stack.up({ 'database-from': 'empty' });
    expect(database).toMatchObject({ host: old?.Endpoint?.Address, secretArn: old?.MasterUserSecret?.SecretArn });
    expect(
      stack.calls.slice(before).filter(({ operation }) => /^(Create|Restore|Delete|Modify)DB/.test(operation)),
    ).toEqual([]);
    expect(hostTold(stack)).toBe(old?.Endpoint?.Address);
    expect(await databases(stack)).toHaveLength(2);
    expect(changes((await stack.plan()).plan)).toEqual([]);
  });

  test('a password that somebody took from RDS afterwards is not taken back', async () => {
    const { stack, made } = await restored();
    await stack.aws.rds.send(
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier: made?.DBInstanceIdentifier,
        ManageMasterUserPassword: false,
        MasterUserPassword: 'its-own-password',
        ApplyImmediately: true,
      }),
    );
    expect((await stack.up()).database?.secretArn).toBeUndefined();
  });
});

describe('what cannot be restored is refused before anything is made', () => {
  const refusals: readonly (readonly [string, (stack: Stack) => Flags, RegExp, RegExp])[] = [
    ['a moment to come', (stack) => ({ 'database-from': ago(stack, -5) }), /do not have/, /from 20.* to 20/],
    ['a moment before the first backup', (stack) => ({ 'database-from': ago(stack, 600) }), /do not have/, /from 20/],
    [
      'a snapshot that is not there',
      () => ({ 'database-from': 'no-such' }),
      /no snapshot called no-such/,
      /snapshots/i,
    ],
  ];

  test.each(refusals)('%s', async (_, flags, what, todo) => {
    const stack = await rested();
    const before = stack.calls.filter(({ write }) => write).length;
    const trouble = await troubleOf(stack.up(flags(stack)));
    expect(trouble.kind).toBe('usage');
    expect(trouble.what.en).toMatch(what);
    expect(trouble.todo.en).toMatch(todo);
    expect(stack.calls.filter(({ write }) => write)).toHaveLength(before);
  });

  test('a second restore while the database before the first is kept', async () => {
    const { stack } = await restored();
    const trouble = await troubleOf(stack.up({ 'database-from': ago(stack, 6) }));
    expect(trouble.kind).toBe('usage');
    expect(trouble.todo.en).toMatch(/--remove-old.*--back/);
  });

  test('a moment, where backups are kept for no day', async () => {
    const stack = await rested({ 'backup-days': '0' });
    const trouble = await troubleOf(stack.up({ 'database-from': ago(stack, 20) }));
    expect(trouble.what.en).toMatch(/no backup/);
  });
});

describe('a database made of a snapshot', () => {
  test('has the data of an earlier stack of this name from its first day', async () => {
    const stack = await rested();
    await stack.teardown('snapshot');
    const snapshot = stack.rehearsal.account.inventory().find(({ kind }) => kind === 'snapshot');
    const { database } = await stack.up({ delivery: 'local', 'database-from': snapshot?.id ?? '' });
    const [made] = await databases(stack);
    expect(made?.Endpoint?.Address).toBe(database?.host);
    expect(made?.MasterUserSecret?.SecretArn).toBe(database?.secretArn);
    await stack.clock.sleep(30 * minutes);
    expect(changes((await stack.plan()).plan)).toEqual([]);
    expect(stack.calls.filter(({ operation }) => operation === 'RestoreDBInstanceFromDBSnapshot')).toHaveLength(1);
  });
});

describe('a restore that is killed', () => {
  test('goes on in the next run, to one new database and the one before, wherever it was', async () => {
    const run = async () => {
      const stack = await rested();
      return { stack, flags: { 'database-from': ago(stack, 20) } };
    };
    const { stack: calm, flags } = await run();
    const life = await mortal(undefined, (options) => calm.up(flags, options));
    const whole = built(calm);
    for (const death of sampled(deaths(life.calls, life.events), 8)) {
      const { stack, flags } = await run();
      await mortal(death, (options) => stack.up(flags, options));
      await stack.clock.sleep(minutes);
      const { database } = await stack.up(flags);
      expect(built(stack), JSON.stringify(death)).toEqual(whole);
      expect(database?.secretArn, JSON.stringify(death)).toMatch(/rds!db/);
      expect(hostTold(stack)).toBe(database?.host);
    }
  });

  test('leaves nothing that a teardown straight after does not find', async () => {
    const calm = await rested();
    const life = await mortal(undefined, (options) => calm.up({ 'database-from': ago(calm, 20) }, options));
    for (const death of sampled(deaths(life.calls, life.events), 4)) {
      const stack = await rested();
      await mortal(death, (options) => stack.up({ 'database-from': ago(stack, 20) }, options));
      await stack.teardown('delete');
      expect(built(stack), JSON.stringify(death)).toEqual([]);
    }
  });
});

describe('what was deleted by hand after a restore', () => {
  const deleteByHand = async ({ aws, clock }: Stack, DBInstanceIdentifier = '') => {
    await aws.rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier, DeletionProtection: false, ApplyImmediately: true }),
    );
    await clock.sleep(10 * minutes);
    await aws.rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
    await clock.sleep(30 * minutes);
  };

  test('was kept beside the new one: going back to it is not going on with an empty one unasked', async () => {
    const { stack, old } = await restored();
    await deleteByHand(stack, old?.DBInstanceIdentifier);
    const { plan, price } = await stack.plan();
    expect(changes(plan)).toEqual([]);
    expect(price.items.filter(({ what }) => what.en.includes('the one before'))).toEqual([]);
    const trouble = await troubleOf(stack.up({ 'database-from': 'empty' }));
    expect(trouble.what.en).toContain('its data with it');
    expect(trouble.todo.en).toContain('--data delete');
    expect(await databases(stack)).toHaveLength(1);
  });

  test('was the new one: the one before comes back without a word on data', async () => {
    const { stack, old, made } = await restored();
    await deleteByHand(stack, made?.DBInstanceIdentifier);
    const { database } = await stack.up({ 'database-from': 'empty' });
    expect(database?.host).toBe(old?.Endpoint?.Address);
    expect(await databases(stack)).toHaveLength(1);
  });
});

test('after a lost state nobody guesses which database the app uses', async () => {
  const { stack, old, made, moment } = await restored();
  rmSync(stack.stateFile);
  const trouble = await troubleOf(stack.up({ delivery: 'local' }, { recover: true }));
  expect(trouble.kind).toBe('state');
  for (const one of [old, made]) expect(trouble.what.en).toContain(one?.DBInstanceIdentifier);
  expect(trouble.todo.en).toContain(`--database-from ${moment}`);
  // The way out that it names.
  const kept = stack.rehearsal.account.data.regions['us-east-1']?.databases.find(
    ({ id }) => id === old?.DBInstanceIdentifier,
  );
  if (kept) delete (kept.tags as Record<string, string>)['stepway:name'];
  const { database } = await stack.up({ delivery: 'local', 'database-from': moment }, { recover: true });
  expect(database?.host).toBe(made?.Endpoint?.Address);
});

test('a drill whose copy cannot be removed does not say that it was', async () => {
  const stack = newStack({
    onCall: ({ operation }) => {
      if (operation === 'DeleteDBInstance')
        throw Object.assign(new Error('is not in available state'), { name: 'AccessDenied' });
    },
  });
  await stack.up({ delivery: 'local' });
  await stack.clock.sleep(60 * minutes);
  await expect(stack.practise()).rejects.toThrow(/permission|could not be removed/);
});

describe('a drill that is killed', () => {
  /** What a drill does, and a copy that it may leave anywhere on the way. */
  const lives = async () => {
    const calm = await rested();
    const life = await mortal(undefined, (options) => calm.practise(options));
    return deaths(life.calls, life.events);
  };

  test('has its copy found and removed by the next run, wherever it was', async () => {
    for (const death of sampled(await lives(), 6)) {
      const stack = await rested();
      const whole = built(stack);
      await mortal(death, (options) => stack.practise(options));
      await stack.clock.sleep(minutes);
      await stack.up();
      expect(built(stack), JSON.stringify(death)).toEqual(whole);
      expect(stack.state.steps.has('drill-database'), JSON.stringify(death)).toBe(false);
    }
  });

  test('is practised anew by the next drill, which removes the copy before and leaves none', async () => {
    for (const death of sampled(await lives(), 4)) {
      const stack = await rested();
      const whole = built(stack);
      await mortal(death, (options) => stack.practise(options));
      await stack.clock.sleep(minutes);
      const { seconds } = await stack.practise();
      expect(seconds, JSON.stringify(death)).toBeGreaterThan(60);
      expect(built(stack), JSON.stringify(death)).toEqual(whole);
    }
  });
});

describe('whoever may not restore', () => {
  const without = (stack: Stack, ...denied: string[]) => stack.under({ otherwise: { denied } });
  const toMoment = 'rds:RestoreDBInstanceToPointInTime';

  test('hears so before anything is made, with what to ask for', async () => {
    const stack = await rested();
    const there = built(stack);
    const trouble = await troubleOf(without(stack, toMoment).up({ 'database-from': ago(stack, 20) }));
    expect(trouble.kind).toBe('aws');
    expect(trouble.what.en).toBe(`Your AWS identity is missing permissions to restore data: ${toMoment}.`);
    expect(trouble.todo.en).toMatch(/"rds:RestoreDBInstanceToPointInTime".*`stepway plan --permissions restore`/);
    expect(built(stack)).toEqual(there);
  });

  test('is in the way of nothing else: a database without data of before, other answers, and going back', async () => {
    const stack = await rested();
    await without(stack, toMoment).up({ 'backup-days': '9' });
    await stack.up({ 'database-from': ago(stack, 20) });
    const { database } = await without(stack, toMoment).up({ 'database-from': 'empty' });
    expect(database?.host).toContain('demo-database');
  });

  test('to one kind of source may restore from the other', async () => {
    const stack = await rested();
    await stack.teardown('snapshot');
    const snapshot = stack.rehearsal.account.inventory().find(({ kind }) => kind === 'snapshot')?.id ?? '';
    const flags = { delivery: 'local', 'database-from': snapshot };
    const ofSnapshot = 'rds:RestoreDBInstanceFromDBSnapshot';
    expect((await troubleOf(without(stack, ofSnapshot).up(flags))).what.en).toContain(ofSnapshot);
    await without(stack, toMoment).up(flags);
  });
});
