import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteDBInstanceCommand, ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { readState } from '../../src/state/file-store.ts';
import { temporaryFolder } from '../support/folder.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { troubleOf } from '../support/trouble.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { built } from './mortal.ts';

/** What of a stack is in the account, by the id in its tags. */
const ofId = ({ rehearsal, state }: Stack) =>
  rehearsal.account.inventory().filter(({ tags }) => tags['stepway:id'] === state.id);

describe('another project of the same name', () => {
  const bank: Flags = { domain: 'www.bank.com' };
  const hobby: Flags = { domain: 'hobby.net', database: 'mysql' };

  test('in the same region builds nothing and touches nothing: it says what is there, since when and for whom', async () => {
    const first = newStack();
    await first.up(bank);
    await first.clock.sleep(120_000);
    const before = JSON.stringify(first.rehearsal.account.inventory());
    const writes = first.calls.filter(({ write }) => write).length;
    const second = first.under({ folder: temporaryFolder() });

    const trouble = await troubleOf(second.up(hobby));
    expect(trouble.kind).toBe('state');
    expect(trouble.what.en).toMatch(/already has a stack named demo.*for www\.bank\.com, since 2026-11-20: .*vpc-/);
    expect(trouble.what.ko).toMatch(/demo.*www\.bank\.com, 2026-11-20부터/);
    expect(trouble.todo.en).toMatch(/--recover.*another --name/);
    expect((await troubleOf(second.plan(hobby))).kind).toBe('state');
    expect(JSON.stringify(first.rehearsal.account.inventory())).toBe(before);
    expect(second.calls.filter(({ write }) => write)).toEqual([]);
    expect(first.calls.filter(({ write }) => write)).toHaveLength(writes);
  });

  test('in another region lives beside it, and takes away only its own', async () => {
    const first = newStack();
    await first.up(bank);
    await first.clock.sleep(120_000);
    const whole = ofId(first);
    const second = first.under({ folder: temporaryFolder() });
    await second.up({ ...hobby, region: 'eu-west-1' });
    await second.clock.sleep(120_000);
    expect(ofId(first)).toEqual(whole);
    expect(second.handle('server-role')['roleName']).not.toBe(first.handle('server-role')['roleName']);

    await second.teardown('delete');
    expect(ofId(second)).toEqual([]);
    expect(ofId(first)).toEqual(whole);
    const { plan } = await first.plan();
    expect(plan.filter(({ action }) => action !== 'keep')).toEqual([]);
    await first.teardown('delete');
    expect(built(first)).toEqual([]);
  });
});

describe('a stack without a state', () => {
  test('is taken up by --recover and by nothing else, and nothing is made again', async () => {
    const stack = newStack();
    await stack.up();
    await stack.clock.sleep(120_000);
    const { id } = stack.state;
    const whole = built(stack);
    const here = stack.under({ folder: temporaryFolder() });
    expect((await troubleOf(here.up())).kind).toBe('state');
    await here.up({}, { recover: true });
    expect(here.state.id).toBe(id);
    expect(built(here)).toEqual(whole);
    expect(here.calls.filter(({ write }) => write)).toEqual([]);
    // Nor is anything found that nobody made: who is told that it is not needed would remove what is.
    expect([...here.state.steps.keys()].toSorted()).toEqual([...stack.state.steps.keys()].toSorted());
    await here.teardown('delete');
    expect(built(here)).toEqual([]);
  });
});

describe('a stack that is taken up keeps what it was built with, whatever the defaults are', () => {
  test.each<Flags>([
    {
      'instance-type': 't3.small',
      'app-port': '3000',
      'health-path': '/healthz',
      database: 'mysql',
      'database-class': 'db.t4g.small',
      'database-storage': '40',
      'backup-days': '14',
      ssh: '203.0.113.0/24',
      www: 'true',
      delivery: 'local',
    },
    { entry: 'elastic-ip', database: 'none', network: 'default', www: 'true' },
    { 'elastic-ip': 'true', database: 'none', 'copy-records': 'true' },
    { domain: 'example.com', www: 'false', database: 'none' },
    { domain: 'example.com', www: 'false', entry: 'elastic-ip', 'health-path': '/healthz?deep=1', database: 'none' },
    { domain: 'example.com', www: 'true', database: 'none' },
    { zone: 'app.example.com', database: 'none' },
    { delivery: 'github', repository: 'octocat/shop', branch: 'release', database: 'none', entry: 'elastic-ip' },
  ])('%o', async (flags) => {
    const stack = newStack();
    await stack.up(flags);
    await stack.clock.sleep(30 * 60_000);
    const whole = built(stack);
    const here = stack.under({ folder: temporaryFolder() });
    await here.up(flags['domain'] ? { domain: flags['domain'] } : {}, { recover: true });
    expect(here.calls.filter(({ write }) => write)).toEqual([]);
    expect(built(here)).toEqual(whole);
    for (const [key, value] of Object.entries(flags))
      expect(`${key} ${String(here.state.answers.get(key)?.value)}`).toBe(`${key} ${value}`);
    const { plan } = await here.plan();
    expect(plan.filter(({ action }) => action !== 'keep')).toEqual([]);
  });
});

