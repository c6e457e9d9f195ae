import { DescribeInstancesCommand, DescribeSecurityGroupRulesCommand } from '@aws-sdk/client-ec2';
import { DescribeTargetGroupsCommand, DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import type { Trouble } from '../../src/errors.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { around, built } from './mortal.ts';

/** Runs `up` with other answers, and gives the write calls that it took. */
async function change(stack: Stack, flags: Flags, options?: Parameters<Stack['up']>[1]): Promise<string[]> {
  const before = stack.calls.length;
  await stack.up(flags, options);
  return stack.calls.slice(before).flatMap(({ write, operation }) => (write ? [operation] : []));
}

/** That everything is as the answers say: nothing is left for another run. */
async function expectSettled(stack: Stack) {
  const { plan } = await stack.plan();
  expect(plan.filter(({ action }) => action !== 'keep').map(({ step, action }) => `${action} ${step.id}`)).toEqual([]);
  expect(await change(stack, {})).toEqual([]);
}

/** The rule of ours on a port, once EC2 lists it. */
async function rule({ aws, clock }: Stack, port: number) {
  await clock.sleep(10_000);
  const { SecurityGroupRules } = await aws.ec2.send(new DescribeSecurityGroupRulesCommand({}));
  return SecurityGroupRules?.find(({ FromPort, Tags }) => FromPort === port && Tags && Tags.length > 0);
}

describe('an answer that was changed is followed in place', () => {
  test('another instance type: the server is stopped, changed and started again', async () => {
    const stack = newStack();
    const { instanceId } = await stack.up({ database: 'none' });
    const { plan } = await stack.plan({ 'instance-type': 't3.small' });
    expect(plan.find(({ step }) => step.id === 'server')).toMatchObject({
      action: 'change',
      note: { en: 'Server size: t3.micro → t3.small', ko: '서버 크기: t3.micro → t3.small' },
    });
    const writes = await change(stack, { 'instance-type': 't3.small' });
    expect(writes.filter((one) => !one.startsWith('ModifyInstance'))).toEqual(['StopInstances', 'StartInstances']);
    const { Reservations } = await stack.aws.ec2.send(new DescribeInstancesCommand({}));
    const [server] = Reservations?.flatMap(({ Instances }) => Instances ?? []) ?? [];
    expect(server).toMatchObject({ InstanceId: instanceId, InstanceType: 't3.small', State: { Name: 'running' } });
    await expectSettled(stack);
  });

  test('a larger class and more storage of the database', async () => {
    const stack = newStack();
    await stack.up();
    // Its first backup ends, during which RDS takes no change.
    await stack.clock.sleep(120_000);
    const writes = await change(stack, { 'database-class': 'db.t4g.small', 'database-storage': '40' });
    expect(writes).toEqual(['ModifyDBInstance']);
    const { DBInstances } = await stack.aws.rds.send(new DescribeDBInstancesCommand({}));
    expect(DBInstances).toMatchObject([
      { DBInstanceClass: 'db.t4g.small', AllocatedStorage: 40, DBInstanceStatus: 'storage-optimization' },
    ]);
    await expectSettled(stack);
  });

  test('a standby of the database, and none again: it stays the same one and goes on answering', async () => {
    const stack = newStack();
    await stack.up();
    await stack.clock.sleep(120_000);
    const before = stack.handle('database');
    const standby = async () =>
      (await stack.aws.rds.send(new DescribeDBInstancesCommand({}))).DBInstances?.map(({ MultiAZ }) => MultiAZ);

    expect(await change(stack, { 'database-standby': 'true' })).toEqual(['ModifyDBInstance']);
    expect(await standby()).toEqual([true]);
    await expectSettled(stack);
    expect(await change(stack, { 'database-standby': 'false' })).toEqual(['ModifyDBInstance']);
    expect(await standby()).toEqual([false]);
    await expectSettled(stack);
    expect(stack.handle('database')).toEqual(before);
  });

  /** What a living server is set up with, and the tag that says so, at the beginning and in the end. */
  const setUp = ['SendCommand', 'CreateTags', 'CreateTags'];

  test('another app port: the server, behind whose nginx it is; the load balancer need not know', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    expect(await change(stack, { 'app-port': '3000' })).toEqual(setUp);
    const sent = stack.calls.findLast(({ operation }) => operation === 'SendCommand');
    expect(sent?.input).toMatchObject({ Parameters: { commands: expect.arrayContaining(['APP_PORT="3000"']) } });
    const { targetGroupArn } = stack.handle('target') as { targetGroupArn: string };
    const { TargetHealthDescriptions: targets = [] } = await stack.aws.elb.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
    );
    expect(targets).toMatchObject([{ Target: { Port: 80 }, TargetHealth: { State: 'healthy' } }]);
    expect(await rule(stack, 3000)).toBeUndefined();
    await expectSettled(stack);
  });

  test('another health path', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    const writes = await change(stack, { 'health-path': '/health' });
    expect(writes).toContain('ModifyTargetGroup');
    expect(writes.filter((one) => one !== 'ModifyTargetGroup')).toEqual(setUp);
    const { TargetGroups } = await stack.aws.elb.send(new DescribeTargetGroupsCommand({}));
    expect(TargetGroups).toMatchObject([{ HealthCheckPath: '/health' }]);
    await expectSettled(stack);
  });

  test('another health path where there is no load balancer: deployments ask for it on the server, and go on doing so', async () => {
    const stack = newStack();
    await stack.up({ entry: 'elastic-ip', database: 'none' });
    expect(await change(stack, { 'health-path': '/health' })).toEqual(setUp);
    const sent = stack.calls.findLast(({ operation }) => operation === 'SendCommand');
    expect(sent?.input).toMatchObject({ Parameters: { commands: expect.arrayContaining(['HEALTH_PATH="/health"']) } });
    expect(await change(stack, {})).toEqual([]);
    await expectSettled(stack);
  });

  test('SSH opened, moved to another range, and closed again', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    expect(await change(stack, { ssh: '198.51.100.0/24' })).toEqual(['AuthorizeSecurityGroupIngress']);
    expect(await rule(stack, 22)).toMatchObject({ CidrIpv4: '198.51.100.0/24' });
    expect(await change(stack, { ssh: 'my-ip' })).toEqual(['ModifySecurityGroupRules']);
    expect(await rule(stack, 22)).toMatchObject({ CidrIpv4: '203.0.113.25/32' });
    expect(await change(stack, { ssh: 'none' })).toEqual(['RevokeSecurityGroupIngress']);
    expect(await rule(stack, 22)).toBeUndefined();
    await expectSettled(stack);
  });

  test('www added and taken away where the server has its own certificate', async () => {
    const stack = newStack();
    await stack.up({ entry: 'elastic-ip', database: 'none' });
    expect(await change(stack, { www: 'true' })).toEqual([...setUp, 'ChangeResourceRecordSets']);
    expect(stack.state.steps.get('www-address')?.output).toMatchObject({ name: 'www.app.example.com' });
    await expectSettled(stack);
    expect(await change(stack, { www: 'false' })).toEqual([...setUp, 'ChangeResourceRecordSets']);
    expect(stack.state.steps.has('www-address')).toBe(false);
    await expectSettled(stack);
  });

  test('an elastic IP added beside the load balancer and given back', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    const added = await change(stack, { 'elastic-ip': 'true' });
    expect([...new Set(added)]).toEqual(['AllocateAddress', 'AssociateAddress']);
    await expectSettled(stack);
    expect(await change(stack, { 'elastic-ip': 'false' })).toEqual(['DisassociateAddress', 'ReleaseAddress']);
    await expectSettled(stack);
  });

  test('a database added', async () => {
    const stack = newStack();
    await stack.up({ database: 'none' });
    await stack.up({ database: 'mysql' });
    expect(stack.state.steps.get('database')?.output).toMatchObject({ engine: 'mysql', port: 3306 });
    await expectSettled(stack);
  });

  test('a database taken away, once it is said what becomes of the data', async () => {
    const stack = newStack();
    await stack.up();
    const before = stack.calls.length;
    await expect(stack.up({ database: 'none' })).rejects.toMatchObject({ kind: 'usage' });
    expect(stack.calls.slice(before).filter(({ write }) => write)).toEqual([]);

    await stack.up({ database: 'none' }, { data: 'snapshot' });
    const left = stack.rehearsal.account.inventory().filter(({ service }) => service === 'rds');
    expect(left).toMatchObject([{ kind: 'snapshot' }]);
    expect([...stack.state.steps.keys()].filter((id) => id.startsWith('database'))).toEqual([]);
    await expectSettled(stack);
  });
});

