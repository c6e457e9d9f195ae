import { rmSync } from 'node:fs';
import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { ChangeResourceRecordSetsCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { troubleOf } from '../support/trouble.ts';

interface Thing {
  tags: Record<string, string>;
}

const region = ({ rehearsal }: Stack) => {
  const here = rehearsal.account.data.regions['us-east-1'];
  if (!here) throw new Error('the region is empty');
  return here;
};

/** The things whose names are unique in an account, which could therefore be somebody else's. */
const named: readonly { step: string; flags: Flags; thing: (stack: Stack) => Thing | undefined }[] = [
  { step: 'server-role', flags: { database: 'none' }, thing: ({ rehearsal }) => rehearsal.account.data.roles[0] },
  { step: 'server-profile', flags: { database: 'none' }, thing: ({ rehearsal }) => rehearsal.account.data.profiles[0] },
  { step: 'load-balancer', flags: { database: 'none' }, thing: (stack) => region(stack).loadBalancers[0] },
  { step: 'target-group', flags: { database: 'none' }, thing: (stack) => region(stack).targetGroups[0] },
  { step: 'database-subnets', flags: {}, thing: (stack) => region(stack).subnetGroups[0] },
  { step: 'database', flags: {}, thing: (stack) => region(stack).databases[0] },
];

describe('something of our name without our tags', () => {
  test.each(named)('is an error and is left unchanged: $step', async ({ step, flags, thing }) => {
    const stack = newStack();
    await stack.up(flags);
    await stack.clock.sleep(120_000);
    const theirs = thing(stack);
    if (!theirs) return expect.unreachable(`there is no ${step}`);
    theirs.tags = { Owner: 'somebody else' };
    const before = JSON.stringify(theirs);
    rmSync(stack.stateFile);

    const trouble = await troubleOf(stack.up(flags, { recover: true }));
    expect(trouble).toMatchObject({ name: 'Trouble', kind: 'aws' });
    expect(trouble.what.en).toMatch(new RegExp(`demo-([0-9a-f]{8}-)?${step}`));
    expect(trouble.what.en).toMatch(/stepway did not create it/);
    expect(trouble.todo.en).toContain('left unchanged');
    expect(JSON.stringify(thing(stack) ?? theirs)).toBe(before);
  });

  test('may be what a stack that is taken up keeps its data in: nobody is told to delete it', async () => {
    const stack = newStack();
    await stack.up();
    await stack.clock.sleep(120_000);
    region(stack).databases[0]!.tags = {};
    rmSync(stack.stateFile);
    const { todo } = await troubleOf(stack.up({}, { recover: true }));
    expect(todo.en).toMatch(/put them back \(stepway:id=[0-9a-f]{8}, stepway:name=demo, stepway:step=database\)/);
    expect(todo.en).not.toContain('delete');
  });

  test('is named by what rests on it when its own name tells nothing', async () => {
    const stack = newStack();
    await stack.up({ database: 'none', network: 'default' });
    await stack.clock.sleep(120_000);
    const group = region(stack).groups.find(({ tags }) => tags['stepway:step'] === 'server-group');
    if (!group) return expect.unreachable('there is no group');
    group.tags = { Owner: 'somebody else' };
    const before = stack.rehearsal.account.inventory();
    rmSync(stack.stateFile);

    const trouble = await troubleOf(stack.up({ database: 'none', network: 'default' }, { recover: true }));
    expect(trouble).toMatchObject({
      kind: 'state',
      todo: { en: expect.stringContaining('Nothing was changed') as string },
    });
    expect(trouble.what.en).toMatch(/cannot be recovered as a whole: .*has? .*sgr-/);
    expect(stack.rehearsal.account.inventory()).toEqual(before);
  });

  test('does not keep the rest from being taken away', async () => {
    const stack = newStack();
    const { Vpc } = await stack.aws.ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
    await stack.clock.sleep(10_000);
    await stack.aws.elb.send(
      new CreateTargetGroupCommand({ Name: 'demo-target-group', Protocol: 'HTTP', Port: 80, VpcId: Vpc?.VpcId }),
    );
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    // Tagged by another stack of our name: tags of somebody are not tags of ours.
    const Tags = [
      { Key: 'stepway:id', Value: '0123456789abcdef' },
      { Key: 'stepway:name', Value: 'demo' },
      { Key: 'stepway:step', Value: 'server-role' },
    ];
    await stack.aws.iam.send(new CreateRoleCommand({ RoleName: 'demo-server-role', AssumeRolePolicyDocument, Tags }));
    const theirs = stack.rehearsal.account.inventory();

    await troubleOf(stack.up({ database: 'none' }));
    await stack.teardown();
    expect(stack.rehearsal.account.inventory()).toEqual(theirs);
    expect(stack.state.steps.size).toBe(0);
  });
});

describe('a name of the site that is taken is told before anything is made', () => {
  const zoneWith = (type: 'A' | 'AAAA' | 'CNAME', name: string, value: string) => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('example.com');
    stack.rehearsal.account.data.zones[0]?.records.push({ name, type, ttl: 300, values: [value], inSyncAt: 0 });
    return stack;
  };
  const rowsOf = async (stack: Stack, flags: Flags = {}) => {
    const { preflight } = await stack.plan({ database: 'none', ...flags });
    return preflight.rows.filter(({ about }) => about.en.endsWith('in DNS'));
  };

  test.each([
    ['A', '192.0.2.80'],
    ['AAAA', '2001:db8::80'],
    ['CNAME', 'old.example.net.'],
  ] as const)('by a record of type %s, in both entries', async (type, value) => {
    for (const entry of ['load-balancer', 'elastic-ip']) {
      const [row] = await rowsOf(zoneWith(type, 'app.example.com.', value), { entry });
      expect(row).toMatchObject({ result: 'obstacle', kind: 'usage' });
      expect(row?.what?.en).toContain(`${type} ${value}`);
      expect(row?.what?.ko).toContain(`${type} ${value}`);
    }
  });

  test('also at www., when the site is to be there', async () => {
    const stack = zoneWith('CNAME', 'www.app.example.com.', 'old.example.net.');
    expect((await rowsOf(stack)).map(({ result }) => result)).toEqual(['ok']);
    expect((await rowsOf(stack, { www: 'true' })).map(({ result }) => result)).toEqual(['ok', 'obstacle']);
  });

  test('also in a zone of ours, when www. is added later', async () => {
    const stack = newStack();
    await stack.up({ database: 'none', entry: 'elastic-ip' });
    stack.rehearsal.account.data.zones[0]?.records.push({
      name: 'www.app.example.com.',
      type: 'A',
      ttl: 300,
      values: ['192.0.2.80'],
      inSyncAt: 0,
    });
    const trouble = await troubleOf(stack.up({ www: 'true' }));
    expect(trouble.what.en).toMatch(/^www\.app\.example\.com already has an address record/);
  });

  test('but not by a wildcard: that is only said', async () => {
    const stack = zoneWith('A', '\\052.example.com.', '192.0.2.80');
    const [row] = await rowsOf(stack);
    expect(row).toMatchObject({ result: 'ok', noteworthy: true });
    expect(row?.what?.en).toMatch(/^\*\.example\.com A 192\.0\.2\.80 covers app\.example\.com/);
    await stack.up({ database: 'none' });
  });

  test('and not by our own records', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('example.com');
    await stack.up({ database: 'none', www: 'true' });
    await stack.up({ 'instance-type': 't3.small' });
    expect(await rowsOf(stack, { 'instance-type': 't3.medium' })).toEqual([]);
  });
});

