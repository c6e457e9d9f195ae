import { ModifySubnetAttributeCommand, ModifyVpcAttributeCommand } from '@aws-sdk/client-ec2';
import { here, idOf, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';
import { kinds } from '../../../src/rehearsal/ec2/resources.ts';
import { all, arn, labelled, made, things, withAssociation, type Authorizations } from '../../support/authorizing.ts';

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

/** The kinds of things of EC2's, by the prefix of their ids. */
const typesOf: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(kinds).map(({ prefix, type }) => [prefix, type]),
);

export const authorizations: Authorizations = {
  'ec2:AssociateRouteTable': things(
    ['route-table', ({ RouteTableId }) => [RouteTableId]],
    ['subnet', ({ SubnetId }) => [SubnetId]],
  ),
  'ec2:AttachInternetGateway': things(
    ['internet-gateway', ({ InternetGatewayId }) => [InternetGatewayId]],
    ['vpc', ({ VpcId }) => [VpcId]],
  ),
  'ec2:CreateInternetGateway': made('internet-gateway'),
  'ec2:CreateRoute': things(['route-table', ({ RouteTableId }) => [RouteTableId]]),
  'ec2:CreateRouteTable': all(made('route-table'), things(['vpc', ({ VpcId }) => [VpcId]])),
  'ec2:CreateSubnet': all(made('subnet'), things(['vpc', ({ VpcId }) => [VpcId]])),
  'ec2:CreateTags': labelled(
    'ec2:CreateTags',
    ({ Resources }) => Resources,
    (id) => arn('ec2', `${typesOf[id.replace(/-.*/, '')]}/${id}`),
  ),
  'ec2:CreateVpc': made('vpc'),
  'ec2:DeleteInternetGateway': things(['internet-gateway', ({ InternetGatewayId }) => [InternetGatewayId]]),
  'ec2:DeleteRoute': things(['route-table', ({ RouteTableId }) => [RouteTableId]]),
  'ec2:DeleteRouteTable': things(['route-table', ({ RouteTableId }) => [RouteTableId]]),
  'ec2:DeleteSubnet': things(['subnet', ({ SubnetId }) => [SubnetId]]),
  'ec2:DeleteVpc': things(['vpc', ({ VpcId }) => [VpcId]]),
  'ec2:DetachInternetGateway': things(
    ['internet-gateway', ({ InternetGatewayId }) => [InternetGatewayId]],
    ['vpc', ({ VpcId }) => [VpcId]],
  ),
  'ec2:DisassociateRouteTable': things(
    ['route-table', ({ AssociationId }, scene) => [withAssociation(scene, AssociationId)?.id]],
    [
      'subnet',
      ({ AssociationId }, scene) =>
        (withAssociation(scene, AssociationId)?.associations ?? [])
          .filter(({ id }: { id: string }) => id === AssociationId)
          .map(({ subnetId }: { subnetId?: string }) => subnetId),
    ],
  ),
  'ec2:ModifySubnetAttribute': things(['subnet', ({ SubnetId }) => [SubnetId]]),
  'ec2:ModifyVpcAttribute': things(['vpc', ({ VpcId }) => [VpcId]]),
  'ec2:ReplaceRoute': things(['route-table', ({ RouteTableId }) => [RouteTableId]]),
};
