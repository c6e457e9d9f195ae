import type { Rate } from '../prices/prices.ts';
import type { Operations } from './service.ts';

/** An entry as AWS lists it: JSON in a string. */
const entry = (usagetype: string, usd: number) =>
  JSON.stringify({
    product: { attributes: { usagetype } },
    terms: {
      OnDemand: {
        'SKU.TERM': {
          priceDimensions: { 'SKU.TERM.RATE': { beginRange: '0', pricePerUnit: { USD: usd.toFixed(10) } } },
        },
      },
    },
  });

/** A usage type of each product, as it ends. */
const usageOf = (key: string) =>
  ({
    'ebs.gp3': 'EBS:VolumeUsage.gp3',
    'rds.gp3': 'RDS:GP3-Storage',
    alb: 'LoadBalancerUsage',
    ipv4: 'PublicIPv4:InUseAddress',
    zone: 'HostedZone',
    secret: 'AWSSecretsManager-Secrets',
    'codebuild.linux': 'Build-Min:Linux:g1.small',
    'codebuild.arm': 'Build-Min:ARM:g1.small',
  })[key] ?? key.replace(/^ec2\./, 'BoxUsage:').replace(/^rds\./, 'InstanceUsage:');

/** AWS's price list, which in a rehearsal says what the program does by itself. */
export const priceList = (rates: readonly Rate[]) =>
  ({
    GetProducts({ ServiceCode, Filters = [] }) {
      const asked = new Map(Filters.map(({ Field = '', Value = '' }) => [Field, Value]));
      const region = asked.get('regionCode') ?? 'us-east-1';
      asked.delete('regionCode');
      const PriceList = rates.flatMap(({ key, usd, product }) => {
        const is = Object.entries(product?.is ?? {});
        const isMeant =
          product?.serviceCode === ServiceCode &&
          is.length === asked.size &&
          is.every(([field, value]) => asked.get(field) === value);
        return isMeant && usd[region] !== undefined ? [entry(usageOf(key), usd[region])] : [];
      });
      return { FormatVersion: 'aws_v1', PriceList };
    },
  }) satisfies Operations<typeof import('@aws-sdk/client-pricing')>;
