import {
  DescribeEgressOnlyInternetGatewaysCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpnGatewaysCommand,
  type EC2Client,
  type Filter,
  type Tag,
} from '@aws-sdk/client-ec2';
import {
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { reads } from '../permissions/allow.ts';
import type { Words } from '../words.ts';
import { isOurBalancer, named, together, type Blocker, type Whose } from './blocker.ts';
import { addresses, routeTables } from './collections.ts';
import { everyDatabase } from './databases.ts';
import { behindInterfaces, namedDatabase } from './interfaces.ts';
import { isOfStack } from './tags.ts';

const filter = (Name: string, id: string): { Filters: Filter[] } => ({ Filters: [{ Name, Values: [id] }] });

const group: Words = { en: 'security group', ko: '보안 그룹' };
const subnet: Words = { en: 'subnet', ko: '서브넷' };

/** The groups with a rule, in or out, that refers to a group; the VPC's default group among them. */
async function referringGroups(whose: Whose, by: string, id: string): Promise<Blocker[]> {
  const { SecurityGroups = [] } = await whose.ec2.send(new DescribeSecurityGroupsCommand(filter(by, id)));
  return SecurityGroups.filter(({ GroupId }) => GroupId !== id).map(({ GroupId = '', Tags }) =>
    named(group, GroupId, isOfStack(Tags, whose)),
  );
}

/** What keeps a subnet from being deleted. */
export const inSubnet = (whose: Whose, id: string): Promise<Blocker[]> =>
  together(behindInterfaces(whose, 'subnet-id', id));

/** What keeps a security group from being deleted. */
export const usingGroup = (whose: Whose, id: string): Promise<Blocker[]> =>
  together(
    behindInterfaces(whose, 'group-id', id),
    referringGroups(whose, 'ip-permission.group-id', id),
    referringGroups(whose, 'egress.ip-permission.group-id', id),
  );

/** What keeps a gateway from being detached from a VPC: whatever in it has a public address. */
export const withPublicAddress = (whose: Whose, vpcId: string): Promise<Blocker[]> =>
  together(behindInterfaces(whose, 'vpc-id', vpcId, ({ Association }) => Association?.PublicIp !== undefined));

/** What an Elastic IP is attached to. */
export async function attachedTo(whose: Whose, allocationId: string): Promise<Blocker[]> {
  const { NetworkInterfaceId } = (await addresses.byId(whose.ec2, allocationId)) ?? {};
  return NetworkInterfaceId ? together(behindInterfaces(whose, 'network-interface-id', NetworkInterfaceId)) : [];
}

/** What keeps a route table from being deleted: subnets that use it, and its being the VPC's main one. */
export async function routedBy(whose: Whose, routeTableId: string): Promise<Blocker[]> {
  const { Associations = [], VpcId = '' } = (await routeTables.byId(whose.ec2, routeTableId)) ?? {};
  const ids = Associations.flatMap(({ SubnetId }) => SubnetId ?? []);
  const gateways = Associations.flatMap(({ GatewayId }) => GatewayId ?? []);
  const { Subnets = [] } =
    ids.length > 0
      ? await whose.ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'subnet-id', Values: ids }] }))
      : {};
  return [
    ...Subnets.map(({ SubnetId = '', Tags }) => named(subnet, SubnetId, isOfStack(Tags, whose))),
    ...gateways.map((id) => named({ en: 'gateway', ko: '게이트웨이' }, id)),
    ...(Associations.some(({ Main }) => Main)
      ? [named({ en: 'its role as the main route table of', ko: '기본 라우팅 테이블로 지정한 네트워크' }, VpcId)]
      : []),
  ];
}

interface Part {
  readonly id: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
}

interface Parts {
  readonly what: Words;
  find(ec2: EC2Client, vpcId: string): Promise<readonly Part[]>;
}

