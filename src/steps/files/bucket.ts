import {
  GetBucketCorsCommand,
  PutBucketCorsCommand,
  type CORSRule,
  type GetBucketCorsCommandOutput,
} from '@aws-sdk/client-s3';
import { orNothing } from '../../aws/replies.ts';
import type { Json } from '../../facts.ts';
import { allow } from '../../permissions/allow.ts';
import { monthly } from '../../prices/prices.ts';
import { bucketExpiry, bucketIsGone, bucketPolicy, bucketVersioning, closedToThePublic } from '../bucket-settings.ts';
import { bucketFor } from '../bucket.ts';
import { storage } from '../delivery/prices.ts';
import { namesOf } from '../domain/present.ts';
import { domain, www } from '../domain/questions.ts';
import { settingStep } from '../setting.ts';
import { files } from './questions.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly files?: { readonly bucket?: string };
  }
}

/** For how many days what was overwritten or deleted can be had back. */
const undoableDays = 30;

/** Gigabytes that the estimate reckons with. */
const usualSize = 1;

const scope = {
  buckets: allow('By name, like all buckets: those of files.', 'arn:*:s3:::*-files-bucket'),
  objects: allow('What is in them goes with them; it is never read.', 'arn:*:s3:::*-files-bucket/*'),
};

export const filesBucket = bucketFor({
  id: 'files-bucket',
  title: { en: 'Bucket for files (S3)', ko: '파일을 보관할 버킷(S3)' },
  asks: { files },
  follows: { initial: ['files'] },
  when: (answers) => answers.files,
  scope,
  keepable: true,
  says: {
    price: () => [monthly({ en: `Files in S3, for each GB`, ko: '파일 보관(S3), 1GB당' }, storage, usualSize)],
    outputs: ({ bucket }) => ({ files: { bucket } }),
  },
});

export const filesBucketClosed = closedToThePublic({
  id: 'files-bucket-closed',
  title: { en: 'Files public access blocked', ko: '파일 버킷 공개 접근 차단' },
  after: filesBucket,
  scope,
});

export const filesBucketVersions = bucketVersioning({
  id: 'files-bucket-versions',
  title: { en: 'Earlier versions of files', ko: '파일의 이전 버전 보관' },
  after: filesBucketClosed,
  scope,
});

export const filesBucketTls = bucketPolicy({
  id: 'files-bucket-tls',
  title: { en: 'Files require TLS', ko: '파일 버킷에 TLS 접속만 허용' },
  after: filesBucketVersions,
  scope,
});

export const filesBucketExpiry = bucketExpiry({
  id: 'files-bucket-expiry',
  title: {
    en: `Deleted files can be had back for ${undoableDays} days`,
    ko: `삭제한 파일을 ${undoableDays}일 동안 보관`,
  },
  after: filesBucketTls,
  scope,
  rules: [
    {
      ID: 'earlier-versions',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      NoncurrentVersionExpiration: { NoncurrentDays: undoableDays },
      Expiration: { ExpiredObjectDeleteMarker: true },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ],
});

const essence = (rules: readonly CORSRule[]): Json =>
  rules.map(({ AllowedOrigins = [], AllowedMethods = [], AllowedHeaders = [], ExposeHeaders = [], MaxAgeSeconds }) => ({
    AllowedOrigins: AllowedOrigins.toSorted(),
    AllowedMethods: AllowedMethods.toSorted(),
    AllowedHeaders,
    ExposeHeaders,
    MaxAgeSeconds: MaxAgeSeconds ?? null,
  }));

/**
 * Pages of the site may send and read files with the links that the app signs; those of other sites may not.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
export const filesBucketCors = settingStep({
  id: 'files-bucket-cors',
  title: { en: 'Pages of the site may use signed links', ko: '사이트 페이지에서 서명된 링크 사용 허용' },
  needs: { bucket: filesBucketExpiry },
  asks: { domain, www },
  allows: [scope.buckets('s3:GetBucketCORS', 's3:GetBucketVersioning', 's3:PutBucketCORS')],
  follows: { live: ['domain', 'www'] },
  settings: {
    value: {
      title: { en: 'which pages may use links', ko: '링크를 쓸 수 있는 페이지' },
      wanted: ({ answers }) =>
        essence([
          {
            AllowedOrigins: namesOf(answers).map((name) => `https://${name}`),
            AllowedMethods: ['GET', 'HEAD', 'POST', 'PUT'],
            AllowedHeaders: ['*'],
            ExposeHeaders: ['ETag'],
            MaxAgeSeconds: 3600,
          },
        ]),
    },
  },
  handle: ({ needs }) => ({ bucket: needs.bucket.bucket }),
  async read({ s3 }, { bucket }) {
    const found: GetBucketCorsCommandOutput | undefined = await orNothing(
      s3.send(new GetBucketCorsCommand({ Bucket: bucket })),
    );
    return found?.CORSRules && { value: essence(found.CORSRules) };
  },
  isGone: bucketIsGone,
  write: ({ s3 }, { bucket }, { value }) =>
    s3.send(
      new PutBucketCorsCommand({
        Bucket: bucket,
        CORSConfiguration: { CORSRules: value as unknown as CORSRule[] },
      }),
    ),
});
