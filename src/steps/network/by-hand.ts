import { byHand, waitFor, type ByHand } from '../../cli-commands/by-hand.ts';
import { defaultSubnets, defaultVpc } from './default-network.ts';
import { publicRouteTable } from './route-tables.ts';
import { privateSubnetIn, publicSubnetIn } from './subnets.ts';
import { vpc } from './vpc.ts';
import { zones } from './zones.ts';

export const script: readonly ByHand[] = [
  byHand(zones, {
    lookUp(recorder, { region, answers }) {
      const offerings = recorder.call('ec2', 'DescribeInstanceTypeOfferings', {
        LocationType: 'availability-zone',
        Filters: [{ Name: 'instance-type', Values: [answers.type] }],
      });
      // Local zones have longer names.
      const zones = `InstanceTypeOfferings[?length(Location)==length('${region}a')].Location | sort(@)`;
      return { a: offerings.take('A', `${zones} | [0]`), b: offerings.take('B', `${zones} | [1]`) };
    },
  }),
  byHand(vpc, {
    wait: (recorder, { output }) => waitFor(recorder, 'ec2', 'vpc-available', { VpcIds: [output.vpcId] }),
  }),
  ...[publicSubnetIn, privateSubnetIn].flatMap(Object.values<typeof publicSubnetIn.a>).map((subnet) =>
    byHand(subnet, {
      wait: (recorder, { output }) => waitFor(recorder, 'ec2', 'subnet-available', { SubnetIds: [output.subnetId] }),
    }),
  ),
  // The CLI makes up tokens of its own, so that a script need not.
  byHand(publicRouteTable, { spellings: { 'CreateRouteTable.ClientToken': 'left out' } }),
  byHand(defaultVpc, {
    lookUp: (recorder) => ({
      vpcId: recorder
        .call('ec2', 'DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] })
        .take('VpcId', 'Vpcs[0].VpcId'),
    }),
  }),
  byHand(defaultSubnets, {
    lookUp: (recorder, { needs }) => ({
      subnetIds: (['a', 'b'] as const).map((zone) =>
        recorder
          .call('ec2', 'DescribeSubnets', {
            Filters: [
              { Name: 'vpc-id', Values: [needs.vpc.vpcId] },
              { Name: 'default-for-az', Values: ['true'] },
              { Name: 'availability-zone', Values: [needs.zones[zone]] },
            ],
          })
          .take(zone, 'Subnets[0].SubnetId'),
      ),
    }),
  }),
];
