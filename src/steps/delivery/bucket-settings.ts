import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import { orNothing } from '../../aws/replies.ts';
import type { AnyStep, Context, Yields } from '../../engine/step.ts';
import type { Json } from '../../facts.ts';
import type { Words } from '../../words.ts';
import { settingStep } from '../setting.ts';
import { bucket, inBuckets } from './bucket.ts';

/** A bucket setting that can only be made once the bucket exists, and goes away with it. */
interface Setting {
  readonly id: string;
  readonly title: Words;
  /** The IAM actions of `read` and `write`. */
  readonly actions: readonly string[];
  /** The desired value, in a comparable form. */
  wanted(bucket: string, context: Pick<Context, 'partition'>): Json;
  /** The actual value, in the same form; undefined when nothing is set. */
  read(s3: S3Client, bucket: string): Promise<Json | undefined>;
  write(s3: S3Client, bucket: string, wanted: Json): Promise<unknown>;
}

type BucketStep = AnyStep & Yields<{ readonly bucket: string }>;

/** S3 accepts one change to a bucket at a time, so each setting follows another one. */
const settingAfter = (before: BucketStep, { id, title, actions, wanted, read, write }: Setting) =>
  settingStep({
    id,
    title,
    needs: { bucket: before },
    asks: {},
    allows: [inBuckets('s3:GetBucketVersioning', ...actions)],
    settings: { value: { title, wanted: (given) => wanted(given.needs.bucket.bucket, given) } },
    handle: ({ needs }) => ({ bucket: needs.bucket.bucket }),
    async read({ s3 }, { bucket }) {
      const value = await orNothing(read(s3, bucket));
      return value === undefined ? undefined : { value };
    },
    write: ({ s3 }, { bucket }, { value }) => write(s3, bucket, value),
    isGone: async ({ s3 }, { bucket }) =>
      !(await orNothing(s3.send(new GetBucketVersioningCommand({ Bucket: bucket })))),
  });

const closed = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

export const bucketClosed = settingAfter(bucket, {
  id: 'delivery-bucket-closed',
  title: { en: 'Bucket public access blocked', ko: '버킷 공개 접근 차단' },
  actions: ['s3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
  wanted: () => closed,
  read: async (s3, Bucket) => {
    const { PublicAccessBlockConfiguration: found } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    return found as Json | undefined;
  },
  write: (s3, Bucket) => s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: closed })),
});

export const bucketVersions = settingAfter(bucketClosed, {
  id: 'delivery-bucket-versions',
  title: { en: 'Bucket versioning', ko: '버킷 버전 관리' },
  actions: ['s3:PutBucketVersioning'],
  wanted: () => 'Enabled',
  read: async (s3, Bucket) => (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status,
  write: (s3, Bucket) =>
    s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })),
});

export const bucketTls = settingAfter(bucketVersions, {
  id: 'delivery-bucket-tls',
  title: { en: 'Bucket requires TLS', ko: '버킷에 TLS 접속만 허용' },
  actions: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
  wanted: (bucket, { partition }) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:${partition}:s3:::${bucket}`, `arn:${partition}:s3:::${bucket}/*`],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  }),
  read: async (s3, Bucket) => {
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    return Policy === undefined ? undefined : (JSON.parse(Policy) as Json);
  },
  write: (s3, Bucket, wanted) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(wanted) })),
});

/** Ten earlier versions are kept for rollback, however old; the others expire after a month. */
const rules = [
  {
    ID: 'old-versions',
    Status: 'Enabled',
    Filter: { Prefix: '' },
    NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 10 },
    Expiration: { ExpiredObjectDeleteMarker: true },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  },
] as const satisfies LifecycleRule[];

/** What a rule does; S3 returns the match-all filter in more than one form. */
const essence = (rule: LifecycleRule) => ({ ...rule, Filter: undefined, Prefix: undefined }) as Json;

export const bucketExpiry = settingAfter(bucketTls, {
  id: 'delivery-bucket-expiry',
  title: { en: 'Old versions expire', ko: '오래된 버전 자동 삭제' },
  actions: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
  wanted: () => rules.map(essence),
  read: async (s3, Bucket) =>
    (await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules?.map(essence),
  write: (s3, Bucket) =>
    s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [...rules] } })),
});
