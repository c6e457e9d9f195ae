import {
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type Address,
  type EC2Client,
  type Filter,
  type Instance,
  type InternetGateway,
  type RouteTable,
  type SecurityGroup,
  type SecurityGroupRule,
  type Subnet,
  type Tag,
  type Vpc,
} from '@aws-sdk/client-ec2';
import { batch } from './batch.ts';
import { tagValue, type Owner } from './tags.ts';

interface Collection<Item> {
  /** The thing of this id; undefined when AWS does not list it (any more, or yet). */
  byId(ec2: EC2Client, id: string): Promise<Item | undefined>;
  /** The thing that carries the tags of its owner. */
  ofOwner(ec2: EC2Client, owner: Owner): Promise<Item | undefined>;
}

/** What a thing of ours is looked up by; one that is older than the ids has none. */
const keyOf = (name = '', step = '', id = '') => JSON.stringify([name, step, id]);

const unique = (values: readonly string[]) => [...new Set(values)];

/**
 * One kind of EC2 thing, looked up with filters: unlike a list of ids, a filter does not fail when one of them is
 * unknown. Many lookups at once become one call.
 */
function collection<Item extends { Tags?: Tag[] | undefined }>(
  idFilter: string,
  idOf: (item: Item) => string | undefined,
  describe: (ec2: EC2Client, filters: Filter[]) => Promise<Item[] | undefined>,
): Collection<Item> {
  const byId = batch<EC2Client, Item>(async (ec2, ids) => {
    const items = (await describe(ec2, [{ Name: idFilter, Values: [...ids] }])) ?? [];
    return new Map(items.map((item) => [idOf(item) ?? '', item]));
  });
  const byKey = batch<EC2Client, Item>(async (ec2, all) => {
    const wanted = all.map((key) => JSON.parse(key) as Parameters<typeof keyOf>);
    const items = await describe(ec2, [
      { Name: 'tag:stepway:name', Values: unique(wanted.map(([name = '']) => name)) },
      { Name: 'tag:stepway:step', Values: unique(wanted.map(([, step = '']) => step)) },
    ]);
    const keyIn = ({ Tags }: Item) =>
      keyOf(tagValue(Tags, 'stepway:name'), tagValue(Tags, 'stepway:step'), tagValue(Tags, 'stepway:id'));
    return new Map((items ?? []).map((item) => [keyIn(item), item]));
  });
  return {
    byId,
    async ofOwner(ec2, { tags, beforeIds }) {
      const withId = (id: string) => byKey(ec2, keyOf(tags['stepway:name'], tags['stepway:step'], id));
      const [ours, unmarked] = await Promise.all([withId(tags['stepway:id']), beforeIds ? withId('') : undefined]);
      return ours ?? unmarked;
    },
  };
}

export const vpcs = collection<Vpc>(
  'vpc-id',
  (vpc) => vpc.VpcId,
  async (ec2, Filters) => (await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs,
);

export const subnets = collection<Subnet>(
  'subnet-id',
  (subnet) => subnet.SubnetId,
  async (ec2, Filters) => (await ec2.send(new DescribeSubnetsCommand({ Filters }))).Subnets,
);

export const internetGateways = collection<InternetGateway>(
  'internet-gateway-id',
  (gateway) => gateway.InternetGatewayId,
  async (ec2, Filters) => (await ec2.send(new DescribeInternetGatewaysCommand({ Filters }))).InternetGateways,
);

export const routeTables = collection<RouteTable>(
  'route-table-id',
  (table) => table.RouteTableId,
  async (ec2, Filters) => (await ec2.send(new DescribeRouteTablesCommand({ Filters }))).RouteTables,
);

export const securityGroups = collection<SecurityGroup>(
  'group-id',
  (group) => group.GroupId,
  async (ec2, Filters) => (await ec2.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups,
);

export const securityGroupRules = collection<SecurityGroupRule>(
  'security-group-rule-id',
  (rule) => rule.SecurityGroupRuleId,
  async (ec2, Filters) => (await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }))).SecurityGroupRules,
);

export const addresses = collection<Address>(
  'allocation-id',
  (address) => address.AllocationId,
  async (ec2, Filters) => (await ec2.send(new DescribeAddressesCommand({ Filters }))).Addresses,
);

/** A terminated instance stays listed for about an hour; it is as good as gone. */
export const instances = collection<Instance>(
  'instance-id',
  (instance) => instance.InstanceId,
  async (ec2, Filters) => {
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters }));
    return Reservations?.flatMap(({ Instances }) => Instances ?? []).filter(
      ({ State }) => State?.Name !== 'terminated',
    );
  },
);