/** What else a VPC can hold, as in https://repost.aws/knowledge-center/troubleshoot-dependency-error-delete-vpc. */
const partsOfVpc: readonly Parts[] = [
  {
    what: subnet,
    find: async (ec2, id) =>
      ((await ec2.send(new DescribeSubnetsCommand(filter('vpc-id', id)))).Subnets ?? []).map(({ SubnetId, Tags }) => ({
        id: SubnetId,
        tags: Tags,
      })),
  },
  {
    what: group,
    find: async (ec2, id) =>
      ((await ec2.send(new DescribeSecurityGroupsCommand(filter('vpc-id', id)))).SecurityGroups ?? [])
        // It goes with the VPC.
        .filter(({ GroupName }) => GroupName !== 'default')
        .map(({ GroupId, Tags }) => ({ id: GroupId, tags: Tags })),
  },
  {
    what: { en: 'route table', ko: '라우팅 테이블' },
    find: async (ec2, id) =>
      ((await ec2.send(new DescribeRouteTablesCommand(filter('vpc-id', id)))).RouteTables ?? [])
        .filter(({ Associations }) => !Associations?.some(({ Main }) => Main))
        .map(({ RouteTableId, Tags }) => ({ id: RouteTableId, tags: Tags })),
  },
  {
    what: { en: 'internet gateway', ko: '인터넷 게이트웨이' },
    find: async (ec2, id) =>
      (
        (await ec2.send(new DescribeInternetGatewaysCommand(filter('attachment.vpc-id', id)))).InternetGateways ?? []
      ).map(({ InternetGatewayId, Tags }) => ({ id: InternetGatewayId, tags: Tags })),
  },
  {
    what: { en: 'network ACL', ko: '네트워크 ACL' },
    find: async (ec2, id) =>
      ((await ec2.send(new DescribeNetworkAclsCommand(filter('vpc-id', id)))).NetworkAcls ?? [])
        .filter(({ IsDefault }) => !IsDefault)
        .map(({ NetworkAclId, Tags }) => ({ id: NetworkAclId, tags: Tags })),
  },
  {
    what: { en: 'VPC endpoint', ko: 'VPC 엔드포인트' },
    find: async (ec2, id) =>
      ((await ec2.send(new DescribeVpcEndpointsCommand(filter('vpc-id', id)))).VpcEndpoints ?? [])
        .filter(({ State }) => `${State}`.toLowerCase() !== 'deleted')
        .map(({ VpcEndpointId, Tags }) => ({ id: VpcEndpointId, tags: Tags })),
  },
  ...(['requester-vpc-info.vpc-id', 'accepter-vpc-info.vpc-id'] as const).map((side): Parts => ({
    what: { en: 'VPC peering connection', ko: 'VPC 피어링 연결' },
    find: async (ec2, id) =>
      ((await ec2.send(new DescribeVpcPeeringConnectionsCommand(filter(side, id)))).VpcPeeringConnections ?? [])
        // One that ended stays listed for a while.
        .filter(({ Status }) => !/^(deleted|expired|failed|rejected)$/.test(Status?.Code ?? ''))
        .map(({ VpcPeeringConnectionId, Tags }) => ({ id: VpcPeeringConnectionId, tags: Tags })),
  })),
  {
    what: { en: 'VPN gateway', ko: 'VPN 게이트웨이' },
    find: async (ec2, id) =>
      ((await ec2.send(new DescribeVpnGatewaysCommand(filter('attachment.vpc-id', id)))).VpnGateways ?? [])
        .filter(({ VpcAttachments }) => VpcAttachments?.some((one) => one.VpcId === id && one.State !== 'detached'))
        .map(({ VpnGatewayId, Tags }) => ({ id: VpnGatewayId, tags: Tags })),
  },
  {
    // It has no filter for the VPC.
    what: { en: 'egress-only internet gateway', ko: '송신 전용 인터넷 게이트웨이' },
    find: async (ec2, id) =>
      ((await ec2.send(new DescribeEgressOnlyInternetGatewaysCommand({}))).EgressOnlyInternetGateways ?? [])
        .filter(({ Attachments }) => Attachments?.some(({ VpcId }) => VpcId === id))
        .map(({ EgressOnlyInternetGatewayId, Tags }) => ({ id: EgressOnlyInternetGatewayId, tags: Tags })),
  },
];

/** What `inVpc` looks at, apart from what is behind interfaces. */
export const readsInVpc = reads(
  'ec2:DescribeEgressOnlyInternetGateways',
  'ec2:DescribeInternetGateways',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcPeeringConnections',
  'ec2:DescribeVpnGateways',
);

/** What keeps a VPC from being deleted. */
export const inVpc = (whose: Whose, vpcId: string): Promise<Blocker[]> =>
  together(
    behindInterfaces(whose, 'vpc-id', vpcId),
    ...partsOfVpc.map(async ({ what, find }) =>
      (await find(whose.ec2, vpcId)).map(({ id = '', tags }) => named(what, id, isOfStack(tags, whose))),
    ),
  );

/** The databases in a DB subnet group. */
export const inSubnetGroup = async (whose: Whose, name: string): Promise<Blocker[]> =>
  (await everyDatabase(whose.rds))
    .filter(({ DBSubnetGroup }) => DBSubnetGroup?.DBSubnetGroupName === name)
    .map((one) => namedDatabase(whose, one));

/** The load balancers, and whatever else, with these ARNs. */
export const usersAt = (whose: Pick<Whose, 'stack'>, arns: readonly string[]): Blocker[] =>
  arns.map((arn) => {
    const balancer = /:(?:loadbalancer|listener)\/\w+\/([^/]+)\//.exec(arn)?.[1];
    return balancer
      ? named({ en: 'load balancer', ko: '로드 밸런서' }, arn, isOurBalancer(whose, balancer))
      : named({ en: 'resource', ko: '자원' }, arn);
  });

/** What `onRole` looks at. */
export const readsOnRole = reads(
  'iam:ListAttachedRolePolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListRolePolicies',
);

/** What keeps a role from being deleted. All of ours is gone by then: what is still there was added by hand. */
export const onRole = (iam: IAMClient, RoleName: string): Promise<Blocker[]> =>
  together(
    iam
      .send(new ListRolePoliciesCommand({ RoleName }))
      .then(({ PolicyNames = [] }) =>
        PolicyNames.map((name) => named({ en: 'inline policy', ko: '인라인 정책' }, name)),
      ),
    iam
      .send(new ListAttachedRolePoliciesCommand({ RoleName }))
      .then(({ AttachedPolicies = [] }) =>
        AttachedPolicies.map(({ PolicyArn = '' }) => named({ en: 'attached policy', ko: '연결된 정책' }, PolicyArn)),
      ),
    iam
      .send(new ListInstanceProfilesForRoleCommand({ RoleName }))
      .then(({ InstanceProfiles = [] }) =>
        InstanceProfiles.map(({ InstanceProfileName = '' }) =>
          named({ en: 'instance profile', ko: '인스턴스 프로파일' }, InstanceProfileName),
        ),
      ),
  );
