import type { Rate } from '../../prices/prices.ts';

/** A gigabyte in the bucket. */
export const storage: Rate = {
  key: 's3',
  usd: {
    'us-east-1': 0.023,
    'us-east-2': 0.023,
    'us-west-2': 0.023,
    'ap-northeast-1': 0.025,
    'ap-northeast-2': 0.025,
    'ap-southeast-1': 0.025,
    'ap-southeast-2': 0.025,
    'ap-south-1': 0.025,
    'eu-central-1': 0.0245,
    'eu-west-1': 0.023,
    'eu-north-1': 0.023,
  },
  product: {
    serviceCode: 'AmazonS3',
    is: { productFamily: 'Storage', storageClass: 'General Purpose', volumeType: 'Standard' },
    usage: /(^|-)TimedStorage-ByteHrs$/,
  },
};
