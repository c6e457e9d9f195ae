import {
  AssociateRouteTableCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  DeleteRouteCommand,
  DeleteRouteTableCommand,
  DescribeRouteTablesCommand,
  DisassociateRouteTableCommand,
  ReplaceRouteCommand,
  type EC2Client,
  type RouteTableAssociation,
} from '@aws-sdk/client-ec2';
import { batch } from '../../aws/batch.ts';
import { routedBy } from '../../aws/blockers.ts';
import { routeTables } from '../../aws/collections.ts';
import { isAlreadyThere, isDenied, isNotFound } from '../../aws/error-names.ts';
import { label } from '../../aws/label.ts';
import { tagSpecification } from '../../aws/tags.ts';
import { defineStep, gone, ready, replaced, there } from '../../engine/step.ts';
import { Trouble } from '../../errors.ts';
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

    async find(given) {
      const found = await routeTables.ofOwner(given.ec2, given);
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
      const found = await routeTables.byId(ec2, routeTableId);
      return found ? there({ tags: found.Tags }) : gone;
    },

    tag: (context, { routeTableId }) => label.ec2(context, routeTableId),

    blockers: (context, { routeTableId }) => routedBy(context, routeTableId),

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

  async check({ ec2 }, { routeTableId }) {
    const found = await routeTables.byId(ec2, routeTableId);
    const route = found?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === everywhere);
    return route ? there({ settings: { GatewayId: route.GatewayId } }) : gone;
  },

  wants: ({ needs }) => ({ GatewayId: needs.attachment.gatewayId }),
  settings: { GatewayId: { title: { en: 'where it leads', ko: '연결된 곳' } } },

  async change({ ec2, needs }, { routeTableId }) {
    const { gatewayId } = needs.attachment;
    await ec2.send(
      new ReplaceRouteCommand({ RouteTableId: routeTableId, DestinationCidrBlock: everywhere, GatewayId: gatewayId }),
    );
  },

  async delete({ ec2 }, { routeTableId }) {
    await ec2.send(new DeleteRouteCommand({ RouteTableId: routeTableId, DestinationCidrBlock: everywhere }));
  },
});

const handleOf = (
  associationId: string | undefined,
  { subnetId }: { readonly subnetId: string },
  { routeTableId }: { readonly routeTableId: string },
) => ({ associationId: associationId!, routeTableId, subnetId });

/** A subnet's association, with whichever table; a subnet without one uses the VPC's main route table. */
const explicitAssociation = batch<EC2Client, RouteTableAssociation>(async (ec2, subnetIds) => {
  const Filters = [{ Name: 'association.subnet-id', Values: [...subnetIds] }];
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ Filters }));
  const associations = RouteTables.flatMap(({ Associations = [] }) => Associations);
  return new Map(associations.map((one) => [one.SubnetId ?? '', one]));
});

const ledAway = ({ RouteTableId }: RouteTableAssociation): Words => ({
  en: `its subnet was associated with ${RouteTableId}`,
  ko: `누군가 서브넷을 ${RouteTableId}에 연결했습니다`,
});

/** Removes an association that somebody else made. Our own policy allows it for our route tables only. */
async function release(ec2: EC2Client, other: RouteTableAssociation): Promise<void> {
  const { RouteTableAssociationId: AssociationId, RouteTableId, SubnetId } = other;
  try {
    await ec2.send(new DisassociateRouteTableCommand({ AssociationId }));
  } catch (error) {
    if (isNotFound(error)) return;
    if (!isDenied(error)) throw error;
    throw new Trouble(
      'aws',
      {
        en: `Subnet ${SubnetId} is associated with the route table ${RouteTableId}, which stepway is not allowed to change.`,
        ko: `누군가 서브넷을 stepway가 건드릴 수 없는 라우팅 테이블에 연결했습니다(${SubnetId} → ${RouteTableId}).`,
      },
      {
        en: `Undo that with \`aws ec2 disassociate-route-table --association-id ${AssociationId}\`, then run the same command again.`,
        ko: `\`aws ec2 disassociate-route-table --association-id ${AssociationId}\`로 되돌린 뒤 같은 명령을 다시 실행하세요.`,
      },
      { cause: error },
    );
  }
}

const association = (id: string, title: Words, subnet: typeof publicSubnetA, table: typeof publicRouteTable) =>
  defineStep({
    id,
    title,
    needs: { subnet, table },
    asks: {},

    async find({ ec2, needs: { subnet, table } }) {
      const found = await routeTables.byId(ec2, table.routeTableId);
      const existing = found?.Associations?.find(({ SubnetId }) => SubnetId === subnet.subnetId);
      return existing && handleOf(existing.RouteTableAssociationId, subnet, table);
    },

    async create({ ec2, needs: { subnet, table } }) {
      const associate = async () => {
        const { AssociationId } = await ec2.send(
          new AssociateRouteTableCommand({ SubnetId: subnet.subnetId, RouteTableId: table.routeTableId }),
        );
        return handleOf(AssociationId, subnet, table);
      };
      try {
        return await associate();
      } catch (error) {
        if (!isAlreadyThere(error)) throw error;
        const other = await explicitAssociation(ec2, subnet.subnetId);
        if (!other || other.RouteTableId === table.routeTableId) throw error;
        await release(ec2, other);
        return associate();
      }
    },

    async check({ ec2 }, { associationId, routeTableId, subnetId }) {
      const found = await routeTables.byId(ec2, routeTableId);
      if (found?.Associations?.some(({ RouteTableAssociationId: one }) => one === associationId)) return ready();
      const other = await explicitAssociation(ec2, subnetId);
      return other && other.RouteTableId !== routeTableId ? replaced(ledAway(other)) : gone;
    },

    async delete({ ec2 }, { associationId }) {
      await ec2.send(new DisassociateRouteTableCommand({ AssociationId: associationId }));
    },
  });

const routed = (kind: 'public' | 'private', zone: 'A' | 'B'): Words => ({
  en: `Route table of ${kind} subnet ${zone}`,
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
