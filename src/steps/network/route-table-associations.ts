import {
  AssociateRouteTableCommand,
  DescribeRouteTablesCommand,
  DisassociateRouteTableCommand,
  type EC2Client,
  type RouteTableAssociation,
} from '@aws-sdk/client-ec2';
import { batch } from '../../aws/batch.ts';
import { routeTables } from '../../aws/collections.ts';
import { isAlreadyThere, isDenied, isNotFound } from '../../aws/error-names.ts';
import { said } from '../../aws/replies.ts';
import { defineStep, gone, ready, replaced } from '../../engine/step.ts';
import { Trouble } from '../../errors.ts';
import { later, reads, uses } from '../../permissions/allow.ts';
import type { Words } from '../../words.ts';
import { privateRouteTable, publicRouteTable } from './route-tables.ts';
import { privateSubnetIn, publicSubnetIn } from './subnets.ts';
import { perZone, type Zone } from './zones.ts';

const handleOf = (
  associationId: string,
  { subnetId }: { readonly subnetId: string },
  { routeTableId }: { readonly routeTableId: string },
) => ({ associationId, routeTableId, subnetId });

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

const association = (
  kind: 'public' | 'private',
  zone: Zone,
  subnet: typeof publicSubnetIn.a,
  table: typeof publicRouteTable,
) =>
  defineStep({
    id: `${kind}-association-${zone}`,
    title: {
      en: `Route table of ${kind} subnet ${zone.toUpperCase()}`,
      ko: `${kind === 'public' ? '퍼블릭' : '프라이빗'} 서브넷 ${zone.toUpperCase()} 라우팅 연결`,
    },
    needs: { subnet, table },
    allows: [
      reads('ec2:DescribeRouteTables'),
      uses('ec2:AssociateRouteTable'),
      later(uses('ec2:DisassociateRouteTable')),
    ],

    async find({ ec2, needs: { subnet, table } }) {
      const found = await routeTables.byId(ec2, table.routeTableId);
      const existing = found?.Associations?.find(({ SubnetId }) => SubnetId === subnet.subnetId);
      return existing && handleOf(said(existing, 'RouteTableAssociationId'), subnet, table);
    },

    async create({ ec2, needs: { subnet, table } }) {
      const associate = async () => {
        const made = await ec2.send(
          new AssociateRouteTableCommand({ SubnetId: subnet.subnetId, RouteTableId: table.routeTableId }),
        );
        return handleOf(said(made, 'AssociationId'), subnet, table);
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

export const publicAssociationIn = perZone((zone) =>
  association('public', zone, publicSubnetIn[zone], publicRouteTable),
);
export const privateAssociationIn = perZone((zone) =>
  association('private', zone, privateSubnetIn[zone], privateRouteTable),
);
