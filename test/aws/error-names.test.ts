import { describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '../../src/aws/at-most-once.ts';
import { isAlreadyThere, isBusy, isHeld, isNotFound, isOutcomeUnknown, lagOf } from '../../src/aws/error-names.ts';

const error = (name: string, message = '', more: object = {}) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 }, ...more });

const isEventual = (error: unknown) => lagOf(error) !== undefined;

const kinds = { isNotFound, isAlreadyThere, isBusy, isEventual, isOutcomeUnknown };
type Kind = keyof typeof kinds;

/** Errors as the SDK throws them, and all that they are. */
const table: readonly [name: string, message: string, kinds: readonly Kind[]][] = [
  ['InvalidVpcID.NotFound', '', ['isNotFound', 'isEventual']],
  ['InvalidSubnetID.NotFound', '', ['isNotFound', 'isEventual']],
  ['InvalidInstanceID.NotFound', '', ['isNotFound', 'isEventual']],
  ['InvalidGroup.NotFound', '', ['isNotFound', 'isEventual']],
  ['InvalidGatewayID.NotFound', '', ['isNotFound', 'isEventual']],
  ['InvalidSecurityGroupRuleId.NotFound', '', ['isNotFound', 'isEventual']],
  ['Gateway.NotAttached', '', ['isNotFound', 'isEventual']],
  ['NoSuchEntityException', 'The role with name demo-server-role cannot be found.', ['isNotFound', 'isEventual']],
  ['NoSuchEntityException', 'Instance Profile demo cannot be found.', ['isNotFound', 'isEventual']],
  ['NoSuchEntityException', 'Policy arn:aws:iam::aws:policy/x does not exist.', ['isNotFound']],
  ['NoSuchHostedZone', '', ['isNotFound', 'isEventual']],
  ['DBInstanceNotFoundFault', '', ['isNotFound']],
  ['DBSubnetGroupNotFoundFault', '', ['isNotFound', 'isEventual']],
  ['LoadBalancerNotFoundException', '', ['isNotFound', 'isEventual']],
  ['TargetGroupNotFoundException', '', ['isNotFound', 'isEventual']],
  ['ResourceNotFoundException', '', ['isNotFound']],
  ['CertificateNotFoundException', '', ['isNotFound', 'isEventual']],
  ['UnsupportedCertificate', '', ['isEventual']],
  ['InvalidSecurityGroupException', '', ['isEventual']],
  ['InvalidParameterValue', 'Invalid IAM Instance Profile name', ['isEventual']],
  ['InvalidParameterValue', 'Value (x) for parameter iamInstanceProfile.name is invalid.', ['isEventual']],
  ['InvalidParameterValue', 'CIDR block is malformed', []],
  ['InvalidInstanceID', "The pending instance 'i-1' is not in a valid state for this operation.", ['isEventual']],
  ['InvalidInstanceID', "The stopped instance 'i-1' is not in a valid state for this operation.", []],
  ['EntityAlreadyExistsException', '', ['isAlreadyThere']],
  ['DBInstanceAlreadyExistsFault', '', ['isAlreadyThere']],
  ['HostedZoneAlreadyExists', '', ['isAlreadyThere']],
  ['RouteAlreadyExists', '', ['isAlreadyThere']],
  ['Resource.AlreadyAssociated', '', ['isAlreadyThere']],
  ['InvalidGroup.Duplicate', '', ['isAlreadyThere']],
  ['InvalidPermission.Duplicate', '', ['isAlreadyThere']],
  ['DuplicateLoadBalancerNameException', '', ['isAlreadyThere']],
  ['InvalidSubnet.Conflict', '', ['isAlreadyThere']],
  ['DependencyViolation', '', ['isBusy']],
  ['InvalidIPAddress.InUse', '', ['isBusy']],
  ['ResourceInUseException', '', ['isBusy']],
  ['InvalidDBSubnetGroupStateFault', '', ['isBusy']],
  ['InvalidDBInstanceStateFault', '', ['isBusy']],
  ['DeleteConflictException', '', ['isBusy']],
  ['IncorrectInstanceState', '', ['isBusy']],
  ['PriorRequestNotComplete', '', ['isBusy']],
  ['ConcurrentModificationException', '', ['isBusy', 'isEventual']],
  ['InvalidSubnetException', 'VPC vpc-1 has no internet gateway', ['isEventual']],
  ['ValidationError', "The VPC ID 'vpc-1' is not found", ['isEventual']],
  [
    'InvalidChangeBatch',
    "[Tried to create resource record set [name='a.', type='A'] but it already exists]",
    ['isAlreadyThere'],
  ],
  [
    'InvalidChangeBatch',
    "[Tried to delete resource record set [name='a.', type='A'] but it was not found]",
    ['isNotFound'],
  ],
  ['LimitExceededException', 'Cannot exceed quota for RolesPerAccount: 1000', []],
  ['AccessDenied', '', []],
  ['VpcLimitExceeded', '', []],
  ['ValidationError', '', []],
];

