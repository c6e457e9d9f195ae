import { GetObjectLockConfigurationCommand, PutObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { uniqueNameOf } from '../../aws/names.ts';
import type { Context } from '../../engine/step.ts';
import { noteworthy } from '../../engine/verdict.ts';
import { allow } from '../../permissions/allow.ts';
import { monthly } from '../../prices/prices.ts';
import { bucketExpiry, bucketPolicy, bucketSetting, closedToThePublic } from '../bucket-settings.ts';
import { bucketFor } from '../bucket.ts';
import { storage } from '../delivery/prices.ts';
import { filesAMonth, usuallyKept, writing } from './prices.ts';
import { audit } from './questions.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly audit?: { readonly bucket?: string };
  }
}

/**
 * For how many days nobody can delete a file, the root user included: whoever breaks in cannot erase how, and whoever
 * leaves does not wait for long. In governance mode an administrator could, and so could whoever has become one.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
const lockedDays = 90;

/** After how many days a file goes by itself. */
const keptDays = 365;

const scope = {
  buckets: allow('By name, like all buckets: those of audits.', 'arn:*:s3:::*-audit-*'),
  objects: allow('What is in them goes once its lock has ended; it is never read.', 'arn:*:s3:::*-audit-*/*'),
};

export const auditBucket = bucketFor({
  id: 'audit-bucket',
  title: { en: 'Bucket for audit logs (S3)', ko: '감사 기록을 보관할 버킷(S3)' },
  asks: { audit },
  follows: { initial: ['audit'] },
  when: (answers) => answers.audit !== 'none',
  scope,
  locks: true,
  preflight: [
    {
      about: { en: 'Audit logs stay', ko: '감사 기록의 보관' },
      ask: async () =>
        noteworthy({
          en: `Nobody can delete an audit log for ${lockedDays} days, not even you: after a teardown the bucket stays for that long, at a few cents a month.`,
          ko: `감사 기록은 ${lockedDays}일 동안 본인을 포함해 누구도 삭제할 수 없습니다. teardown 뒤에도 버킷은 그동안 남고, 요금은 월 몇 센트입니다.`,
        }),
    },
  ],
  going: {
    loses: {
      en: 'with all logs in it, once none of them is locked',
      ko: '안에 있는 기록 모두 포함(잠금이 모두 풀린 뒤)',
    },
  },
  says: {
    price: () => [
      monthly(
        {
          en: 'Audit logs, about 25,000 files a month',
          ko: '감사 기록(월 파일 약 25,000개)',
        },
        writing,
        filesAMonth,
      ),
      monthly({ en: 'Audit logs, kept for a year', ko: '감사 기록 보관(1년)' }, storage, usuallyKept),
    ],
    outputs: ({ bucket }) => ({ audit: { bucket } }),
  },
});

export const auditBucketClosed = closedToThePublic({
  id: 'audit-bucket-closed',
  title: { en: 'Audit bucket public access blocked', ko: '감사 버킷 공개 접근 차단' },
  after: auditBucket,
  scope,
});

const retention = { Mode: 'COMPLIANCE', Days: lockedDays } as const;

export const auditBucketLock = bucketSetting({
  id: 'audit-bucket-lock',
  title: { en: `Audit logs are locked for ${lockedDays} days`, ko: `감사 기록을 ${lockedDays}일 동안 잠금` },
  after: auditBucketClosed,
  scope,
  actions: ['s3:GetBucketObjectLockConfiguration', 's3:PutBucketObjectLockConfiguration'],
  wanted: () => retention,
  async read(s3, Bucket) {
    const { ObjectLockConfiguration: found } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket }));
    const { Mode, Days } = found?.Rule?.DefaultRetention ?? {};
    return Mode && Days ? { Mode, Days } : undefined;
  },
  write: (s3, Bucket) =>
    s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: retention } },
      }),
    ),
});

export const trailId = 'audit-trail';

export const trailArn = ({ partition, region, account, stack, tags }: Context): string =>
  `arn:${partition}:cloudtrail:${region}:${account}:trail/${uniqueNameOf(stack, tags['stepway:id'], trailId)}`;

/**
 * This one trail writes, and nobody else is let in.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export const auditBucketPolicy = bucketPolicy({
  id: 'audit-bucket-policy',
  title: { en: 'Only the trail writes to the audit bucket', ko: '감사 버킷에 추적만 쓰기 허용' },
  after: auditBucketLock,
  scope,
  lets: (bucket, context) => {
    const arn = `arn:${context.partition}:s3:::${bucket}`;
    const Principal = { Service: 'cloudtrail.amazonaws.com' };
    const from = { 'aws:SourceArn': trailArn(context) };
    return [
      {
        Sid: 'TrailLooks',
        Effect: 'Allow',
        Principal,
        Action: 's3:GetBucketAcl',
        Resource: arn,
        Condition: { StringEquals: from },
      },
      {
        Sid: 'TrailWrites',
        Effect: 'Allow',
        Principal,
        Action: 's3:PutObject',
        Resource: `${arn}/AWSLogs/${context.account}/*`,
        Condition: { StringEquals: { ...from, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ];
  },
});

/** A lock that has not ended outlasts this. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
export const auditBucketExpiry = bucketExpiry({
  id: 'audit-bucket-expiry',
  title: { en: `Audit logs expire after ${keptDays} days`, ko: `감사 기록을 ${keptDays}일 뒤 자동 삭제` },
  after: auditBucketPolicy,
  scope,
  rules: [
    {
      ID: 'old-logs',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Expiration: { Days: keptDays },
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
    {
      ID: 'empty-markers',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Expiration: { ExpiredObjectDeleteMarker: true },
    },
  ],
});
