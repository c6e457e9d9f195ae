import {
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { idOf, policySpoilers, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';

const bucket = (send: (stack: Stack, Bucket: string) => Promise<unknown>) => ({
  value: (stack: Stack) => send(stack, idOf(stack, 'files-bucket', 'bucket')),
});

export const spoilers: Spoilers = {
  'files-bucket-closed': bucket(({ aws }, Bucket) => aws.s3.send(new DeletePublicAccessBlockCommand({ Bucket }))),
  'files-bucket-versions': bucket(({ aws }, Bucket) =>
    aws.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })),
  ),
  'files-bucket-tls': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketPolicyCommand({ Bucket }))),
  'files-bucket-expiry': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketLifecycleCommand({ Bucket }))),
  'files-bucket-cors': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketCorsCommand({ Bucket }))),
  'files-access': policySpoilers('files-access'),
};
