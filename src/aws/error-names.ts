import { verbatim, type Words } from '../words.ts';
import { isGarbled, isThrottled, OutcomeUnknown } from './at-most-once.ts';

/** What the SDK throws: the service's error code in `name`, or the name of the modelled exception. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
/** The same without what one service puts behind a name and another does not. */
const bareNameOf = (error: unknown): string => nameOf(error).replace(/(Exception|Fault)$/, '');
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');

/** The resource does not exist, in the words of each service. */
export const isNotFound = (error: unknown): boolean =>
  /(NotFound|DoesNotExist)$|^DashboardNotFoundError$|^NoSuch(Entity|ConfigRule|ConfigurationRecorder|DeliveryChannel|HealthCheck|HostedZone|Bucket|Key|TagSet|PublicAccessBlock|LifecycleConfiguration|CORSConfiguration|ObjectLockConfiguration)|^Gateway\.NotAttached$/.test(
    bareNameOf(error),
  ) || isBadChange(error, /not found/);

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

/** AWS knows the caller, who lacks the permission. */
export const isDenied = (error: unknown): boolean =>
  /^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError(Exception)?|NotAuthorized)$/.test(nameOf(error));

/** The response is lost, or AWS failed before sending one: it may have acted or not. */
export const isOutcomeUnknown = (error: unknown): boolean => {
  if (error instanceof OutcomeUnknown) return true;
  if (isThrottled(error) || isOutOfCapacity(error)) return false;
  return hasFailed(error) || isGarbled(error) || isNetworkError(error);
};

/** EC2 says it with status 500, and it is a refusal all the same. */
const isOutOfCapacity = (error: unknown) => /^Insufficient\w*Capacity/.test(nameOf(error));

export const hasFailed = (error: unknown): boolean =>
  ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0) >= 500;

/** The credentials were valid, and have expired. */
export const hasExpired = (error: unknown): boolean =>
  /^(ExpiredToken(Exception)?|RequestExpired)$/.test(nameOf(error));

/** There are no credentials, or those that there were have run out. */
export const isSignInFailure = (error: unknown): error is Error =>
  hasExpired(error) || /^((Credentials|Token)ProviderError|SSOTokenProviderFailure)$/.test(nameOf(error));

/** Nobody whom this machine trusts vouches for what answers: OpenSSL's codes, as Node.js has them. */
export const isUntrusted = (error: unknown): boolean =>
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID)$/.test(
    String((error as { code?: unknown }).code),
  );

/** Node's codes for connections that fail, and the SDK's names for them. */
const failedConnection =
  /^(ECONN\w+|E(NET|HOST)(UNREACH|DOWN)|ENETRESET|ENOTFOUND|EAI_\w+|EADDRNOTAVAIL|EPIPE|EPROTO|ETIMEDOUT|TimeoutError|NetworkingError)$/;
export const isNetworkError = (error: unknown): boolean =>
  error instanceof Error &&
  [error.name, String((error as { code?: unknown }).code)].some((one) => failedConnection.test(one));

/** Something else still uses it and is on its way out itself: the same request succeeds a little later. */
export const isBusy = (error: unknown): boolean =>
  [
    'DependencyViolation',
    'InvalidGroup.InUse',
    'InvalidIPAddress.InUse',
    'ResourceInUse',
    'InvalidDBSubnetGroupState',
    'InvalidDBInstanceState',
    'DeleteConflict',
    'IncorrectInstanceState',
    'IncorrectState',
    'PriorRequestNotComplete',
    'ConcurrentModification',
    'BucketNotEmpty',
    'OperationAborted',
    'TooManyUpdates',
  ].includes(bareNameOf(error));

/**
 * AWS does not delete it while something is as it is. That may pass as well; mostly somebody has to do something.
 * Among the errors of DeleteHostedZone, TerminateInstances, ReleaseAddress, DeleteBucket, DeleteDBSubnetGroup, DeleteRole.
 */
export const isHeld = (error: unknown): boolean =>
  isBusy(error) ||
  [
    'BucketHasAccessPointsAttached',
    'CannotDelete',
    'HostedZoneNotEmpty',
    'InvalidAddress.Locked',
    'InvalidDBSubnetState',
    'OperationNotPermitted',
    'UnmodifiableEntity',
  ].includes(bareNameOf(error));

/** What a temporary refusal waits for. */
export interface Lag {
  /** What has to happen first; in Korean it ends in `때`, and 까지 follows. */
  readonly waitsFor: Words;
  /** How long that may take, in seconds. */
  readonly limit: number;
}

/** 90 seconds have been seen, others allow 5 minutes. */
const usual = 300;

