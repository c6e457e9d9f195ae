import { alike, type Rate } from '../../prices/prices.ts';

/** An alarm on one metric, a month; an account's first ten are free: https://aws.amazon.com/cloudwatch/pricing/ */
export const ringing: Rate = {
  key: 'alarms.alarm',
  usd: alike(0.1),
  product: { serviceCode: 'AmazonCloudWatch', is: {}, usage: /(^|-)CW:AlarmMonitorUsage$/ },
};

/**
 * A figure that a server sends, a month; an account's first ten are free, and an hour without any is not billed. So are
 * the first million requests, of which one every five minutes are 9,000: https://aws.amazon.com/cloudwatch/pricing/
 */
export const figure: Rate = {
  key: 'alarms.figure',
  usd: alike(0.3),
  product: { serviceCode: 'AmazonCloudWatch', is: {}, usage: /(^|-)CW:MetricMonitorUsage$/ },
};

/** A health check of something in AWS, a month, and what HTTPS adds to it: https://aws.amazon.com/route53/pricing/ */
export const checking: Rate = {
  key: 'alarms.check',
  usd: alike(0.5),
  product: { serviceCode: 'AmazonRoute53', is: {}, usage: /^Health-Check-AWS$/ },
};
export const checkingHttps: Rate = {
  key: 'alarms.check.https',
  usd: alike(1),
  product: { serviceCode: 'AmazonRoute53', is: {}, usage: /^Health-Check-Option-AWS$/ },
};

export const rates: readonly Rate[] = [ringing, figure, checking, checkingHttps];
