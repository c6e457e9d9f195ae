import type { Rate } from '../../prices/prices.ts';

/** An hour of the smallest of a family, Linux. */
const nano: Readonly<Record<string, Rate['usd']>> = {
  t3: {
    'us-east-1': 0.0052,
    'us-east-2': 0.0052,
    'us-west-2': 0.0052,
    'ap-northeast-1': 0.0068,
    'ap-northeast-2': 0.0065,
    'ap-southeast-1': 0.0066,
    'ap-southeast-2': 0.0066,
    'ap-south-1': 0.0056,
    'eu-central-1': 0.006,
    'eu-west-1': 0.0057,
    'eu-north-1': 0.0054,
  },
  t4g: {
    'us-east-1': 0.0042,
    'us-east-2': 0.0042,
    'us-west-2': 0.0042,
    'ap-northeast-1': 0.0054,
    'ap-northeast-2': 0.0052,
    'ap-southeast-1': 0.0053,
    'ap-southeast-2': 0.0053,
    'ap-south-1': 0.0028,
    'eu-central-1': 0.0048,
    'eu-west-1': 0.0046,
    'eu-north-1': 0.0043,
  },
};

/** Each costs twice what the one before it does, in all of these regions. */
const sizes = ['nano', 'micro', 'small', 'medium', 'large'];

const usdOf = (type: string): Rate['usd'] => {
  const [family = '', size = ''] = type.split('.');
  const times = 2 ** sizes.indexOf(size);
  if (!sizes.includes(size)) return {};
  return Object.fromEntries(Object.entries(nano[family] ?? {}).map(([region, usd]) => [region, usd * times]));
};

/** An hour of a server. */
export const running = (type: string): Rate => ({
  key: `ec2.${type}`,
  usd: usdOf(type),
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
  usd: {
    'us-east-1': 0.08,
    'us-east-2': 0.08,
    'us-west-2': 0.08,
    'ap-northeast-1': 0.096,
    'ap-northeast-2': 0.0912,
    'ap-southeast-1': 0.096,
    'ap-southeast-2': 0.096,
    'ap-south-1': 0.0912,
    'eu-central-1': 0.0952,
    'eu-west-1': 0.088,
    'eu-north-1': 0.0836,
  },
  product: {
    serviceCode: 'AmazonEC2',
    is: { productFamily: 'Storage', volumeApiName: 'gp3' },
    usage: /EBS:VolumeUsage\.gp3$/,
  },
};

const types = Object.keys(nano).flatMap((family) => sizes.map((size) => `${family}.${size}`));

export const rates: readonly Rate[] = [...types.map(running), disk];
