import type { AccountData, RegionData } from './account.ts';
import { kinds } from './ec2/resources.ts';
import type { NetworkData, Resource } from './ec2/data.ts';
import type { Tags } from './tags.ts';

/** Something in the account that was not there at first. */
export interface Item {
  readonly service: string;
  readonly kind: string;
  readonly id: string;
  /** Absent where the service is the same in all regions. */
  readonly region?: string;
  readonly tags: Tags;
}

/** Everything in the account but what AWS, or whoever set the rehearsal up, put there, and what ends by itself. */
export const inventory = (account: AccountData): Item[] => [
  ...account.roles.map(({ name, tags }) => ({ service: 'iam', kind: 'role', id: name, tags })),
  ...account.profiles.map(({ name, tags }) => ({ service: 'iam', kind: 'instance-profile', id: name, tags })),
  ...account.providers.map(({ url, tags }) => ({ service: 'iam', kind: 'oidc-provider', id: url, tags })),
  ...account.buckets
    .filter(({ foreign, goneAt }) => !foreign && !goneAt)
    .map(({ name, tags }) => ({ service: 's3', kind: 'bucket', id: name, tags })),
  ...account.zones
    .filter(({ provided }) => !provided)
    .map(({ id, tags }) => ({ service: 'route53', kind: 'hosted-zone', id, tags })),
  ...Object.entries(account.regions).flatMap(([region, here]) =>
    [...network(here), ...others(here)].map((item) => ({ ...item, region })),
  ),
];

/** Things of EC2, without those that come and go with another one: the main route table, the default group. */
function network(here: RegionData): Item[] {
  const main = here.routeTables.filter(({ associations }) => associations.some((one) => one.main));
  const defaults = here.groups.filter(({ name }) => name === 'default');
  const implied = new Set([...main, ...defaults].map(({ id }) => id));
  return (Object.keys(kinds) as (keyof NetworkData)[]).flatMap((kind) =>
    (here[kind] as (Resource & { groupId?: string; egress?: boolean })[])
      .filter(({ provided, goneAt, id, groupId }) => !provided && !goneAt && !implied.has(groupId ?? id))
      .map(({ id, tags }) => ({ service: 'ec2', kind: kinds[kind].type, id, tags })),
  );
}

const others = (here: RegionData): Item[] => [
  ...here.databases.map(({ id, tags }) => ({ service: 'rds', kind: 'db', id, tags })),
  ...here.subnetGroups.map(({ name, tags }) => ({ service: 'rds', kind: 'subgrp', id: name, tags })),
  ...here.snapshots.map(({ id, tags }) => ({ service: 'rds', kind: 'snapshot', id, tags })),
  ...here.certificates.map(({ arn, tags }) => ({ service: 'acm', kind: 'certificate', id: arn, tags })),
  ...here.applications.map(({ name, tags }) => ({ service: 'codedeploy', kind: 'application', id: name, tags })),
  ...here.deploymentGroups.map(({ application, name, tags }) => ({
    service: 'codedeploy',
    kind: 'deploymentgroup',
    id: `${application}/${name}`,
    tags,
  })),
  ...here.associations.map(({ id, tags }) => ({ service: 'ssm', kind: 'association', id, tags })),
  ...(['loadBalancers', 'targetGroups', 'listeners'] as const).flatMap((kind) =>
    here[kind].map(({ arn, tags }) => ({
      service: 'elasticloadbalancing',
      kind: { loadBalancers: 'loadbalancer', targetGroups: 'targetgroup', listeners: 'listener' }[kind],
      id: arn,
      tags,
    })),
  ),
];
