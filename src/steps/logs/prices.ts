import type { Rate } from '../../prices/prices.ts';

/** A gigabyte of lines taken in, in the standard class: https://aws.amazon.com/cloudwatch/pricing/ */
export const takingIn: Rate = {
  key: 'logs.in',
  usd: {
    'us-east-1': 0.5,
    'us-east-2': 0.5,
    'us-west-2': 0.5,
    'ap-northeast-1': 0.76,
    'ap-northeast-2': 0.76,
    'ap-southeast-1': 0.7,
    'ap-southeast-2': 0.67,
    'ap-south-1': 0.67,
    'eu-central-1': 0.63,
    'eu-west-1': 0.57,
    'eu-north-1': 0.54,
  },
  product: { serviceCode: 'AmazonCloudWatch', is: {}, usage: /(^|-)DataProcessing-Bytes$/ },
};

/** A gigabyte kept for a month. */
export const keeping: Rate = {
  key: 'logs.kept',
  usd: {
    'us-east-1': 0.03,
    'us-east-2': 0.03,
    'us-west-2': 0.03,
    'ap-northeast-1': 0.033,
    'ap-northeast-2': 0.0314,
    'ap-southeast-1': 0.03,
    'ap-southeast-2': 0.033,
    'ap-south-1': 0.03,
    'eu-central-1': 0.0324,
    'eu-west-1': 0.03,
    'eu-north-1': 0.028,
  },
  product: { serviceCode: 'AmazonCloudWatch', is: {}, usage: /(^|-)TimedStorage-ByteHrs$/ },
};

export const rates: readonly Rate[] = [takingIn, keeping];

/**
 * Gigabytes of lines that a first site has in a month: about 200,000 requests and what the app says to them. What is kept
 * is compressed, to about a seventh.
 */
export const usualGigabytes = 0.1;
const compressed = 0.15;

/** What is kept of them at any time, in gigabytes. */
export const usuallyKept = (days: number): number => (usualGigabytes * compressed * days) / 30;
