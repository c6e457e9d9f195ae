import { CreateVpcCommand, DescribeSpotPriceHistoryCommand } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { drawn, rehearse, scenarios, typical } from '../../src/rehearsal/rehearsal.ts';
import { virtualClock } from '../support/virtual-clock.ts';
import { clientsOf, lag, network, present, refusal, simulated } from './support.ts';

test('the caller is a user of the account, and each quota has its value', async () => {
  const { sts, quotas, ec2, rehearsal } = simulated();
  expect(await sts.getCallerIdentity({})).toMatchObject({
    Account: '123456789012',
    Arn: 'arn:aws:iam::123456789012:user/rehearsal',
  });
  const { Quota } = await quotas.getServiceQuota({ ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' });
  expect(Quota?.Value).toBe(5);
  const { AccountAttributes } = await ec2.describeAccountAttributes({
    AttributeNames: ['vpc-max-elastic-ips' as never],
  });
  expect(AccountAttributes?.[0]?.AttributeValues).toEqual([{ AttributeValue: '5' }]);
  expect(await rehearsal.myAddress()).toBe('203.0.113.25');
});

test('an operation that the rehearsal does not play is named', async () => {
  const { ec2 } = simulated();
  expect((await refusal(ec2.send(new DescribeSpotPriceHistoryCommand({})))).message).toBe(
    'The rehearsal does not know ec2 DescribeSpotPriceHistory',
  );
});

test.each([
  [{ CidrBlok: '10.0.0.0/16' }, 'ec2 CreateVpc has no member CidrBlok'],
  [{ CidrBlock: 10 }, 'ec2 CreateVpc.CidrBlock must be a string, not 10'],
  [{ TagSpecifications: [{ Tags: [{ key: 'a' }] }] }, 'ec2 CreateVpc.TagSpecifications[0].Tags[0] has no member key'],
])('an input that the wire would garble is caught: %o', async (input, message) => {
  const { ec2 } = simulated();
  expect((await refusal(ec2.send(new CreateVpcCommand(input as object)))).message).toBe(message);
});

test('an input that lacks what it must have is caught', async () => {
  const { iam } = simulated();
  expect((await refusal(iam.getRole({} as { RoleName: string }))).message).toBe('iam GetRole lacks RoleName');
});

test('each call takes its time on the clock', async () => {
  const { sts, clock } = simulated();
  const before = clock.now();
  await sts.getCallerIdentity({});
  expect(clock.now() - before).toBe(150);
});

test('latencies are drawn between the least and the most', () => {
  const low = drawn(() => 0);
  const high = drawn(() => 1 - Number.EPSILON);
  expect(low('load balancer active')).toBe(80_000);
  expect(high('load balancer active')).toBe(170_000);
  expect(typical('load balancer active')).toBe(120_000);
  const median = drawn(() => 0.5)('load balancer active');
  expect(median).toBeGreaterThan(115_000);
  expect(median).toBeLessThan(130_000);
});

test('an account outlives the process: it is kept after each change and goes on by the clock', async () => {
  let kept: string | undefined;
  const store = { load: () => kept, save: (json: string) => void (kept = json) };
  const clock = virtualClock();
  const first = simulated({ clock, store });
  const made = await first.rds.createDBSubnetGroup({
    DBSubnetGroupName: 'shop',
    DBSubnetGroupDescription: 'shop',
    SubnetIds: (await network(first)).subnetIds,
  });
  expect(made.DBSubnetGroup?.SubnetGroupStatus).toBe('Complete');
  const { Vpc } = await first.ec2.createVpc({ CidrBlock: '10.7.0.0/16' });
  expect(Vpc?.State).toBe('pending');

  await clock.sleep(lag);
  const second = simulated({ clock, store });
  const { Vpcs } = await second.ec2.describeVpcs({ VpcIds: [present(Vpc?.VpcId)] });
  expect(Vpcs?.[0]?.State).toBe('available');
  expect(second.rehearsal.account.inventory()).toEqual(first.rehearsal.account.inventory());
});

test('an account of a rehearsal that knew fewer services has nothing of theirs, and goes on', async () => {
  let kept = '';
  const first = simulated({ store: { load: () => undefined, save: (json) => void (kept = json) } });
  await first.ec2.createVpc({ CidrBlock: '10.7.0.0/16' });
  const older = JSON.stringify(JSON.parse(kept), (key, value: unknown) =>
    key === 'zones' || key === 'databases' ? undefined : value,
  );

  const second = simulated({ store: { load: () => older, save: () => {} } });
  expect(await second.rds.describeDBInstances()).toMatchObject({ DBInstances: [] });
  expect(await second.route53.listHostedZones()).toMatchObject({ HostedZones: [] });
  expect(second.rehearsal.account.inventory()).toMatchObject([{ service: 'ec2', kind: 'vpc' }]);
});

test('an answer can be lost after the operation has acted', async () => {
  const clock = virtualClock();
  let broken = true;
  const rehearsal = rehearse({
    clock,
    afterCall: ({ operation }) => {
      if (broken && operation === 'AllocateAddress') throw new Error('socket hang up');
    },
  });
  const { ec2 } = clientsOf(rehearsal, 'us-east-1');
  expect((await refusal(ec2.allocateAddress({}))).message).toBe('socket hang up');
  broken = false;
  await clock.sleep(lag);
  expect((await ec2.describeAddresses({})).Addresses).toHaveLength(1);
});

test('each region has its own things, IAM and Route 53 are the same in all', async () => {
  const here = simulated();
  const there = clientsOf(here.rehearsal, 'ap-northeast-2');
  await here.ec2.allocateAddress({});
  await here.route53.createHostedZone({ Name: 'example.com', CallerReference: 'one' });
  await here.clock.sleep(lag);
  expect((await there.ec2.describeAddresses({})).Addresses).toEqual([]);
  expect((await there.route53.listHostedZones({})).HostedZones).toHaveLength(1);
});

test('every scenario has a title in both languages', () => {
  expect(scenarios.map(({ name }) => name)).toEqual([
    'smooth',
    'name-servers-not-set',
    'access-denied',
    'unhealthy-target',
    'throttled',
    'address-limit',
    'small-quotas',
    'certificate-forbidden',
    'deployment-fails',
    'build-fails',
    'old-dns-refuses',
    'free-plan',
    'aws-project',
    'load-balancers-refused',
    'region-not-enabled',
    'explicit-deny',
    'no-capacity',
  ]);
  for (const { title } of scenarios) expect(title.ko).toMatch(/[가-힣]/);
});

test('access-denied: databases may not be created, and the policy simulator says so beforehand', async () => {
  const { rds, iam, sts } = simulated({ scenario: 'access-denied' });
  const { Arn } = await sts.getCallerIdentity({});
  const { EvaluationResults } = await iam.simulatePrincipalPolicy({
    PolicySourceArn: Arn,
    ActionNames: ['ec2:CreateVpc', 'rds:CreateDBInstance'],
  });
  expect(EvaluationResults?.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'implicitDeny']);
  const refused = await refusal(
    rds.createDBInstance({ DBInstanceIdentifier: 'shop', DBInstanceClass: 'db.t4g.micro', Engine: 'postgres' }),
  );
  expect(refused).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  expect(refused.message).toContain('is not authorized to perform: rds:CreateDBInstance');
});

test('address-limit: no Elastic IP is left', async () => {
  const { ec2, rehearsal } = simulated({ scenario: 'address-limit' });
  expect(await refusal(ec2.allocateAddress({}))).toMatchObject({ name: 'AddressLimitExceeded' });
  expect((await ec2.describeAddresses({})).Addresses).toHaveLength(5);
  expect(rehearsal.account.inventory()).toEqual([]);
});

test('throttled: refused calls come again by themselves, and only take longer', async () => {
  const { sts, clock } = simulated({ scenario: 'throttled' });
  const before = clock.now();
  for (let calls = 0; calls < 10; calls++) await sts.getCallerIdentity({});
  expect(clock.now() - before).toBe(10 * 150 + 3 * 500);
});

test('a service that never stops refusing is given up after eight attempts', async () => {
  let attempts = 0;
  const onCall = () => {
    attempts++;
    throw Object.assign(new Error('Rate exceeded'), { name: 'Throttling' });
  };
  const { sts } = simulated({ onCall });
  expect(await refusal(sts.getCallerIdentity({}))).toMatchObject({ name: 'Throttling' });
  expect(attempts).toBe(8);
});
