import { OutcomeUnknown } from './at-most-once.ts';

/** What the SDK throws: the service's error code in `name`, or the name of the modelled exception. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

/** The thing asked about does not exist, in the words of each service. */
export const isNotFound = (error: unknown): boolean =>
  /(NotFound(Fault|Exception)?|DoesNotExist(Exception)?)$|^NoSuch(Entity|HostedZone|Bucket|Key|TagSet|PublicAccessBlock|LifecycleConfiguration)|^Gateway\.NotAttached$/.test(
    nameOf(error),
  ) ||
  nameOf(error) === 'ResourceNotFoundException' ||
  isBadChange(error, /not found/);

/**
 * It exists already: made by an earlier attempt of ours, perhaps with other answers (then its token does not match),
 * or by somebody else.
 */
export const isAlreadyThere = (error: unknown): boolean =>
  /AlreadyExists|AlreadyAssociated|^Duplicate|\.Duplicate$|^InvalidSubnet\.Conflict$|^BucketAlreadyOwnedByYou$|^IdempotentParameterMismatch$/.test(
    nameOf(error),
  ) || isBadChange(error, /already exists/);

/** Route 53 has one name for all that can be wrong with a change of records. */
const isBadChange = (error: unknown, message: RegExp) =>
  nameOf(error) === 'InvalidChangeBatch' && message.test(messageOf(error));

/** The answer is lost, or AWS failed on its way to one: it may have acted or not. */
export const isOutcomeUnknown = (error: unknown): boolean => {
  if (error instanceof OutcomeUnknown) return true;
  const { $metadata, code } = error as { $metadata?: { httpStatusCode?: number }; code?: string };
  return ($metadata?.httpStatusCode ?? 0) >= 500 || isNetworkError(code ?? '') || isNetworkError(nameOf(error));
};

/** Node's codes for connections that fail, and the SDK's names for them. */
export const isNetworkError = (name: string): boolean =>
  /^(ECONN\w+|E(NET|HOST)(UNREACH|DOWN)|ENETRESET|ENOTFOUND|EAI_\w+|EADDRNOTAVAIL|EPIPE|EPROTO|ETIMEDOUT|TimeoutError|NetworkingError)$/.test(
    name,
  );

/** Something else still uses it and is on its way out itself: the same request succeeds a little later. */
export const isBusy = (error: unknown): boolean =>
  [
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
    'TooManyUpdates',
  ].includes(nameOf(error));

/**
 * What AWS answers while one part of it has not heard yet what another part just made. Each passes by itself; none
 * is repeated by the SDK.
 */
const eventual: readonly { readonly name: RegExp; readonly message?: RegExp }[] = [
  { name: /^InvalidParameterValue$/, message: /iam ?instance ?profile/i },
  { name: /^InvalidIAMInstanceProfile\.NotFound$/ },
  { name: /^NoSuchEntity(Exception)?$/, message: /role/i },
  // At the first database of an account, until the role that AWS makes for itself is known everywhere.
  { name: /^InvalidParameterValue(Exception)?$/, message: /service[- ]linked ?role/i },
  {
    name: /^Invalid(InstanceID|Group|VpcID|SubnetID|(Internet)?Gateway(ID)?|RouteTableID|AllocationID)\.NotFound$/,
  },
  // A subnet or a group of EC2, in the words of Elastic Load Balancing and of RDS.
  { name: /^(InvalidSecurityGroup|SubnetNotFound)(Exception)?$/ },
  { name: /^InvalidSubnet$/, message: /some input subnets/i },
  { name: /^InvalidParameterValue(Exception)?$/, message: /invalid security group/i },
  { name: /^InvalidInstanceID$/, message: /pending instance/ },
  { name: /^CertificateNotFound(Exception)?$/ },
  { name: /^UnsupportedCertificate(Exception)?$/ },
  { name: /^InvalidTarget(Exception)?$/, message: /not in a (valid|running) state|not running/i },
  { name: /^NoSuchHostedZone$/ },
  { name: /^NoSuchBucket$/ },
  // Somebody, perhaps we, changes the same bucket just now; or its name is not free yet.
  { name: /^OperationAborted$/ },
  { name: /^InvalidRoleException$/ },
];

export const isEventual = (error: unknown): boolean =>
  eventual.some(({ name, message }) => name.test(nameOf(error)) && (!message || message.test(messageOf(error))));
