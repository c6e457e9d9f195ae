import { defaultNetwork } from './ec2/default-network.ts';
import type { NetworkData, VpcPartData } from './ec2/data.ts';
import type { CertificateData } from './acm/data.ts';
import type { DeliveryData } from './codedeploy/data.ts';
import type { LoadBalancingData } from './elb/data.ts';
import type { IamData } from './iam/data.ts';
import type { DatabaseData } from './rds/data.ts';
import type { DnsData } from './route53/data.ts';
import type { BucketData } from './s3/data.ts';
import type { Scenario } from './scenarios.ts';
import type { AssociationData } from './ssm/data.ts';

/** What an account has in one region. */
export interface RegionData
  extends NetworkData, VpcPartData, DatabaseData, CertificateData, LoadBalancingData, DeliveryData, AssociationData {}

/** Everything about a simulated account, as JSON: what it shows follows from this and the time. */
export interface AccountData extends IamData, DnsData, BucketData {
  /** How many ids have been given out. */
  seeds: number;
  regions: Record<string, RegionData>;
}

/** Where an account is kept between two runs. */
export interface AccountStore {
  load(): string | undefined;
  save(json: string): void;
}

/** An empty account. */
export const emptyAccount = (): AccountData => ({
  seeds: 0,
  regions: {},
  roles: [],
  profiles: [],
  zones: [],
  changes: [],
  buckets: [],
  providers: [],
});

const nothingYet = (): Omit<RegionData, keyof NetworkData> => ({
  vpcParts: [],
  databases: [],
  subnetGroups: [],
  snapshots: [],
  certificates: [],
  loadBalancers: [],
  targetGroups: [],
  listeners: [],
  applications: [],
  deploymentGroups: [],
  deployments: [],
  associations: [],
});

/** The region's part of an account; at first it has what AWS provides, and what the scenario puts there. */
export const regionOf = (account: AccountData, region: string, scenario: Scenario): RegionData =>
  (account.regions[region] ??= { ...defaultNetwork(region, scenario.addressesTaken), ...nothingYet() });

/** An account as it was kept, perhaps by a rehearsal that knew fewer services. */
export function keptAccount(json: string): AccountData {
  const kept = JSON.parse(json) as AccountData;
  const regions = Object.entries(kept.regions).map(([name, here]) => [name, { ...nothingYet(), ...here }] as const);
  return { ...emptyAccount(), ...kept, regions: Object.fromEntries(regions) };
}
