import { ACM } from '@aws-sdk/client-acm';
import { EC2 } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { IAM } from '@aws-sdk/client-iam';
import { RDS } from '@aws-sdk/client-rds';
import { Route53, type HostedZone } from '@aws-sdk/client-route-53';
import { settingOf, type Moto } from '../support/moto.ts';

/** The account as AWS's own clients show it, without a line of the program in between. */
export function accountOf(moto: Moto) {
  const setting = settingOf(moto, 'us-east-1');
  const clients = {
    acm: new ACM(setting),
    ec2: new EC2(setting),
    elb: new ElasticLoadBalancingV2(setting),
    iam: new IAM(setting),
    rds: new RDS(setting),
    route53: new Route53(setting),
  };
  return {
    ...clients,
    /** All there is of the kinds of things that the program makes. */
    look: () => look(clients, moto),
  };
}

export type Account = ReturnType<typeof accountOf>;
export type Sight = Awaited<ReturnType<typeof look>>;

type Clients = Omit<Account, 'look'>;

async function look({ acm, ec2, elb, iam, rds, route53 }: Clients, moto: Moto) {
  const [certificates, loadBalancers, zones, instances, roles] = await Promise.all([
    acm.listCertificates(),
    elb.describeLoadBalancers(),
    route53.listHostedZones(),
    ec2.describeInstances(),
    iam.listRoles(),
  ]);
  const balancers = loadBalancers.LoadBalancers ?? [];
  return {
    vpcs: (await ec2.describeVpcs()).Vpcs ?? [],
    subnets: (await ec2.describeSubnets()).Subnets ?? [],
    gateways: (await ec2.describeInternetGateways()).InternetGateways ?? [],
    routeTables: (await ec2.describeRouteTables()).RouteTables ?? [],
    groups: (await ec2.describeSecurityGroups()).SecurityGroups ?? [],
    rules: (await ec2.describeSecurityGroupRules()).SecurityGroupRules ?? [],
    instances: (instances.Reservations ?? [])
      .flatMap(({ Instances = [] }) => Instances)
      .filter(({ State }) => State?.Name !== 'terminated'),
    volumes: (await ec2.describeVolumes()).Volumes ?? [],
    addresses: (await ec2.describeAddresses()).Addresses ?? [],
    roles: await Promise.all(
      (roles.Roles ?? []).map(async ({ RoleName = '' }) => ({ RoleName, ...(await iam.getRole({ RoleName })).Role })),
    ),
    profiles: (await iam.listInstanceProfiles({})).InstanceProfiles ?? [],
    zones: await Promise.all((zones.HostedZones ?? []).map((zone) => withRecords(route53, zone))),
    certificates: await Promise.all(
      (certificates.CertificateSummaryList ?? []).map(async ({ CertificateArn }) => ({
        CertificateArn,
        ...(await acm.describeCertificate({ CertificateArn })).Certificate,
      })),
    ),
    loadBalancers: balancers,
    listeners: (
      await Promise.all(balancers.map(({ LoadBalancerArn }) => elb.describeListeners({ LoadBalancerArn })))
    ).flatMap(({ Listeners = [] }) => Listeners),
    targetGroups: (await elb.describeTargetGroups({})).TargetGroups ?? [],
    databases: (await rds.describeDBInstances()).DBInstances ?? [],
    subnetGroups: (await rds.describeDBSubnetGroups()).DBSubnetGroups ?? [],
    snapshots: (await rds.describeDBSnapshots({ SnapshotType: 'manual' })).DBSnapshots ?? [],
    secrets: await secrets(moto),
  };
}

async function withRecords(route53: Route53, { Id = '', Name = '' }: HostedZone) {
  const id = Id.replace('/hostedzone/', '');
  const [{ ResourceRecordSets: records = [] }, { ResourceTagSet }] = await Promise.all([
    route53.listResourceRecordSets({ HostedZoneId: id }),
    route53.listTagsForResource({ ResourceType: 'hostedzone', ResourceId: id }),
  ]);
  return { id, name: Name, records, tags: ResourceTagSet?.Tags ?? [] };
}

