import { bucketExpiry as expiry, bucketPolicy, bucketVersioning, closedToThePublic } from '../bucket-settings.ts';
import { bucket, scope } from './bucket.ts';

export const bucketClosed = closedToThePublic({
  id: 'delivery-bucket-closed',
  title: { en: 'Bucket public access blocked', ko: '버킷 공개 접근 차단' },
  after: bucket,
  scope,
});

export const bucketVersions = bucketVersioning({
  id: 'delivery-bucket-versions',
  title: { en: 'Bucket versioning', ko: '버킷 버전 관리' },
  after: bucketClosed,
  scope,
});

export const bucketTls = bucketPolicy({
  id: 'delivery-bucket-tls',
  title: { en: 'Bucket requires TLS', ko: '버킷에 TLS 접속만 허용' },
  after: bucketVersions,
  scope,
});

/** Ten earlier versions are kept for rollback, however old; the others expire after a month. */
export const bucketExpiry = expiry({
  id: 'delivery-bucket-expiry',
  title: { en: 'Old versions expire', ko: '오래된 버전 자동 삭제' },
  after: bucketTls,
  scope,
  rules: [
    {
      ID: 'old-versions',
      Status: 'Enabled',
      Filter: { Prefix: '' },
      NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 10 },
      Expiration: { ExpiredObjectDeleteMarker: true },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
  ],
});
