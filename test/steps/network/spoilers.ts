import { ModifySubnetAttributeCommand, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { here, idOf, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';

const subnetSpoilers = (step: string) => ({
  MapPublicIpOnLaunch: (stack: Stack) =>
    stack.aws.ec2.send(
      new ModifySubnetAttributeCommand({
        SubnetId: idOf(stack, step, 'subnetId'),
        MapPublicIpOnLaunch: { Value: true },
      }),
    ),
});

export const spoilers: Spoilers = {
  vpc: {
    EnableDnsSupport: (stack) =>
      stack.aws.ec2.send(
        new ModifyVpcAttributeCommand({ VpcId: idOf(stack, 'vpc', 'vpcId'), EnableDnsSupport: { Value: false } }),
      ),
  },
  'public-subnet-a': subnetSpoilers('public-subnet-a'),
  'public-subnet-b': subnetSpoilers('public-subnet-b'),
  'private-subnet-a': subnetSpoilers('private-subnet-a'),
  'private-subnet-b': subnetSpoilers('private-subnet-b'),
  'default-route': {
    // Only another gateway of the same network can be named in a call.
    GatewayId: async (stack) => {
      const table = here(stack).routeTables.find(({ id }) => id === idOf(stack, 'public-route-table', 'routeTableId'));
      const route = table?.routes.find(({ destination }) => destination === '0.0.0.0/0');
      route!.gatewayId = 'igw-0123456789abcdef0';
    },
  },
};
