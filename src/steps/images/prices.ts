import { alike, type Rate } from '../../prices/prices.ts';

/** A gigabyte of images: https://aws.amazon.com/ecr/pricing/ */
export const imageStorage: Rate = {
  key: 'ecr',
  usd: alike(0.1),
  product: {
    serviceCode: 'AmazonECR',
    is: { productFamily: 'EC2 Container Registry' },
    usage: /(^|-)TimedStorage-ByteHrs$/,
  },
};
