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
import { orNothing } from '../aws/replies.ts';
import type { AnyStep, Context, Yields } from '../engine/step.ts';
import type { Json } from '../facts.ts';
import type { Words } from '../words.ts';
import type { BucketScope } from './bucket.ts';
import { settingStep } from './setting.ts';

/** A bucket setting that can only be made once the bucket exists, and goes away with it. */
interface Setting {
  /** The IAM actions of `read` and `write`. */
  readonly actions: readonly string[];
  /** The desired value, in a comparable form. */
  wanted(bucket: string, context: Context): Json;
  /** The actual value, in the same form; undefined when nothing is set. */
  read(s3: S3Client, bucket: string): Promise<Json | undefined>;
  write(s3: S3Client, bucket: string, wanted: Json): Promise<unknown>;
}

/** Whether a bucket, of which something is not set, is there at all. */
export const bucketIsGone = async ({ s3 }: Context, { bucket }: { readonly bucket: string }): Promise<boolean> =>
  !(await orNothing(s3.send(new GetBucketVersioningCommand({ Bucket: bucket }))));

type BucketStep = AnyStep & Yields<{ readonly bucket: string }>;

/** What a setting of that kind is called here, and what it comes after: S3 accepts one change to a bucket at a time. */
interface Place {
  readonly id: string;
  readonly title: Words;
  readonly after: BucketStep;
  readonly scope: BucketScope;
}

export const bucketSetting = ({ after, scope, id, title, actions, wanted, read, write }: Place & Setting) =>
  settingStep({
    id,
    title,
    needs: { bucket: after },
    asks: {},
    allows: [scope.buckets('s3:GetBucketVersioning', ...actions)],
    settings: { value: { title, wanted: (given) => wanted(given.needs.bucket.bucket, given) } },
    handle: ({ needs }) => ({ bucket: needs.bucket.bucket }),
    async read({ s3 }, { bucket }) {
      const value = await orNothing(read(s3, bucket));
      return value === undefined ? undefined : { value };
    },
    write: ({ s3 }, { bucket }, { value }) => write(s3, bucket, value),
    isGone: bucketIsGone,
  });

const closed = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

export const closedToThePublic = (place: Place) =>
  bucketSetting({
    ...place,
    actions: ['s3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
    wanted: () => closed,
    read: async (s3, Bucket) => {
      const { PublicAccessBlockConfiguration: found } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
      return found as Json | undefined;
    },
    write: (s3, Bucket) => s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: closed })),
  });

/** Whether what is overwritten or deleted is still there for a while. */
export const bucketVersioning = (place: Place) =>
  bucketSetting({
    ...place,
    actions: ['s3:PutBucketVersioning'],
    wanted: () => 'Enabled',
    read: async (s3, Bucket) => (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status,
    write: (s3, Bucket) =>
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } })),
  });

/** Its policy: nobody comes without TLS, and in come those whom `lets` names. */
export const bucketPolicy = ({
  lets = () => [],
  ...place
}: Place & { lets?(bucket: string, context: Context): readonly Json[] }) =>
  bucketSetting({
    ...place,
    actions: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
    wanted: (bucket, context) => ({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'TlsOnly',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [`arn:${context.partition}:s3:::${bucket}`, `arn:${context.partition}:s3:::${bucket}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        ...lets(bucket, context),
      ],
    }),
    read: async (s3, Bucket) => {
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
      return Policy === undefined ? undefined : (JSON.parse(Policy) as Json);
    },
    write: (s3, Bucket, wanted) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(wanted) })),
  });

/** What a rule does; S3 returns the match-all filter in more than one form. */
const essence = (rule: LifecycleRule) => ({ ...rule, Filter: undefined, Prefix: undefined }) as Json;

/** When what is in it goes by itself. */
export const bucketExpiry = ({ rules, ...place }: Place & { readonly rules: readonly LifecycleRule[] }) =>
  bucketSetting({
    ...place,
    actions: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
    wanted: () => rules.map(essence),
    read: async (s3, Bucket) =>
      (await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules?.map(essence),
    write: (s3, Bucket) =>
      s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: [...rules] } })),
  });