const knownEverywhere = (service: string): Words => ({
  en: `${service} to propagate the change`,
  ko: `방금 만든 것이 ${service} 전체에 반영될 때`,
});
const heard = (service: Words, thing: Words): Words => ({
  en: `${service.en} to recognize ${thing.en}`,
  ko: `${service.ko}에 ${thing.ko} 정보가 반영될 때`,
});
const ec2 = verbatim('EC2');
const elb: Words = { en: 'the load balancer', ko: '로드 밸런서' };
const profile = heard(ec2, { en: 'the instance profile', ko: '인스턴스 프로파일' });
const certificate = heard(elb, { en: 'the certificate', ko: '인증서' });
const network = heard({ en: 'other AWS services', ko: 'AWS의 다른 서비스' }, { en: 'the network', ko: '네트워크' });
const running: Words = { en: 'the server to be running', ko: '서버가 실행될 때' };

/**
 * What AWS answers while one service does not see yet what another one just created. Each passes by itself; none
 * is repeated by the SDK.
 */
const lags: readonly (Omit<Lag, 'limit'> & Partial<Lag> & { readonly name: RegExp; readonly message?: RegExp })[] = [
  { name: /^InvalidParameterValue$/, message: /iam ?instance ?profile/i, waitsFor: profile },
  { name: /^InvalidIAMInstanceProfile\.NotFound$/, waitsFor: profile },
  { name: /^NoSuchEntity$/, message: /role|instance profile/i, waitsFor: knownEverywhere('IAM') },
  {
    name: /^Invalid(InstanceID|Group|SecurityGroup(ID|RuleId)|VpcID|SubnetID|(Internet)?Gateway(ID)?|RouteTableID|AllocationID)\.NotFound$|^Gateway\.NotAttached$/,
    waitsFor: knownEverywhere('EC2'),
  },
  // A part of the network, in the words of Elastic Load Balancing and of RDS.
  { name: /^(InvalidSecurityGroup|SubnetNotFound)$/, waitsFor: network },
  { name: /^InvalidSubnet$/, message: /some input subnets|no internet gateway/i, waitsFor: network },
  { name: /^ValidationError$/, message: /VPC ID .* is not found/i, waitsFor: network },
  { name: /^InvalidParameterValue$/, message: /invalid security group/i, waitsFor: network },
  // At the first database of an account.
  {
    name: /^InvalidParameterValue$/,
    message: /service[- ]linked ?role/i,
    waitsFor: { en: 'the RDS service-linked role to propagate', ko: 'AWS가 만든 RDS용 역할이 전체에 반영될 때' },
  },
  { name: /^InvalidInstanceID$/, message: /pending instance/, waitsFor: running },
  // Its agent has not registered yet, as after a boot.
  {
    name: /^InvalidInstanceId$/,
    message: /not in a valid state/i,
    waitsFor: { en: 'Systems Manager to reach the server', ko: 'Systems Manager가 서버에 연결될 때' },
    limit: 600,
  },
  { name: /^InvalidTarget$/, message: /not in a (valid|running) state|not running/i, waitsFor: running },
  { name: /^(LoadBalancer|TargetGroup|Listener)NotFound$/, waitsFor: knownEverywhere('Elastic Load Balancing') },
  { name: /^CertificateNotFound$/, waitsFor: certificate },
  // Returned for a certificate that was issued a moment ago, and for one that never works.
  { name: /^UnsupportedCertificate$/, waitsFor: certificate, limit: 120 },
  { name: /^DBSubnetGroupNotFound$/, waitsFor: knownEverywhere('RDS') },
  { name: /^NoSuchHostedZone$/, waitsFor: knownEverywhere('Route 53') },
  { name: /^NoSuchBucket$/, waitsFor: knownEverywhere('S3') },
  // Of a policy that was put on a bucket a moment ago, and of one that never works.
  { name: /^Insufficient(S3BucketPolicy|DeliveryPolicy)$/, waitsFor: knownEverywhere('S3'), limit: 120 },
  // Somebody, perhaps we, is changing the same bucket; or its name is not free yet.
  {
    name: /^OperationAborted$/,
    message: /conditional/,
    waitsFor: { en: 'another change to the same bucket to finish', ko: '같은 버킷의 다른 변경이 끝날 때' },
  },
  {
    name: /^(ConcurrentModification|OperationAborted)$/,
    waitsFor: { en: 'another change to the same resource to finish', ko: '같은 자원의 다른 변경이 끝날 때' },
  },
  { name: /^InvalidRole$/, waitsFor: knownEverywhere('IAM') },
  { name: /^InvalidInput$/, message: /not authorized to perform: sts:AssumeRole/, waitsFor: knownEverywhere('IAM') },
];

/** What AWS has to see before it accepts a request that it refuses now; undefined when waiting does not help. */
export function lagOf(error: unknown): Lag | undefined {
  const met = lags.find(({ name, message = /^/ }) => name.test(bareNameOf(error)) && message.test(messageOf(error)));
  return met && { limit: usual, ...met };
}
