import { alike, type Rate } from '../../prices/prices.ts';

/** A trace that is recorded; an account has 100,000 a month for nothing: https://aws.amazon.com/xray/pricing/ */
export const recording: Rate = {
  key: 'xray',
  usd: alike(5 / 1_000_000, ['us-east-1', 'ap-northeast-2']),
  product: { serviceCode: 'AWSXRay', is: {}, usage: /(^|-)XRay-TracesStored$/ },
};

const freeTraces = 100_000;

/** Requests that a first site has in a month. */
const usualRequests = 200_000;

/** Of every so many requests one is traced, which tells what is slow just as well. */
export const oneOf = 10;

const usualTraces = usualRequests / oneOf;

/** Those that are paid for. */
export const billedTraces = Math.max(0, usualTraces - freeTraces);
