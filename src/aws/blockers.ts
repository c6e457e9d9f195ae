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

/** Looks for what else of some kind a VPC holds. */
const part =
  <Id extends string, Item extends { readonly Tags?: Tag[] | undefined } & { readonly [K in Id]?: string | undefined }>(
    what: Words,
    id: Id,
    list: (ec2: EC2Client, vpcId: string) => Promise<readonly Item[] | undefined>,
  ) =>
  async (whose: Whose, vpcId: string): Promise<Blocker[]> =>
    ((await list(whose.ec2, vpcId)) ?? []).map((item) => named(what, item[id] ?? '', isOfStack(item.Tags, whose)));

/** As in https://repost.aws/knowledge-center/troubleshoot-dependency-error-delete-vpc. */
const partsOfVpc = [
  part(
    subnet,
    'SubnetId',
    async (ec2, id) => (await ec2.send(new DescribeSubnetsCommand(filter('vpc-id', id)))).Subnets,
  ),
  part(group, 'GroupId', async (ec2, id) => {
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand(filter('vpc-id', id)));
    // It goes with the VPC.
    return SecurityGroups?.filter(({ GroupName }) => GroupName !== 'default');
  }),
  part({ en: 'route table', ko: '라우팅 테이블' }, 'RouteTableId', async (ec2, id) => {
    const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand(filter('vpc-id', id)));
    return RouteTables?.filter(({ Associations }) => !Associations?.some(({ Main }) => Main));
  }),
  part({ en: 'internet gateway', ko: '인터넷 게이트웨이' }, 'InternetGatewayId', async (ec2, id) => {
    const attached = filter('attachment.vpc-id', id);
    return (await ec2.send(new DescribeInternetGatewaysCommand(attached))).InternetGateways;
  }),
  part({ en: 'network ACL', ko: '네트워크 ACL' }, 'NetworkAclId', async (ec2, id) => {
    const { NetworkAcls } = await ec2.send(new DescribeNetworkAclsCommand(filter('vpc-id', id)));
    return NetworkAcls?.filter(({ IsDefault }) => !IsDefault);
  }),
  part({ en: 'VPC endpoint', ko: 'VPC 엔드포인트' }, 'VpcEndpointId', async (ec2, id) => {
    const { VpcEndpoints } = await ec2.send(new DescribeVpcEndpointsCommand(filter('vpc-id', id)));
    return VpcEndpoints?.filter(({ State }) => `${State}`.toLowerCase() !== 'deleted');
  }),
  ...(['requester-vpc-info.vpc-id', 'accepter-vpc-info.vpc-id'] as const).map((side) =>
    part({ en: 'VPC peering connection', ko: 'VPC 피어링 연결' }, 'VpcPeeringConnectionId', async (ec2, id) => {
      const { VpcPeeringConnections } = await ec2.send(new DescribeVpcPeeringConnectionsCommand(filter(side, id)));
      // One that ended stays listed for a while.
      return VpcPeeringConnections?.filter(
        ({ Status }) => !/^(deleted|expired|failed|rejected)$/.test(Status?.Code ?? ''),
      );
    }),
  ),
  part({ en: 'VPN gateway', ko: 'VPN 게이트웨이' }, 'VpnGatewayId', async (ec2, id) => {
    const { VpnGateways } = await ec2.send(new DescribeVpnGatewaysCommand(filter('attachment.vpc-id', id)));
    return VpnGateways?.filter(({ VpcAttachments }) =>
      VpcAttachments?.some((one) => one.VpcId === id && one.State !== 'detached'),
    );
  }),
  part(
    { en: 'egress-only internet gateway', ko: '송신 전용 인터넷 게이트웨이' },
    'EgressOnlyInternetGatewayId',
    async (ec2, id) => {
      // It has no filter for the VPC.
      const { EgressOnlyInternetGateways } = await ec2.send(new DescribeEgressOnlyInternetGatewaysCommand({}));
      return EgressOnlyInternetGateways?.filter(({ Attachments }) => Attachments?.some(({ VpcId }) => VpcId === id));
    },
  ),
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
  together(behindInterfaces(whose, 'vpc-id', vpcId), ...partsOfVpc.map((look) => look(whose, vpcId)));

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