describe('an error of AWS means', () => {
  test.each(table)('%s (%s): %j', (name, message, expected) => {
    const found = (Object.keys(kinds) as Kind[]).filter((kind) => kinds[kind](error(name, message)));
    expect(found).toEqual(expected);
  });
});

/** As each of the services that we use spells it. */
const busy = [
  'DependencyViolation',
  'InvalidGroup.InUse',
  'InvalidIPAddress.InUse',
  'ResourceInUse',
  'ResourceInUseException',
  'InvalidDBSubnetGroupStateFault',
  'InvalidDBInstanceState',
  'InvalidDBInstanceStateFault',
  'DeleteConflict',
  'DeleteConflictException',
  'IncorrectInstanceState',
  'IncorrectState',
  'PriorRequestNotComplete',
  'ConcurrentModification',
  'ConcurrentModificationException',
  'BucketNotEmpty',
  'OperationAborted',
  'OperationAbortedException',
  'TooManyUpdates',
];

const held = [
  'BucketHasAccessPointsAttached',
  'CannotDelete',
  'HostedZoneNotEmpty',
  'InvalidAddress.Locked',
  'InvalidDBSubnetStateFault',
  'OperationNotPermitted',
  'OperationNotPermittedException',
  'UnmodifiableEntity',
  'UnmodifiableEntityException',
];

const waits: readonly [name: string, message: string, waitsFor: string][] = [
  ['NoSuchEntity', 'The role with name demo cannot be found.', 'IAM to propagate the change'],
  ['InvalidRoleException', '', 'IAM to propagate the change'],
  ['InvalidSecurityGroup', '', 'other AWS services to recognize the network'],
  ['SubnetNotFoundException', '', 'other AWS services to recognize the network'],
  ['InvalidSubnet', 'Some input subnets are invalid', 'other AWS services to recognize the network'],
  ['InvalidParameterValueException', 'Invalid security group', 'other AWS services to recognize the network'],
  ['InvalidParameterValue', 'no service-linked role', 'the RDS service-linked role to propagate'],
  ['InvalidTargetException', 'i-1 is not running', 'the server to be running'],
  ['ListenerNotFoundException', '', 'Elastic Load Balancing to propagate the change'],
  ['UnsupportedCertificateException', '', 'the load balancer to recognize the certificate'],
  ['DBSubnetGroupNotFoundFault', '', 'RDS to propagate the change'],
  ['NoSuchBucket', '', 'S3 to propagate the change'],
  ['ConcurrentModificationException', '', 'another change to the same resource to finish'],
  ['OperationAborted', 'A conflicting conditional operation', 'another change to the same bucket to finish'],
  ['OperationAbortedException', 'A conflicting operation', 'another change to the same resource to finish'],
];

describe('whatever a service puts behind its name,', () => {
  test.each(busy)('%s passes by itself', (name) => expect(isBusy(error(name))).toBe(true));
  test.each([...busy, ...held])('%s keeps a thing from being deleted', (name) => {
    expect(isHeld(error(name))).toBe(true);
    expect(isBusy(error(name))).toBe(busy.includes(name));
  });
  test.each(waits)('%s (%s) waits for %s', (name, message, waitsFor) =>
    expect(lagOf(error(name, message))?.waitsFor.en).toBe(waitsFor),
  );
});

describe('nobody knows how a request ended', () => {
  test.each([
    new OutcomeUnknown('CreateVpcCommand', undefined),
    error('InternalFailure', '', { $metadata: { httpStatusCode: 500 } }),
    error('ServiceUnavailable', '', { $metadata: { httpStatusCode: 503 } }),
    error('Error', 'socket hang up', { code: 'ECONNRESET', $metadata: undefined }),
    error('TimeoutError', '', { $metadata: undefined }),
    error('SyntaxError', 'Unexpected token <', { $metadata: { httpStatusCode: 200 } }),
  ])('%s', (one) => {
    expect(isOutcomeUnknown(one)).toBe(true);
  });

  test('but one that came too fast did nothing, whatever its status', () => {
    expect(isOutcomeUnknown(error('RequestLimitExceeded', '', { $metadata: { httpStatusCode: 503 } }))).toBe(false);
  });

  test('but a defect of ours is none of this', () => {
    for (const kind of Object.values(kinds)) expect(kind(new TypeError('x is undefined'))).toBe(false);
  });
});
