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

const keys = ['stepway:name', 'stepway:step', 'stepway:id'] as const;
const keyOf = (value: (key: (typeof keys)[number]) => string | undefined) =>
  JSON.stringify(keys.map((key) => value(key) ?? ''));

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
    const wanted = all.map((key) => JSON.parse(key) as [string, string]);
    const values = (at: 0 | 1) => [...new Set(wanted.map((pair) => pair[at]))];
    const items = await describe(ec2, [
      { Name: 'tag:stepway:name', Values: values(0) },
      { Name: 'tag:stepway:step', Values: values(1) },
    ]);
    return new Map((items ?? []).map((item) => [keyOf((key) => tagValue(item.Tags, key)), item]));
  });
  return {
    byId,
    async ofOwner(ec2, { tags, beforeIds }) {
      const [ours, unmarked] = await Promise.all([
        byKey(
          ec2,
          keyOf((key) => tags[key]),
        ),
        beforeIds
          ? byKey(
              ec2,
              keyOf((key) => (key === 'stepway:id' ? '' : tags[key])),
            )
          : undefined,
      ]);
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
