import { allow } from '../../permissions/allow.ts';
import { audit } from '../audit/questions.ts';
import { bucketExpiry, bucketPolicy, closedToThePublic } from '../bucket-settings.ts';
import { bucketFor } from '../bucket.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly config?: { readonly bucket?: string };
  }
}

/** After how many days a file goes by itself. */
const keptDays = 365;

const scope = {
  buckets: allow('By name, like all buckets: those of AWS Config.', 'arn:*:s3:::*-config-bucket'),
  objects: allow('What is in them goes with them; it is never read.', 'arn:*:s3:::*-config-bucket/*'),
};

/**
 * One of its own: AWS Config does not deliver to a bucket whose files can be locked, as those of the trail are.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-config-deliverychannel.html
 */
export const configBucket = bucketFor({
  id: 'config-bucket',
  title: { en: 'Bucket for configurations (S3)', ko: '구성 기록을 보관할 버킷(S3)' },
  asks: { audit },
  follows: { initial: ['audit'] },
  when: (answers) => answers.audit === 'trail+config',
  scope,
  going: { loses: { en: 'with all configurations in it', ko: '안에 있는 구성 기록 모두 포함' } },
  says: {
    outputs: ({ bucket }) => ({ config: { bucket } }),
    answers: () => ({ audit: 'trail+config' }),
  },
});

export const configBucketClosed = closedToThePublic({
  id: 'config-bucket-closed',
  title: { en: 'Configuration bucket public access blocked', ko: '구성 버킷 공개 접근 차단' },
  after: configBucket,
  scope,
});

/**
 * AWS Config of this account writes, and nobody else is let in.
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export const configBucketPolicy = bucketPolicy({
  id: 'config-bucket-policy',
  title: { en: 'Only AWS Config writes to its bucket', ko: '구성 버킷에 AWS Config만 쓰기 허용' },
  after: configBucketClosed,
  scope,
  lets: (bucket, { partition, account }) => {
    const arn = `arn:${partition}:s3:::${bucket}`;
    const Principal = { Service: 'config.amazonaws.com' };
    const from = { 'aws:SourceAccount': account };
    const looks = (Sid: string, Action: string) => ({
      Sid,
      Effect: 'Allow',
      Principal,
      Action,
      Resource: arn,
      Condition: { StringEquals: from },
    });
    return [
      looks('ConfigLooks', 's3:GetBucketAcl'),
      looks('ConfigFinds', 's3:ListBucket'),
      {
        Sid: 'ConfigWrites',
        Effect: 'Allow',
        Principal,
        Action: 's3:PutObject',
        Resource: `${arn}/AWSLogs/${account}/Config/*`,
        Condition: { StringEquals: { ...from, 's3:x-amz-acl': 'bucket-owner-full-control' } },
      },
    ];
  },
});

export const configBucketExpiry = bucketExpiry({
  id: 'config-bucket-expiry',
  title: { en: `Configurations expire after ${keptDays} days`, ko: `구성 기록을 ${keptDays}일 뒤 자동 삭제` },
  after: configBucketPolicy,
  scope,
  rules: [
    {
      ID: 'old-configurations',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      Expiration: { Days: keptDays },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ],
});
