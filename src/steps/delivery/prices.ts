import type { Rate } from '../../prices/prices.ts';

/** A gigabyte in the bucket. */
export const storage: Rate = {
  key: 's3',
  usd: { 'us-east-1': 0.023, 'ap-northeast-2': 0.025 },
  product: {
    serviceCode: 'AmazonS3',
    is: { productFamily: 'Storage', storageClass: 'General Purpose', volumeType: 'Standard' },
    usage: /(^|-)TimedStorage-ByteHrs$/,
  },
};