describe('an answer that cannot be followed is refused with a sentence, and nothing is touched', () => {
  const none = { database: 'none' };
  const cases: readonly { from: Flags; to: Flags; back: Flags; says: RegExp }[] = [
    { from: {}, to: { database: 'mysql' }, back: { database: 'postgres' }, says: /Database: PostgreSQL → MySQL/ },
    {
      from: { 'database-storage': '40' },
      to: { 'database-storage': '30' },
      back: { 'database-storage': '40' },
      says: /storage cannot shrink/,
    },
    {
      from: none,
      to: { 'instance-type': 't4g.micro' },
      back: { 'instance-type': 't3.micro' },
      says: /different processor architecture/,
    },
    {
      from: none,
      to: { network: 'default' },
      back: { network: 'own' },
      says: /Network: Its own VPC → The account's default VPC/,
    },
  ];
  test.each(cases)('$from, then $to', async ({ from, to, back, says }) => {
    const stack = newStack();
    const outputs = await stack.up(from);
    const before = stack.calls.length;
    const trouble = (await stack.up(to).catch((error: unknown) => error)) as Trouble;
    expect(trouble).toMatchObject({ name: 'Trouble', kind: 'usage' });
    expect(trouble.what.en).toMatch(says);
    expect(trouble.what.ko).toMatch(/[가-힣]/);
    expect(trouble.todo.en).toMatch(/\w/);
    expect(stack.calls.slice(before).flatMap(({ write, operation }) => (write ? [operation] : []))).toEqual([]);
    // With the old answers it is as it was.
    expect(await stack.up(back)).toEqual(outputs);
  });
});