/** The program never talks to Secrets Manager, and so its client is not at hand. */
async function secrets({ url }: Moto): Promise<{ readonly ARN: string }[]> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.ListSecrets',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: '{}',
  });
  const { SecretList } = (await answer.json()) as { SecretList: { ARN: string }[] };
  return SecretList;
}

/** What is there, by the ids that AWS gave; two accounts with the same inventory have the same things. */
export function inventory(sight: Sight): Record<keyof Sight, string[]> {
  const ids = <Item>(items: readonly Item[], id: (item: Item) => string | undefined) =>
    items.map((item) => id(item) ?? '').toSorted();
  return {
    vpcs: ids(sight.vpcs, ({ VpcId }) => VpcId),
    subnets: ids(sight.subnets, ({ SubnetId }) => SubnetId),
    gateways: ids(sight.gateways, ({ InternetGatewayId }) => InternetGatewayId),
    routeTables: ids(
      sight.routeTables,
      ({ RouteTableId, Routes = [] }) =>
        `${RouteTableId} ${Routes.map(({ DestinationCidrBlock, GatewayId }) => `${DestinationCidrBlock}→${GatewayId}`).join()}`,
    ),
    groups: ids(sight.groups, ({ GroupId }) => GroupId),
    rules: ids(sight.rules, ({ SecurityGroupRuleId }) => SecurityGroupRuleId),
    instances: ids(sight.instances, ({ InstanceId }) => InstanceId),
    volumes: ids(sight.volumes, ({ VolumeId }) => VolumeId),
    addresses: ids(sight.addresses, ({ AllocationId }) => AllocationId),
    roles: ids(sight.roles, ({ RoleId }) => RoleId),
    profiles: ids(sight.profiles, ({ InstanceProfileId }) => InstanceProfileId),
    zones: sight.zones
      .flatMap(({ id, records }) => records.map((record) => `${id} ${JSON.stringify(record)}`))
      .toSorted(),
    certificates: ids(sight.certificates, ({ CertificateArn }) => CertificateArn),
    loadBalancers: ids(sight.loadBalancers, ({ LoadBalancerArn }) => LoadBalancerArn),
    listeners: ids(sight.listeners, ({ ListenerArn }) => ListenerArn),
    targetGroups: ids(sight.targetGroups, ({ TargetGroupArn }) => TargetGroupArn),
    databases: ids(sight.databases, ({ DbiResourceId }) => DbiResourceId),
    subnetGroups: ids(sight.subnetGroups, ({ DBSubnetGroupArn }) => DBSubnetGroupArn),
    snapshots: ids(sight.snapshots, ({ DBSnapshotIdentifier }) => DBSnapshotIdentifier),
    secrets: ids(sight.secrets, ({ ARN }) => ARN),
  };
}

/** Of an inventory, what was not there before. */
export const additions = (before: Sight, after: Sight): Partial<Record<keyof Sight, string[]>> => {
  const old = inventory(before);
  const entries = Object.entries(inventory(after)).map(([kind, ids]) => [
    kind,
    ids.filter((id) => !old[kind as keyof Sight].includes(id)),
  ]);
  return Object.fromEntries(entries.filter(([, ids]) => ids?.length)) as Partial<Record<keyof Sight, string[]>>;
};

export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export const tagOf = (tags: readonly Tag[] | undefined, key: string): string | undefined =>
  tags?.find(({ Key }) => Key === key)?.Value;

/** The value, which has to be there. */
export function present<Value>(value: Value | undefined | null, what = 'something'): Value {
  if (value === undefined || value === null) throw new Error(`${what} is missing`);
  return value;
}

/** The only one. */
export function single<Value>(values: readonly Value[]): Value {
  if (values.length !== 1) throw new Error(`There are ${values.length} instead of one`);
  return values[0]!;
}
