import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { drawn, typical, type Latencies } from '../../src/rehearsal/rehearsal.ts';
import type { Fates } from '../../src/rehearsal/scenarios.ts';
import type { DurableEvent } from '../../src/state/events.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { random } from '../support/thorough.ts';
import { troubleOf } from '../support/trouble.ts';
import { around, built, listener, mortal } from './mortal.ts';

const creates = (stack: Stack, operation: string) => stack.calls.filter((call) => call.operation === operation).length;

/** Fails the first so many calls of an operation before they reach the account. */
function failing(operation: string, times: number, error: () => Error) {
  let left = times;
  return around(async (send, next) => {
    if (send.operation === operation && left-- > 0) throw error();
    return next();
  });
}

const awsError = (name: string, message: string, httpStatusCode = 400) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

describe('what AWS has not heard of yet is asked for again', () => {
  const cases: readonly [operation: string, name: string, message: string, flags?: Flags][] = [
    [
      'RunInstances',
      'InvalidParameterValue',
      'Value (demo-server-profile) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    ],
    ['RunInstances', 'InvalidGroup.NotFound', "The security group 'sg-1' does not exist"],
    ['RunInstances', 'InvalidSecurityGroupID.NotFound', "The security group 'sg-1' does not exist"],
    ['AddRoleToInstanceProfile', 'NoSuchEntityException', 'The role with name demo-server-role cannot be found.'],
    ['AttachRolePolicy', 'ConcurrentModificationException', 'multiple requests to change this object'],
    ['CreateDBSubnetGroup', 'InvalidSubnet', 'Some input subnets in :[subnet-1] are invalid.', { database: 'mysql' }],
    ['CreateTargetGroup', 'ValidationError', "The VPC ID 'vpc-1' is not found"],
    ['CreateListener', 'LoadBalancerNotFoundException', "Load balancer 'x' not found"],
    ['CreateSubnet', 'InvalidVpcID.NotFound', "The vpc ID 'vpc-1' does not exist"],
    ['AttachInternetGateway', 'InvalidInternetGatewayID.NotFound', 'does not exist'],
    ['CreateRoute', 'InvalidGatewayID.NotFound', 'does not exist'],
    ['CreateLoadBalancer', 'InvalidSecurityGroupException', 'The security group does not exist'],
    ['CreateLoadBalancer', 'SubnetNotFoundException', 'The subnet ID does not exist'],
    ['CreateListener', 'CertificateNotFoundException', 'Certificate not found'],
    ['CreateListener', 'UnsupportedCertificate', 'The certificate must have a fully-qualified domain name'],
    ['ChangeResourceRecordSets', 'NoSuchHostedZone', 'No hosted zone found with ID: Z1'],
    [
      'AssociateAddress',
      'InvalidInstanceID',
      "The pending instance 'i-1' is not in a valid state",
      { entry: 'elastic-ip' },
    ],
    ['AssociateAddress', 'InvalidAllocationID.NotFound', 'does not exist', { entry: 'elastic-ip' }],
    ['RegisterTargets', 'InvalidTargetException', 'The following targets are not in a running state'],
  ];
  test.each(cases)('%s: %s', async (operation, name, message, flags = {}) => {
    const stack = newStack();
    const between = failing(operation, 3, () => awsError(name, message));
    await expect(stack.up({ database: 'none', ...flags }, { between })).resolves.toHaveProperty('url');
    expect(new Set(built(stack)).size).toBeGreaterThan(10);
    const notes = stack.events.flatMap((event) => (event.is === 'waiting' ? [event.note.en] : []));
    expect(notes.filter((note) => note.startsWith('waiting for ')).length).toBeGreaterThanOrEqual(3);
  });

  const neverHeard: readonly [operation: string, name: string, message: string, waitsFor: RegExp, minutes: number][] = [
    ['RunInstances', 'InvalidGroup.NotFound', 'does not exist', /EC2 to propagate/, 5],
    ['RunInstances', 'InvalidParameterValue', 'Invalid IAM Instance Profile name', /EC2 .* instance profile/, 5],
    ['CreateListener', 'UnsupportedCertificate', 'must have a supported key size', /load balancer .* certificate/, 2],
  ];
  test.each(neverHeard)('but not for ever: %s: %s', async (operation, name, message, waitsFor, minutes) => {
    const stack = newStack();
    const between = failing(operation, Infinity, () => awsError(name, message));
    const trouble = await troubleOf(stack.up({ database: 'none' }, { between }));
    expect(trouble.kind).toBe('aws');
    expect(trouble.what.en).toContain(`AWS still says "${name}: ${message}"`);
    expect(trouble.what.en).toMatch(new RegExp(`timed out after ${minutes} minutes waiting for .*${waitsFor.source}`));
    expect(trouble.what.ko).toMatch(new RegExp(`${minutes}분 동안 .*때까지 기다렸지만 AWS의 응답이 그대로입니다`));
    expect(trouble.todo.en).toMatch(/Nothing is lost.*same command/);
    await expect(stack.up()).resolves.toHaveProperty('url');
  });
});

/** All that AWS may take to hear of something takes as long as it ever does. */
const slowToHear: Latencies = (of) => (/visible$|edited$|flap$/.test(of) ? drawn(() => 1) : typical)(of);

test('an account in which nobody hears of anything for long is built, changed and taken away', async () => {
  const flags: Flags = { 'elastic-ip': 'true', www: 'true' };
  const smooth = newStack();
  await smooth.up(flags);
  const stack = newStack({ latencies: slowToHear });
  const { heard, between } = listener();
  await stack.up(flags, { between });
  expect(built(stack)).toEqual(built(smooth));
  await stack.up({ 'database-class': 'db.t4g.small', 'instance-type': 't3.small' }, { between });
  await stack.teardown('delete', { between });
  expect(built(stack)).toEqual([]);
  // It has really been like that.
  const among = [...heard].toSorted();
  for (const one of [
    'AddRoleToInstanceProfile NoSuchEntityException',
    'AttachRolePolicy NoSuchEntityException',
    'ChangeTagsForResource NoSuchHostedZone',
    'CreateDBInstance DBSubnetGroupNotFoundFault',
    'CreateListener CertificateNotFoundException',
    'DescribeCertificate ResourceNotFoundException',
    'DescribeDBInstances DBInstanceNotFoundFault',
    'GetChange NoSuchChange',
    'DescribeLoadBalancers LoadBalancerNotFoundException',
    'DescribeTargetGroupAttributes TargetGroupNotFoundException',
    'RunInstances InvalidParameterValue',
  ])
    expect(among).toContain(one);
});

test(
  'what was made a moment before a program was killed is taken away, whether AWS lists it yet or not',
  { timeout: 120_000 },
  async () => {
    const smooth = newStack({ latencies: slowToHear });
    const life = await mortal(undefined, (options) => smooth.up({}, options));
    const lines = readFileSync(smooth.stateFile, 'utf8').trimEnd().split('\n');
    // What stands before them was written before the run.
    const events = lines.slice(-life.events).map((line) => JSON.parse(line) as DurableEvent);
    for (const [index, event] of events.entries()) {
      if (event.is !== 'made') continue;
      const stack = newStack({ latencies: slowToHear });
      await mortal({ of: 'event', at: index + 1, moment: 'after' }, (options) => stack.up({}, options));
      expect(stack.state.steps.get(event.step)?.handle, event.step).toBeDefined();
      await stack.teardown('delete');
      expect(built(stack), event.step).toEqual([]);
      expect(stack.state.steps.size, event.step).toBe(0);
    }
  },
);

const fates: readonly [what: string, fates: Fates, says: RegExp, todo: RegExp, flags?: Flags][] = [
  ['a certificate', { certificate: 'CAA_ERROR' }, /CAA records .*\(CAA_ERROR\)\.$/, /amazon\.com.*request a new one/],
  ['a certificate', { certificate: 'DOMAIN_NOT_ALLOWED' }, /listed as unsafe/, /virustotal/],
  ['a certificate', { certificate: 'ADDITIONAL_VERIFICATION_REQUIRED' }, /additional verification/, /AWS Support/],
  ['a certificate', { certificate: 'INVALID_PUBLIC_DOMAIN' }, /not a public domain name/, /--domain/],
  ['a certificate', { certificate: 'OTHER' }, /no reason/, /request a new one/],
  ['a load balancer', { loadBalancer: 'failed' }, /could not start the load balancer/, /Delete it/],
  ['a database', { database: 'failed' }, /state "failed"/, /--database none/],
  ['a database', { database: 'incompatible-parameters' }, /parameter group/, /reboot/],
  ['a database', { database: 'storage-full' }, /storage is full/, /--database-storage/],
  ['a database', { database: 'stopped' }, /it is stopped/, /start-db-instance/],
  ['a server', { server: 'no capacity' }, /no machine of the type t3\.micro left/, /--instance-type/],
  ['a server', { server: 'shut down' }, /disappeared.*Client error on launch/, /again/],
];

describe('what AWS does not bring about', () => {
  test.each(fates)('ends soon, and with a sentence: %s: %j', async (_, fates, says, todo, flags = {}) => {
    const stack = newStack({ otherwise: { fates } });
    const trouble = await troubleOf(stack.up(flags));
    expect(trouble.kind).toBe('aws');
    expect(trouble.what.en).toMatch(says);
    expect(trouble.todo.en).toMatch(todo);
    expect(trouble.what.ko).toMatch(/[가-힣]/);
    // The database is finished meanwhile.
    expect(stack.clock.now() - Date.parse('2026-11-20T00:00:00Z')).toBeLessThan(7 * 60_000);
  });

  test('a certificate that was refused is replaced by the next run', async () => {
    const stack = newStack({ otherwise: { fates: { certificate: 'CAA_ERROR' } } });
    await troubleOf(stack.up({ database: 'none' }));
    const refused = stack.handle('certificate')['certificateArn'];
    const later = stack.under({ otherwise: {} });
    await later.up();
    expect(later.handle('certificate')['certificateArn']).not.toBe(refused);
    expect(built(later).filter((one) => one.startsWith('certificate'))).toHaveLength(1);
    await later.teardown();
    expect(built(later)).toEqual([]);
  });

  test('a load balancer that has less than it needs still serves', async () => {
    const stack = newStack({ otherwise: { fates: { loadBalancer: 'active_impaired' } } });
    await expect(stack.up({ database: 'none' })).resolves.toHaveProperty('url');
  });

  test('a full database is given more room', async () => {
    const stack = newStack({ otherwise: { fates: { database: 'storage-full' } } });
    await troubleOf(stack.up());
    await stack.up({ 'database-storage': '40' });
    expect(stack.state.steps.get('database')?.output).toHaveProperty('host');
  });

  test('a database of which RDS makes no snapshot is not deleted against what was said of the data', async () => {
    const stack = newStack({ otherwise: { fates: { database: 'failed' } } });
    await troubleOf(stack.up());
    const trouble = await troubleOf(stack.teardown('snapshot'));
    expect(trouble.what.en).toMatch(/cannot take a snapshot/);
    expect(trouble.todo.en).toMatch(/--data delete/);
    expect(built(stack)).toContain('db database');
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });

  test('whatever was not brought about is taken away', async () => {
    for (const fates of [{ certificate: 'OTHER' }, { loadBalancer: 'failed' }, { database: 'failed' }] as const) {
      const stack = newStack({ otherwise: { fates } });
      await troubleOf(stack.up());
      await stack.teardown('delete');
      expect(built(stack)).toEqual([]);
    }
  });
});

describe('a lost answer', () => {
  const operations = [
    'CreateVpc',
    'CreateInternetGateway',
    'AllocateAddress',
    'CreateSubnet',
    'CreateRouteTable',
    'CreateSecurityGroup',
    'AuthorizeSecurityGroupIngress',
    'RunInstances',
    'CreateRole',
    'CreateInstanceProfile',
    'CreateDBSubnetGroup',
    'CreateDBInstance',
    'CreateHostedZone',
    'RequestCertificate',
    'CreateLoadBalancer',
    'CreateTargetGroup',
    'CreateListener',
    'ChangeResourceRecordSets',
  ];
  test('to any create call does not make a second one', async () => {
    const flags: Flags = { 'elastic-ip': 'true' };
    const smooth = newStack();
    await smooth.up(flags);
    const left = new Set(operations);
    const stack = newStack();
    const between = around(async ({ operation }, next) => {
      const answer = await next();
      if (left.delete(operation)) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return answer;
    });
    await stack.up(flags, { between });
    expect([...left]).toEqual([]);
    expect(built(stack)).toEqual(built(smooth));
    for (const once of ['CreateVpc', 'CreateInternetGateway', 'AllocateAddress'])
      expect(creates(stack, once), once).toBe(1);
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });

  test('to a call that never arrived is followed by another one', async () => {
    const stack = newStack();
    const between = failing('CreateVpc', 1, () => Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await stack.up({ database: 'none' }, { between });
    expect(creates(stack, 'CreateVpc')).toBe(1);
  });
});

describe('whatever the latencies', () => {
  const variants: readonly Flags[] = [
    {},
    { network: 'default', database: 'mysql' },
    { entry: 'elastic-ip', www: 'true', database: 'none' },
    { 'elastic-ip': 'true', www: 'true', ssh: 'my-ip' },
  ];
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('it is built, kept and taken away (seed %i)', async (seed) => {
    const stack = newStack({ latencies: drawn(random(seed)) });
    await stack.up(variants[seed % variants.length]);
    const before = stack.calls.length;
    await stack.up();
    expect(stack.calls.slice(before).filter(({ write }) => write)).toEqual([]);
    await stack.teardown('delete');
    expect(built(stack)).toEqual([]);
  });
});
