import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call } from '../service.ts';
import type { Bucket, Version } from './data.ts';

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

const noBucket = () => refuse('NoSuchBucket', 'The specified bucket does not exist', 404);

/** A bucket that this account may use from the call's region. */
export function bucketNamed(
  { account, now, region }: Call,
  input: { readonly Bucket?: string | undefined; readonly ExpectedBucketOwner?: string | undefined },
): Bucket {
  const found = account.buckets.find(({ name, goneAt }) => name === input.Bucket && goneAt === undefined);
  if (!found || found.knownAt > now) return noBucket();
  if (found.foreign || (input.ExpectedBucketOwner && input.ExpectedBucketOwner !== accountId))
    refuse('AccessDenied', 'Access Denied', 403);
  if (found.region !== region)
    refuse(
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      301,
    );
  return found;
}

/** The same, to change how it is set up: one change at a time. */
export function bucketToSet(call: Call, input: Parameters<typeof bucketNamed>[1]): Bucket {
  const bucket = bucketNamed(call, input);
  if (bucket.busyUntil > call.now) aborted();
  bucket.busyUntil = call.after('bucket set');
  return bucket;
}

export const aborted = (): never =>
  refuse(
    'OperationAborted',
    'A conflicting conditional operation is currently in progress against this resource. Please try again.',
    409,
  );

/** What is there under a key now; undefined when nothing is, or when it was deleted. */
export function latest({ versions }: Bucket, wanted: string | undefined): Version | undefined {
  const found = versions.findLast(({ key }) => key === wanted);
  return found?.marker ? undefined : found;
}

/** Whether the server could fetch an object, as the agent on it does. */
export const objectAt = (
  call: Call,
  where: {
    readonly bucket?: string | undefined;
    readonly key?: string | undefined;
    readonly version?: string | undefined;
  },
): Version | undefined => {
  const bucket = call.account.buckets.find(({ name, goneAt }) => name === where.bucket && goneAt === undefined);
  if (!bucket) return undefined;
  return where.version
    ? bucket.versions.find(({ key, id, marker }) => key === where.key && id === where.version && !marker)
    : latest(bucket, where.key);
};