describe('a database that somebody deleted', () => {
  async function deleted() {
    const stack = newStack();
    await stack.up();
    await stack.clock.sleep(120_000);
    const DBInstanceIdentifier = stack.handle('database')['identifier'] as string;
    const { rds } = stack.aws;
    await rds.send(
      new ModifyDBInstanceCommand({ DBInstanceIdentifier, DeletionProtection: false, ApplyImmediately: true }),
    );
    await stack.clock.sleep(120_000);
    await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));
    await stack.clock.sleep(30 * 60_000);
    return stack;
  }

  test('is not replaced by an empty one without a word for it', async () => {
    const stack = await deleted();
    const { plan } = await stack.plan();
    expect(plan.find(({ step }) => step.id === 'database')).toMatchObject({
      action: 'repair',
      note: { en: expect.stringContaining('with its data') as string },
    });
    for (const data of [undefined, 'snapshot'] as const) {
      const trouble = await troubleOf(stack.up({}, data ? { data } : {}));
      expect(trouble.kind).toBe('usage');
      expect(trouble.todo.en).toContain('--data delete');
    }
    await stack.up({}, { data: 'delete' });
    expect(stack.rehearsal.account.inventory().some(({ kind }) => kind === 'db')).toBe(true);
  });

  test('is not taken for one that was never wanted, by whoever has lost the state as well', async () => {
    const stack = await deleted();
    const here = stack.under({ folder: temporaryFolder() });
    const writes = stack.calls.filter(({ write }) => write).length;
    const trouble = await troubleOf(here.up({}, { recover: true }));
    expect(trouble.kind).toBe('usage');
    expect(trouble.what.en).toMatch(/^The stack has no Database .* although there is: /);
    expect(trouble.todo.en).toMatch(/--database.*its data is not coming back/);
    expect(stack.calls.filter(({ write }) => write)).toHaveLength(writes);
    await here.up({ database: 'none' }, { recover: true });
    expect(here.state.answers.get('database')?.value).toBe('none');
  });

  test('leaves no snapshot to order: a teardown that wants one deletes nothing', async () => {
    const stack = await deleted();
    const before = built(stack);
    const trouble = await troubleOf(stack.teardown('snapshot'));
    expect(trouble.kind).toBe('aws');
    expect(trouble.what.en).toMatch(
      /demo-database no longer exists or is being deleted, and there is no final snapshot/,
    );
    expect(built(stack)).toEqual(before);
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });
});

describe('a stack that version 0.1.0 built', () => {
  test.each(['load-balancer', 'elastic-ip'])('goes on working, and its things get its id: %s', async (variant) => {
    const folder = temporaryFolder();
    const fixture = join(import.meta.dirname, '../fixtures/0.1.0', variant);
    const { account } = JSON.parse(readFileSync(join(fixture, 'account.json'), 'utf8')) as { account: object };
    mkdirSync(join(folder, '.stepway'));
    cpSync(join(fixture, 'shop.jsonl'), join(folder, '.stepway', 'shop.jsonl'));
    let kept = JSON.stringify(account);
    const store = { load: () => kept, save: (json: string) => void (kept = json) };
    const stack = newStack({ name: 'shop', folder, store, clock: virtualClock(Date.parse('2027-01-01T00:00:00Z')) });

    const { plan } = await stack.plan();
    const changing = plan.filter(({ action }) => action !== 'keep');
    const mended = changing.filter(({ action }) => action === 'mend');
    for (const { step, note } of mended)
      expect(`${step.id}: ${note?.en}`).toMatch(
        /gets the tag stepway:id|^(github-policy|bundle-access): its policy changed|^target: nginx is to be|^load-balancer-settings: seconds of silence|^deployment-group: |^deploy-policy: /,
      );
    const steps = (wanted: string) => changing.flatMap(({ action, step }) => (action === wanted ? step.id : []));
    const balanced = variant === 'load-balancer';
    expect(steps('create')).toEqual([
      ...(balanced ? ['server-web'] : []),
      'server-setup',
      'cpu-credits',
      'app-settings',
    ]);
    expect(steps('remove')).toEqual(balanced ? ['server-app'] : []);

    const made = stack.calls.length;
    await stack.up();
    const called = stack.calls.slice(made).map(({ operation }) => operation);
    expect(called.filter((operation) => /^(Create(?!Tags)|Run|Allocate|Request)/.test(operation))).toEqual([]);
    if (balanced) {
      // nginx is there, and then the new way to it, before the old one goes.
      const order = [
        'AuthorizeSecurityGroupIngress',
        'SendCommand',
        'RegisterTargets',
        'DeregisterTargets',
        'RevokeSecurityGroupIngress',
      ];
      expect([...new Set(called)].filter((operation) => order.includes(operation))).toEqual(order);
      const unwell = stack.calls.filter(({ operation }) => operation === 'DescribeTargetHealth');
      expect(unwell.length).toBeGreaterThan(0);
    }
    await stack.clock.sleep(120_000);
    const after = await stack.plan();
    expect(after.plan.filter(({ action }) => action !== 'keep')).toEqual([]);
    const { id } = readState(stack.stateFile) ?? {};
    for (const { kind, tags } of stack.rehearsal.account.inventory())
      if (tags['stepway:name']) expect(tags['stepway:id'], kind).toBe(id);
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });
});