describe('what a run that broke off has made from another answer', () => {
  const broken = () =>
    Object.assign(new Error('not authorized'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  /** Of one operation the answer never arrives, and another one does not happen. */
  const breakingOff = (lost: string, refused: string) =>
    around(async ({ operation }, next) => {
      if (operation === refused) throw broken();
      const answer = await next();
      if (operation === lost) throw broken();
      return answer;
    });

  test.each([
    { lost: 'RequestCertificate', refused: '', first: {}, second: { domain: 'shop.example.com' } },
    { lost: 'CreateTargetGroup', refused: 'CreateSecurityGroup', first: {}, second: { network: 'default' } },
    {
      lost: 'CreateTargetGroup',
      refused: 'CreateSecurityGroup',
      first: { network: 'default' },
      second: { network: 'own' },
    },
  ] as const)('is made anew, and not left: $lost, then $second', async ({ lost, refused, first, second }) => {
    const flags = { database: 'none', ...first };
    const reference = newStack();
    await reference.up({ ...flags, ...second });
    const stack = newStack();
    await expect(stack.up(flags, { between: breakingOff(lost, refused) })).rejects.toMatchObject({ kind: 'aws' });
    await expect(stack.up(second)).resolves.toHaveProperty('url');
    await stack.clock.sleep(600_000);
    expect(built(stack)).toEqual(built(reference));
    await stack.teardown();
    await stack.clock.sleep(600_000);
    expect(stack.rehearsal.account.inventory()).toEqual([]);
  });
});
