import { everywhere, type Rate } from '../../prices/prices.ts';

const deployed = (isDoubled: boolean) => ({
  deploymentOption: isDoubled ? 'Multi-AZ' : 'Single-AZ',
  databaseEngine: 'PostgreSQL',
});

/** What a standby in a second zone costs more: both are billed alike (https://aws.amazon.com/rds/postgresql/pricing/). */
const times = (usd: Rate['usd'], factor: number): Rate['usd'] =>
  Object.fromEntries(Object.entries(usd).map(([region, price]) => [region, price * factor]));

const usd: Readonly<Record<string, Rate['usd']>> = {
  'db.t4g.micro': { 'us-east-1': 0.016, 'ap-northeast-2': 0.025 },
  'db.t4g.small': { 'us-east-1': 0.032 },
  'db.t4g.medium': { 'us-east-1': 0.065 },
};

/** An hour of a database, with its standby if it has one. */
export const running = (size: string, hasStandby = false): Rate => ({
  key: hasStandby ? `rds.${size}.standby` : `rds.${size}`,
  usd: times(usd[size] ?? {}, hasStandby ? 2 : 1),
  product: {
    serviceCode: 'AmazonRDS',
    is: { instanceType: size, ...deployed(hasStandby) },
    usage: hasStandby ? /Multi-AZUsage:/ : /InstanceUsage:/,
  },
});

const gp3: Rate['usd'] = { 'us-east-1': 0.115, 'ap-northeast-2': 0.131 };

/** A gigabyte of its disk, and of that of its standby. */
export const storage = (hasStandby = false): Rate => ({
  key: hasStandby ? 'rds.gp3.standby' : 'rds.gp3',
  usd: times(gp3, hasStandby ? 2 : 1),
  product: {
    serviceCode: 'AmazonRDS',
    is: { productFamily: 'Database Storage', volumeType: 'General Purpose-GP3', ...deployed(hasStandby) },
    usage: hasStandby ? /RDS:Multi-AZ-GP3-Storage$/ : /RDS:GP3-Storage$/,
  },
});

export const secret: Rate = {
  key: 'secret',
  usd: everywhere(0.4),
  product: { serviceCode: 'AWSSecretsManager', is: { productFamily: 'Secret' }, usage: /AWSSecretsManager-Secrets$/ },
};

/** A gigabyte of a snapshot: priced when a database goes, not in a plan. */
export const snapshot: Rate = { key: 'snapshot', usd: everywhere(0.095) };

export const rates: readonly Rate[] = [
  ...[false, true].flatMap((hasStandby) => [
    ...Object.keys(usd).map((size) => running(size, hasStandby)),
    storage(hasStandby),
  ]),
  secret,
  snapshot,
];
