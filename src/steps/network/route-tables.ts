import {
  AssociateRouteTableCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DisassociateRouteTableCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { routeTables } from '../../aws/collections.ts';
import { tagSpecification } from '../../aws/tags.ts';
import { defineStep, drifted, gone, ready } from '../../engine/step.ts';
import type { Words } from '../../words.ts';
import { internetGatewayAttachment } from './internet-gateway.ts';
import { privateSubnetA, privateSubnetB, publicSubnetA, publicSubnetB } from './subnets.ts';
import { vpc } from './vpc.ts';

const routeTable = (id: string, title: Words) =>
  defineStep({
    id,
    title,
    needs: { vpc },
    asks: {},

    async find({ ec2, tags }) {
      const found = await routeTables.byTags(ec2, tags);
      return found && { routeTableId: found.RouteTableId! };
    },

    async create({ ec2, tags, token, needs }) {
      const { RouteTable } = await ec2.send(
        new CreateRouteTableCommand({
          VpcId: needs.vpc.vpcId,
          ClientToken: token,
          TagSpecifications: [tagSpecification('route-table', tags)],
        }),
      );
      return { routeTableId: RouteTable!.RouteTableId! };
    },

    async check({ ec2 }, { routeTableId }) {
      return (await routeTables.byId(ec2, routeTableId)) ? ready() : gone;
    },

    async delete({ ec2 }, { routeTableId }) {
      await ec2.send(new DeleteRouteTableCommand({ RouteTableId: routeTableId }));
    },
  });

export const publicRouteTable = routeTable('public-route-table', {
  en: 'Public route table',
  ko: '퍼블릭 라우팅 테이블',
});
export const privateRouteTable = routeTable('private-route-table', {
  en: 'Private route table',
  ko: '프라이빗 라우팅 테이블',
});

const everywhere = '0.0.0.0/0';

/** What makes a subnet public: the way to everywhere leads through the internet gateway. */
export const defaultRoute = defineStep({
  id: 'default-route',
  title: { en: 'Route to the internet', ko: '인터넷으로 나가는 경로' },
  needs: { table: publicRouteTable, attachment: internetGatewayAttachment },
  asks: {},

  async find({ ec2, needs: { table, attachment } }) {
    const found = await routeTables.byId(ec2, table.routeTableId);
    const route = found?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === everywhere);
    return route?.GatewayId === attachment.gatewayId
      ? { routeTableId: table.routeTableId, gatewayId: attachment.gatewayId }
      : undefined;
  },

  async create({ ec2, needs: { table, attachment } }) {
    await ec2.send(
      new CreateRouteCommand({
        RouteTableId: table.routeTableId,
        DestinationCidrBlock: everywhere,
        GatewayId: attachment.gatewayId,
      }),
    );
    return { routeTableId: table.routeTableId, gatewayId: attachment.gatewayId };
  },

  async check({ ec2 }, { routeTableId, gatewayId }) {
    const found = await routeTables.byId(ec2, routeTableId);
    const route = found?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === everywhere);
    if (!route) return gone;
    return route.GatewayId === gatewayId ? ready() : drifted({ en: 'it leads elsewhere', ko: '다른 곳으로 향합니다' });
  },

  async change({ ec2 }, { routeTableId, gatewayId }) {
    await ec2.send(
      new ReplaceRouteCommand({ RouteTableId: routeTableId, DestinationCidrBlock: everywhere, GatewayId: gatewayId }),
    );
  },

  async delete({ ec2 }, { routeTableId }) {
    await ec2.send(new DeleteRouteCommand({ RouteTableId: routeTableId, DestinationCidrBlock: everywhere }));
  },
});

const association = (id: string, title: Words, subnet: typeof publicSubnetA, table: typeof publicRouteTable) =>
  defineStep({
    id,
    title,
    needs: { subnet, table },
    asks: {},

    async find({ ec2, needs: { subnet, table } }) {
      const found = await routeTables.byId(ec2, table.routeTableId);
      const existing = found?.Associations?.find(({ SubnetId }) => SubnetId === subnet.subnetId);
      return existing && { associationId: existing.RouteTableAssociationId!, routeTableId: table.routeTableId };
    },

    async create({ ec2, needs: { subnet, table } }) {
      const { AssociationId } = await ec2.send(
        new AssociateRouteTableCommand({ SubnetId: subnet.subnetId, RouteTableId: table.routeTableId }),
      );
      return { associationId: AssociationId!, routeTableId: table.routeTableId };
    },

    async check({ ec2 }, { associationId, routeTableId }) {
      const found = await routeTables.byId(ec2, routeTableId);
      const there = found?.Associations?.some(({ RouteTableAssociationId: one }) => one === associationId);
      return there ? ready() : gone;
    },

    async delete({ ec2 }, { associationId }) {
      await ec2.send(new DisassociateRouteTableCommand({ AssociationId: associationId }));
    },
  });

const routed = (kind: 'public' | 'private', zone: 'A' | 'B'): Words => ({
  en: `${kind === 'public' ? 'Public' : 'Private'} subnet ${zone} routed`,
  ko: `${kind === 'public' ? '퍼블릭' : '프라이빗'} 서브넷 ${zone} 라우팅 연결`,
});

export const publicAssociationA = association(
  'public-association-a',
  routed('public', 'A'),
  publicSubnetA,
  publicRouteTable,
);
export const publicAssociationB = association(
  'public-association-b',
  routed('public', 'B'),
  publicSubnetB,
  publicRouteTable,
);
export const privateAssociationA = association(
  'private-association-a',
  routed('private', 'A'),
  privateSubnetA,
  privateRouteTable,
);
export const privateAssociationB = association(
  'private-association-b',
  routed('private', 'B'),
  privateSubnetB,
  privateRouteTable,
);
