import { alike, type Rate } from '../../prices/prices.ts';

const deployed = (isDoubled: boolean) => ({
  deploymentOption: isDoubled ? 'Multi-AZ' : 'Single-AZ',
  databaseEngine: 'PostgreSQL',
});

const sizes = ['db.t4g.micro', 'db.t4g.small', 'db.t4g.medium', 'db.t4g.large'];

/**
 * USD an hour of each of the sizes, and of one that is larger still: MySQL and PostgreSQL cost the same. With a standby
 * in a second zone a database costs what the next larger one does without.
 */
const ladder: Readonly<Record<string, readonly number[]>> = {
  'us-east-1': [0.016, 0.032, 0.065, 0.129, 0.258],
  'us-east-2': [0.016, 0.032, 0.065, 0.129, 0.258],
  'us-west-2': [0.016, 0.032, 0.065, 0.129, 0.258],
  'ap-northeast-1': [0.025, 0.05, 0.101, 0.202, 0.403],
  'ap-northeast-2': [0.025, 0.051, 0.102, 0.203, 0.406],
  'ap-southeast-1': [0.025, 0.051, 0.102, 0.203, 0.406],
  'ap-southeast-2': [0.025, 0.051, 0.102, 0.203, 0.406],
  'ap-south-1': [0.021, 0.042, 0.084, 0.167, 0.334],
  'eu-central-1': [0.019, 0.037, 0.074, 0.149, 0.298],
  'eu-west-1': [0.017, 0.035, 0.069, 0.138, 0.277],
  'eu-north-1': [0.016, 0.033, 0.065, 0.13, 0.261],
};

const usdOf = (size: string, hasStandby: boolean): Rate['usd'] => {
  const at = sizes.indexOf(size);
  if (at < 0) return {};
  return Object.fromEntries(
    Object.entries(ladder).flatMap(([region, usd]) => {
      const hour = usd[hasStandby ? at + 1 : at];
      return hour === undefined ? [] : [[region, hour]];
    }),
  );
};

/** An hour of a database, with its standby if it has one. */
export const running = (size: string, hasStandby = false): Rate => ({
  key: hasStandby ? `rds.${size}.standby` : `rds.${size}`,
  usd: usdOf(size, hasStandby),
  product: {
    serviceCode: 'AmazonRDS',
    is: { instanceType: size, ...deployed(hasStandby) },
    usage: hasStandby ? /Multi-AZUsage:/ : /InstanceUsage:/,
  },
});

const gp3: Rate['usd'] = {
  'us-east-1': 0.115,
  'us-east-2': 0.115,
  'us-west-2': 0.115,
  'ap-northeast-1': 0.138,
  'ap-northeast-2': 0.131,
  'ap-southeast-1': 0.138,
  'ap-south-1': 0.131,
  'eu-central-1': 0.137,
  'eu-west-1': 0.127,
};

const twice = (usd: Rate['usd']): Rate['usd'] =>
  Object.fromEntries(Object.entries(usd).map(([region, price]) => [region, price * 2]));

/** A gigabyte of its disk, and of that of its standby. */
export const storage = (hasStandby = false): Rate => ({
  key: hasStandby ? 'rds.gp3.standby' : 'rds.gp3',
  usd: hasStandby ? twice(gp3) : gp3,
  product: {
    serviceCode: 'AmazonRDS',
    is: { productFamily: 'Database Storage', volumeType: 'General Purpose-GP3', ...deployed(hasStandby) },
    usage: hasStandby ? /RDS:Multi-AZ-GP3-Storage$/ : /RDS:GP3-Storage$/,
  },
});

export const secret: Rate = {
  key: 'secret',
  usd: alike(0.4),
  product: { serviceCode: 'AWSSecretsManager', is: { productFamily: 'Secret' }, usage: /AWSSecretsManager-Secrets$/ },
};

/** A gigabyte of a snapshot: priced when a database goes, not in a plan. */
export const snapshot: Rate = { key: 'snapshot', usd: alike(0.095, ['us-east-1', 'ap-northeast-2', 'ap-southeast-1']) };

export const rates: readonly Rate[] = [
  ...[false, true].flatMap((hasStandby) => [...sizes.map((size) => running(size, hasStandby)), storage(hasStandby)]),
  secret,
  snapshot,
];
