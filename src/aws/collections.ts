import {
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Filter,
  type Tag,
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
 * One kind of EC2 thing, looked up with filters, which are called as the fields: unlike a list of ids, a filter does not
 * fail when one of them is unknown. Many lookups at once become one call.
 */
function collection<Id extends string, Item extends { Tags?: Tag[] | undefined } & { [K in Id]?: string | undefined }>(
  id: Id,
  describe: (ec2: EC2Client, by: { Filters: Filter[] }) => Promise<Item[] | undefined>,
): Collection<Item> {
  const idFilter = id.replace(/\B[A-Z]/g, '-$&').toLowerCase();
  const byId = batch<EC2Client, Item>(async (ec2, ids) => {
    const items = (await describe(ec2, { Filters: [{ Name: idFilter, Values: [...ids] }] })) ?? [];
    return new Map(items.map((item) => [item[id] ?? '', item]));
  });
  const byKey = batch<EC2Client, Item>(async (ec2, all) => {
    const wanted = all.map((key) => JSON.parse(key) as Parameters<typeof keyOf>);
    const Filters = [
      { Name: 'tag:stepway:name', Values: unique(wanted.map(([name = '']) => name)) },
      { Name: 'tag:stepway:step', Values: unique(wanted.map(([, step = '']) => step)) },
    ];
    const items = await describe(ec2, { Filters });
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

export const vpcs = collection('VpcId', async (ec2, by) => (await ec2.send(new DescribeVpcsCommand(by))).Vpcs);

export const subnets = collection(
  'SubnetId',
  async (ec2, by) => (await ec2.send(new DescribeSubnetsCommand(by))).Subnets,
);

export const internetGateways = collection(
  'InternetGatewayId',
  async (ec2, by) => (await ec2.send(new DescribeInternetGatewaysCommand(by))).InternetGateways,
);

export const routeTables = collection(
  'RouteTableId',
  async (ec2, by) => (await ec2.send(new DescribeRouteTablesCommand(by))).RouteTables,
);

export const securityGroups = collection(
  'GroupId',
  async (ec2, by) => (await ec2.send(new DescribeSecurityGroupsCommand(by))).SecurityGroups,
);

export const securityGroupRules = collection(
  'SecurityGroupRuleId',
  async (ec2, by) => (await ec2.send(new DescribeSecurityGroupRulesCommand(by))).SecurityGroupRules,
);

export const addresses = collection(
  'AllocationId',
  async (ec2, by) => (await ec2.send(new DescribeAddressesCommand(by))).Addresses,
);

/** A terminated instance stays listed for about an hour; it is as good as gone. */
export const instances = collection('InstanceId', async (ec2, by) => {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand(by));
  return Reservations?.flatMap(({ Instances }) => Instances ?? []).filter(({ State }) => State?.Name !== 'terminated');
});
