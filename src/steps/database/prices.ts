import { everywhere, type Rate } from '../../prices/prices.ts';

const single = { deploymentOption: 'Single-AZ', databaseEngine: 'PostgreSQL' };

const usd: Readonly<Record<string, Rate['usd']>> = {
  'db.t4g.micro': { 'us-east-1': 0.016, 'ap-northeast-2': 0.025 },
  'db.t4g.small': { 'us-east-1': 0.032 },
  'db.t4g.medium': { 'us-east-1': 0.065 },
};

/** An hour of a database. */
export const running = (size: string): Rate => ({
  key: `rds.${size}`,
  usd: usd[size] ?? {},
  product: { serviceCode: 'AmazonRDS', is: { instanceType: size, ...single }, usage: /InstanceUsage:/ },
});

export const storage: Rate = {
  key: 'rds.gp3',
  usd: { 'us-east-1': 0.115, 'ap-northeast-2': 0.131 },
  product: {
    serviceCode: 'AmazonRDS',
    is: { productFamily: 'Database Storage', volumeType: 'General Purpose-GP3', ...single },
    usage: /RDS:GP3-Storage$/,
  },
};

export const secret: Rate = {
  key: 'secret',
  usd: everywhere(0.4),
  product: { serviceCode: 'AWSSecretsManager', is: { productFamily: 'Secret' }, usage: /AWSSecretsManager-Secrets$/ },
};

/** A gigabyte of a snapshot: priced when a database goes, not in a plan. */
export const snapshot: Rate = { key: 'snapshot', usd: everywhere(0.095) };

export const rates: readonly Rate[] = [...Object.keys(usd).map(running), storage, secret, snapshot];
