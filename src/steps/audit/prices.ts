import type { Rate } from '../../prices/prices.ts';

/** A request that writes to a bucket: https://aws.amazon.com/s3/pricing/ */
export const writing: Rate = {
  key: 's3.writes',
  usd: {
    'us-east-1': 0.005 / 1000,
    'us-east-2': 0.005 / 1000,
    'us-west-2': 0.005 / 1000,
    'ap-northeast-1': 0.0047 / 1000,
    'ap-northeast-2': 0.0045 / 1000,
    'ap-southeast-1': 0.005 / 1000,
    'ap-southeast-2': 0.0055 / 1000,
    'ap-south-1': 0.005 / 1000,
    'eu-central-1': 0.0054 / 1000,
    'eu-west-1': 0.005 / 1000,
    'eu-north-1': 0.005 / 1000,
  },
  product: { serviceCode: 'AmazonS3', is: {}, usage: /(^|-)Requests-Tier1$/ },
};

/**
 * Files that CloudTrail writes in a month: of each of the 17 Regions that every account has, one an hour that proves the
 * others unchanged, and where something happens, one every five minutes.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
 */
export const filesAMonth = 25_000;

/** Gigabytes of them that there are at any time: they are compressed, and a few kilobytes each. */
export const usuallyKept = 0.5;

/** USD for 100,000 events of which another trail has a copy already: https://aws.amazon.com/cloudtrail/pricing/ */
export const secondCopy = 2;