describe('a record of the site that leads elsewhere', () => {
  test.each([{}, { entry: 'elastic-ip' }] as Flags[])('in an adopted zone is left unchanged: %o', async (flags) => {
    const stack = newStack();
    const { id } = stack.rehearsal.account.addHostedZone('example.com');
    const record = {
      Name: 'app.example.com.',
      Type: 'A' as const,
      TTL: 300,
      ResourceRecords: [{ Value: '192.0.2.80' }],
    };
    await stack.aws.route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: id,
        ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: record }] },
      }),
    );
    const before = stack.calls.length;
    const trouble = await troubleOf(stack.up({ database: 'none', ...flags }));
    expect(trouble.kind).toBe('usage');
    expect(trouble.what.en).toMatch(/app\.example\.com already has an address record.*: A 192\.0\.2\.80/);
    expect(stack.calls.slice(before).filter(({ write }) => write)).toEqual([]);
    await stack.teardown();
    const { ResourceRecordSets = [] } = await stack.aws.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: id }),
    );
    expect(ResourceRecordSets).toContainEqual(record);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });
});

describe('two stacks in one account', () => {
  test('do not touch each other', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    const theirs = stack.rehearsal.account.inventory().filter(({ tags }) => tags['stepway:name'] === 'demo');
    const other = stack.under({ name: 'second' });
    await other.up({ database: 'none', domain: 'example.net' });
    await other.teardown();
    const left = other.rehearsal.account.inventory().filter(({ tags }) => tags['stepway:name']);
    expect(left).toEqual(theirs);
  });
});
