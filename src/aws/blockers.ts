import {
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type Filter,
  type Tag,
} from '@aws-sdk/client-ec2';
import { paginateDescribeLoadBalancers, type LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Aws } from './clients.ts';
import { fit } from './names.ts';
import { isOfStack, type Owner } from './tags.ts';

/** Whose stack it is: what has its tags or one of its names blocks itself for a short time only. */
interface Whose extends Pick<Aws, 'ec2' | 'elb'>, Owner {
  readonly stack: string;
}

const isTheirs = (owner: Whose, { Tags }: { readonly Tags?: readonly Tag[] | undefined }) => !isOfStack(Tags, owner);

const filter = (Name: string, id: string): { Filters: Filter[] } => ({ Filters: [{ Name, Values: [id] }] });

async function instances(whose: Whose, by: string, id: string): Promise<string[]> {
  const { Reservations = [] } = await whose.ec2.send(new DescribeInstancesCommand(filter(by, id)));
  return Reservations.flatMap(({ Instances = [] }) => Instances)
    .filter((one) => one.State?.Name !== 'terminated' && isTheirs(whose, one))
    .map(({ InstanceId = '' }) => InstanceId);
}

async function groups(whose: Whose, by: string, id: string): Promise<string[]> {
  const { SecurityGroups = [] } = await whose.ec2.send(new DescribeSecurityGroupsCommand(filter(by, id)));
  return SecurityGroups.filter((one) => one.GroupName !== 'default' && isTheirs(whose, one)).map(
    ({ GroupId = '' }) => GroupId,
  );
}

async function subnets(whose: Whose, vpcId: string): Promise<string[]> {
  const { Subnets = [] } = await whose.ec2.send(new DescribeSubnetsCommand(filter('vpc-id', vpcId)));
  return Subnets.filter((one) => isTheirs(whose, one)).map(({ SubnetId = '' }) => SubnetId);
}

/** Load balancers tell their tags only when asked for them; ours has a name that no other one can have. */
async function loadBalancers(whose: Whose, uses: (one: LoadBalancer) => boolean): Promise<string[]> {
  const found: string[] = [];
  for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client: whose.elb }, {}))
    for (const one of LoadBalancers)
      if (uses(one) && one.LoadBalancerName !== ourLoadBalancer(whose)) found.push(one.LoadBalancerArn ?? '');
  return found;
}

/** A load balancer's name has 32 characters at most. */
export const ourLoadBalancer = ({ stack }: { readonly stack: string }): string => fit(`${stack}-load-balancer`, 32);

/** The ids of other people's things that keep a subnet from being deleted. */
export const inSubnet = async (whose: Whose, id: string): Promise<string[]> => [
  ...(await instances(whose, 'subnet-id', id)),
  ...(await loadBalancers(whose, ({ AvailabilityZones = [] }) => AvailabilityZones.some((one) => one.SubnetId === id))),
];

/** The ids of other people's things that keep a security group from being deleted. */
export const usingGroup = async (whose: Whose, id: string): Promise<string[]> => [
  ...(await instances(whose, 'instance.group-id', id)),
  ...(await groups(whose, 'ip-permission.group-id', id)),
  ...(await loadBalancers(whose, ({ SecurityGroups = [] }) => SecurityGroups.includes(id))),
];

/** The ids of other people's things that keep a gateway from being detached: those that the internet can reach. */
export const withPublicAddress = async (whose: Whose, vpcId: string): Promise<string[]> => [
  ...(await instances(whose, 'vpc-id', vpcId)),
  ...(await loadBalancers(whose, ({ VpcId, Scheme }) => VpcId === vpcId && Scheme === 'internet-facing')),
];

/** The ids of other people's things that keep a VPC from being deleted. */
export const inVpc = async (whose: Whose, id: string): Promise<string[]> => [
  ...(await subnets(whose, id)),
  ...(await groups(whose, 'vpc-id', id)),
];
