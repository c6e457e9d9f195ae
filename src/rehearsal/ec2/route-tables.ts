import type { RouteTable as RouteTableShown } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId, hex } from '../ids.ts';
import { fingerprint } from '../same.ts';
import type { Call, Operations } from '../service.ts';
import { range } from './cidr.ts';
import type { RouteTable } from './data.ts';
import { listed, newResource, one, onlyTagsFor, remove, Tags, type Fields } from './resources.ts';

const showTable = (table: RouteTable, { here }: Call): RouteTableShown => ({
  RouteTableId: table.id,
  VpcId: table.vpcId,
  OwnerId: accountId,
  PropagatingVgws: [],
  Routes: table.routes.map(({ destination, gatewayId, origin }) => ({
    DestinationCidrBlock: destination,
    GatewayId: gatewayId,
    Origin: origin,
    State:
      gatewayId === 'local' || here.gateways.some(({ id, vpcId }) => id === gatewayId && vpcId === table.vpcId)
        ? ('active' as const)
        : ('blackhole' as const),
  })),
  Associations: table.associations.map(({ id, main, subnetId }) => ({
    RouteTableAssociationId: id,
    RouteTableId: table.id,
    Main: main,
    SubnetId: subnetId,
    AssociationState: { State: 'associated' as const },
  })),
  Tags: Tags(table),
});

const tableFields: Fields<RouteTable> = {
  'route-table-id': ({ id }) => id,
  'vpc-id': ({ vpcId }) => vpcId,
  'association.main': ({ associations }) => `${associations.some(({ main }) => main)}`,
  'association.route-table-association-id': ({ associations }) => associations.map(({ id }) => id),
  'association.route-table-id': ({ id, associations }) => (associations.length ? id : undefined),
  'association.subnet-id': ({ associations }) => associations.map(({ subnetId }) => subnetId),
  'route.destination-cidr-block': ({ routes }) => routes.map(({ destination }) => destination),
  'route.gateway-id': ({ routes }) => routes.map(({ gatewayId }) => gatewayId),
  'owner-id': () => accountId,
};

/** The table's gateway for a route, which must be attached to the table's VPC. */
function gatewayFor(table: RouteTable, gatewayId: string | undefined, call: Call): string {
  if (!gatewayId) refuse('MissingParameter', 'The request must contain exactly one of gatewayId, natGatewayId');
  const gateway = call.here.gateways.find(({ id }) => id === gatewayId);
  if (!gateway) refuse('InvalidGatewayID.NotFound', `The gateway ID '${gatewayId}' does not exist`);
  if (gateway.vpcId !== table.vpcId) {
    refuse(
      'InvalidParameterValue',
      `route table ${table.id} and network gateway ${gateway.id} belong to different networks`,
    );
  }
  return gateway.id;
}

/** Route tables, the routes in them, and the subnets that use them. */
export const routeTables = {
  CreateRouteTable(input, call) {
    onlyTagsFor(input.TagSpecifications, 'routeTables');
    const request = fingerprint(input);
    const before = input.ClientToken && call.here.routeTables.find(({ token }) => token === input.ClientToken);
    if (before) {
      if (before.request !== request) {
        refuse('IdempotentParameterMismatch', 'The client token was used before with other parameters.');
      }
      return { RouteTable: showTable(before, call), ClientToken: input.ClientToken };
    }
    const vpc = one(call, 'vpcs', input.VpcId);
    const table: RouteTable = {
      ...newResource(call, 'routeTables', input.TagSpecifications),
      vpcId: vpc.id,
      routes: [{ destination: vpc.cidr, gatewayId: 'local', origin: 'CreateRouteTable' }],
      associations: [],
      ...(input.ClientToken && { token: input.ClientToken, request }),
    };
    call.here.routeTables.push(table);
    return { RouteTable: showTable(table, call), ClientToken: input.ClientToken };
  },

  DescribeRouteTables(input, call) {
    const { items, next } = listed(call, 'routeTables', input.RouteTableIds, input, tableFields);
    return { RouteTables: items.map((table) => showTable(table, call)), NextToken: next };
  },

  DeleteRouteTable({ RouteTableId }, call) {
    const table = one(call, 'routeTables', RouteTableId);
    if (table.associations.length > 0) {
      refuse('DependencyViolation', `The routeTable '${table.id}' has dependencies and cannot be deleted.`);
    }
    remove(call, 'routeTables', table);
    return {};
  },

  CreateRoute({ RouteTableId, DestinationCidrBlock, GatewayId }, call) {
    const table = one(call, 'routeTables', RouteTableId);
    const gatewayId = gatewayFor(table, GatewayId, call);
    if (!DestinationCidrBlock || !range(DestinationCidrBlock)) {
      refuse('InvalidParameterValue', `Value (${DestinationCidrBlock}) for parameter destinationCidrBlock is invalid.`);
    }
    if (table.routes.some(({ destination }) => destination === DestinationCidrBlock)) {
      refuse('RouteAlreadyExists', `The route identified by ${DestinationCidrBlock} already exists.`);
    }
    table.routes.push({ destination: DestinationCidrBlock, gatewayId, origin: 'CreateRoute' });
    return { Return: true };
  },

  ReplaceRoute({ RouteTableId, DestinationCidrBlock, GatewayId }, call) {
    const table = one(call, 'routeTables', RouteTableId);
    const route = routeTo(table, DestinationCidrBlock);
    route.gatewayId = gatewayFor(table, GatewayId, call);
    return {};
  },

  DeleteRoute({ RouteTableId, DestinationCidrBlock }, call) {
    const table = one(call, 'routeTables', RouteTableId);
    const route = routeTo(table, DestinationCidrBlock);
    if (route.gatewayId === 'local') {
      refuse('InvalidParameterValue', `cannot remove local route ${route.destination} in route table ${table.id}`);
    }
    table.routes.splice(table.routes.indexOf(route), 1);
    return {};
  },

  AssociateRouteTable({ RouteTableId, SubnetId }, call) {
    const table = one(call, 'routeTables', RouteTableId);
    const subnet = one(call, 'subnets', SubnetId);
    if (subnet.vpcId !== table.vpcId) {
      refuse('InvalidParameterValue', `Route table ${table.id} and subnet ${subnet.id} belong to different networks`);
    }
    const taken = call.here.routeTables.some(({ associations }) =>
      associations.some(({ subnetId }) => subnetId === subnet.id),
    );
    if (taken) {
      refuse(
        'Resource.AlreadyAssociated',
        `the specified association for route table ${table.id} conflicts with an existing association`,
      );
    }
    const id = `rtbassoc-0${hex(call.seed(), 16)}`;
    table.associations.push({ id, main: false, subnetId: subnet.id });
    return { AssociationId: id, AssociationState: { State: 'associated' } };
  },

  DisassociateRouteTable({ AssociationId }, call) {
    const table = call.here.routeTables.find(({ associations }) => associations.some(({ id }) => id === AssociationId));
    const association = table?.associations.find(({ id }) => id === AssociationId);
    if (!table || !association) {
      refuse('InvalidAssociationID.NotFound', `The association ID '${AssociationId}' does not exist`);
    }
    if (association.main) {
      refuse('InvalidParameterValue', `cannot disassociate the main route table association ${association.id}`);
    }
    table.associations.splice(table.associations.indexOf(association), 1);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;

function routeTo(table: RouteTable, destination: string | undefined): RouteTable['routes'][number] {
  return (
    table.routes.find((route) => route.destination === destination) ??
    refuse('InvalidRoute.NotFound', `no route with destination-cidr-block ${destination} in route table ${table.id}`)
  );
}
