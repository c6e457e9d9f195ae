import { describe, expect, test } from 'vitest';
import { drawn } from '../../src/rehearsal/rehearsal.ts';
import { newStack, type Flags, type Stack } from '../support/stack.ts';
import { random } from '../support/thorough.ts';
import { around, built } from './mortal.ts';

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
    ['AddRoleToInstanceProfile', 'NoSuchEntityException', 'The role with name demo-server-role cannot be found.'],
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

  test('but not for ever', async () => {
    const stack = newStack();
    const between = failing('RunInstances', Infinity, () => awsError('InvalidGroup.NotFound', 'does not exist'));
    const began = stack.clock.now();
    await expect(stack.up({ database: 'none' }, { between })).rejects.toMatchObject({ kind: 'aws' });
    expect(stack.clock.now() - began).toBeLessThan(10 * 60_000);
  });

  test('and any other refusal is an error at once', async () => {
    const stack = newStack();
    const between = failing('RunInstances', 1, () => awsError('InsufficientInstanceCapacity', 'no t3.micro here'));
    await expect(stack.up({ database: 'none' }, { between })).rejects.toMatchObject({
      kind: 'aws',
      todo: { en: expect.stringContaining('choose another type') as string },
    });
    await expect(stack.up()).resolves.toHaveProperty('url');
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
