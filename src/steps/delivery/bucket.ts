import { allow } from '../../permissions/allow.ts';
import { monthly } from '../../prices/prices.ts';
import { bucketFor } from '../bucket.ts';
import { storage } from './prices.ts';
import { delivery } from './questions.ts';

/** Billed gigabytes: ten bundles of an ordinary app. */
const usualSize = 1;

export const inBuckets = allow(
  'By name: S3 does not support conditions on labels until a bucket is set up for it.',
  'arn:*:s3:::*-delivery-*',
);
export const inObjects = allow('The contents of those buckets.', 'arn:*:s3:::*-delivery-*/*');
export const scope = { buckets: inBuckets, objects: inObjects };

export const bucket = bucketFor({
  id: 'delivery-bucket',
  title: { en: 'Bucket for app versions (S3)', ko: '앱 버전을 보관할 버킷(S3)' },
  asks: { delivery },
  follows: { initial: ['delivery'] },
  when: (answers) => answers.delivery !== 'none',
  scope,
  formerName: ({ stack, account, region }) => `${stack}-delivery-${account}-${region}`,
  says: {
    price: () => [
      monthly(
        { en: `App versions in S3, about ${usualSize} GB`, ko: `앱 버전 보관(S3), 약 ${usualSize}GB` },
        storage,
        usualSize,
      ),
    ],
    outputs: ({ bucket }) => ({ delivery: { bucket } }),
    answers: () => ({ delivery: 'local' }),
    absence: { delivery: 'none' },
  },
});
