/** What IAM calls the operations of S3 that it has another name for; some need more than one. */
const inS3: Readonly<Record<string, readonly string[]>> = {
  CreateBucket: ['CreateBucket', 'TagResource'],
  DeleteObjects: ['DeleteObject', 'DeleteObjectVersion'],
  DeleteBucketCors: ['PutBucketCORS'],
  GetBucketCors: ['GetBucketCORS'],
  GetBucketLifecycleConfiguration: ['GetLifecycleConfiguration'],
  GetObjectLockConfiguration: ['GetBucketObjectLockConfiguration'],
  GetPublicAccessBlock: ['GetBucketPublicAccessBlock'],
  ListBuckets: ['ListAllMyBuckets'],
  ListObjectsV2: ['ListBucket'],
  ListMultipartUploads: ['ListBucketMultipartUploads'],
  ListObjectVersions: ['ListBucketVersions'],
  PutBucketCors: ['PutBucketCORS'],
  PutBucketLifecycleConfiguration: ['PutLifecycleConfiguration'],
  PutObjectLockConfiguration: ['PutBucketObjectLockConfiguration'],
  PutPublicAccessBlock: ['PutBucketPublicAccessBlock'],
};

export const actionsInS3 = (operation: string): readonly string[] => inS3[operation] ?? [operation];
