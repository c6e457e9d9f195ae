import {
  CreateRouteCommand,
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { routedBy } from '../../aws/blockers.ts';
import { routeTables } from '../../aws/collections.ts';
import { said } from '../../aws/replies.ts';
import { ec2Tags, tagSpecification } from '../../aws/tags.ts';
import { defineStep, gone, there } from '../../engine/step.ts';
import { labelsOfEc2, later, makes, reads, uses } from '../../permissions/allow.ts';
import type { Words } from '../../words.ts';
import { internetGatewayAttachment } from './internet-gateway.ts';
import { vpc } from './vpc.ts';

const routeTable = (id: string, title: Words) =>
  defineStep({
    id,
    title,
    needs: { vpc },
    allows: [
      reads('ec2:DescribeRouteTables'),
      makes('ec2:CreateRouteTable'),
      uses('ec2:CreateRouteTable'),
      ...labelsOfEc2,
      later(uses('ec2:DeleteRouteTable')),
      later(reads('ec2:DescribeSubnets')),
    ],

    async find(given) {
      const found = await routeTables.ofOwner(given.ec2, given);
      return found && { routeTableId: said(found, 'RouteTableId') };
    },

    async create({ ec2, tags, token, needs }) {
      const { RouteTable } = await ec2.send(
        new CreateRouteTableCommand({
          VpcId: needs.vpc.vpcId,
          ClientToken: token,
          TagSpecifications: [tagSpecification('route-table', tags)],
        }),
      );
      return { routeTableId: said(RouteTable, 'RouteTableId') };
    },

    async check(context, { routeTableId }) {
      const found = await routeTables.byId(context.ec2, routeTableId);
      return found ? there({ tags: ec2Tags(context, found.Tags, routeTableId) }) : gone;
    },

    going: { blockers: (context, { routeTableId }) => routedBy(context, routeTableId) },

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

/** What makes a subnet public: its default route goes to the internet gateway. */
export const defaultRoute = defineStep({
  id: 'default-route',
  title: { en: 'Route to the internet', ko: '인터넷으로 나가는 경로' },
  needs: { table: publicRouteTable, attachment: internetGatewayAttachment },
  allows: [
    reads('ec2:DescribeRouteTables'),
    uses('ec2:CreateRoute'),
    later(uses('ec2:DeleteRoute', 'ec2:ReplaceRoute')),
  ],

  settings: {
    GatewayId: { title: { en: 'where it leads', ko: '연결된 곳' }, wanted: ({ needs }) => needs.attachment.gatewayId },
  },

  async find({ ec2, needs: { table, attachment } }) {
    const found = await routeTables.byId(ec2, table.routeTableId);
    const route = found?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === everywhere);
    return route?.GatewayId === attachment.gatewayId
      ? { routeTableId: table.routeTableId, gatewayId: attachment.gatewayId }
      : undefined;
  },

  async create({ ec2, needs: { table, attachment }, wanted }) {
    await ec2.send(
      new CreateRouteCommand({
        RouteTableId: table.routeTableId,
        DestinationCidrBlock: everywhere,
        ...wanted,
      }),
    );
    return { routeTableId: table.routeTableId, gatewayId: attachment.gatewayId };
  },

  async check({ ec2 }, { routeTableId }) {
    const found = await routeTables.byId(ec2, routeTableId);
    const route = found?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === everywhere);
    return route ? there({ settings: { GatewayId: route.GatewayId } }) : gone;
  },

  async change({ ec2, wanted }, { routeTableId }) {
    await ec2.send(
      new ReplaceRouteCommand({ RouteTableId: routeTableId, DestinationCidrBlock: everywhere, ...wanted }),
    );
  },

  async delete({ ec2 }, { routeTableId }) {
    await ec2.send(new DeleteRouteCommand({ RouteTableId: routeTableId, DestinationCidrBlock: everywhere }));
  },
});
