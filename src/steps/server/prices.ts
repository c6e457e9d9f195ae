import type { Rate } from '../../prices/prices.ts';

/** Linux, by the hour. */
const usd: Readonly<Record<string, Rate['usd']>> = {
  't3.nano': { 'us-east-1': 0.0052, 'ap-northeast-2': 0.0065 },
  't3.micro': { 'us-east-1': 0.0104, 'ap-northeast-2': 0.013 },
  't3.small': { 'us-east-1': 0.0208, 'ap-northeast-2': 0.026 },
  't3.medium': { 'us-east-1': 0.0416, 'ap-northeast-2': 0.052 },
  't3.large': { 'us-east-1': 0.0832, 'ap-northeast-2': 0.104 },
  't4g.nano': { 'us-east-1': 0.0042, 'ap-northeast-2': 0.0052 },
  't4g.micro': { 'us-east-1': 0.0084, 'ap-northeast-2': 0.0104 },
  't4g.small': { 'us-east-1': 0.0168, 'ap-northeast-2': 0.0208 },
  't4g.medium': { 'us-east-1': 0.0336, 'ap-northeast-2': 0.0416 },
  't4g.large': { 'us-east-1': 0.0672, 'ap-northeast-2': 0.0832 },
};

/** An hour of a server. */
export const running = (type: string): Rate => ({
  key: `ec2.${type}`,
  usd: usd[type] ?? {},
  product: {
    serviceCode: 'AmazonEC2',
    is: {
      instanceType: type,
      operatingSystem: 'Linux',
      tenancy: 'Shared',
      preInstalledSw: 'NA',
      capacitystatus: 'Used',
    },
    usage: /BoxUsage:/,
  },
});

/** A gigabyte of its disk. */
export const disk: Rate = {
  key: 'ebs.gp3',
  usd: { 'us-east-1': 0.08, 'ap-northeast-2': 0.0912 },
  product: {
    serviceCode: 'AmazonEC2',
    is: { productFamily: 'Storage', volumeApiName: 'gp3' },
    usage: /EBS:VolumeUsage\.gp3$/,
  },
};

export const rates: readonly Rate[] = [...Object.keys(usd).map(running), disk];
