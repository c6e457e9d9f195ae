import { CreateSubnetCommand, DeleteSubnetCommand, ModifySubnetAttributeCommand } from '@aws-sdk/client-ec2';
import { inSubnet } from '../../aws/blockers.ts';
import { subnets } from '../../aws/collections.ts';
import { readsBehindInterfaces } from '../../aws/interfaces.ts';
import { said } from '../../aws/replies.ts';
import { ec2Tags, tagSpecification } from '../../aws/tags.ts';
import { defineStep, gone, pending, there } from '../../engine/step.ts';
import { labelsOfEc2, later, makes, reads, uses } from '../../permissions/allow.ts';
import { vpc } from './vpc.ts';
import { perZone, zones, type Zone } from './zones.ts';

/** A part of the network in one zone. No machine gets a public address here by default. */
const subnet = (kind: 'public' | 'private', zone: Zone, cidr: string) =>
  defineStep({
    id: `${kind}-subnet-${zone}`,
    title: {
      en: `${kind === 'public' ? 'Public' : 'Private'} subnet ${zone.toUpperCase()}`,
      ko: `${kind === 'public' ? '퍼블릭' : '프라이빗'} 서브넷 ${zone.toUpperCase()}`,
    },
    needs: { vpc, zones },
    allows: [
      reads('ec2:DescribeSubnets'),
      makes('ec2:CreateSubnet'),
      uses('ec2:CreateSubnet'),
      ...labelsOfEc2,
      later(uses('ec2:DeleteSubnet', 'ec2:ModifySubnetAttribute')),
      ...readsBehindInterfaces,
    ],
    making: { takes: { earliest: 0, usual: 2, every: 1, limit: 300 } },

    settings: {
      MapPublicIpOnLaunch: { title: { en: 'public addresses by default', ko: '공인 IP 자동 할당' }, wanted: false },
    },

    async find(given) {
      const found = await subnets.ofOwner(given.ec2, given);
      return found && { subnetId: said(found, 'SubnetId') };
    },

    async create({ ec2, tags, needs }) {
      const { Subnet } = await ec2.send(
        new CreateSubnetCommand({
          VpcId: needs.vpc.vpcId,
          AvailabilityZone: needs.zones[zone],
          CidrBlock: cidr,
          TagSpecifications: [tagSpecification('subnet', tags)],
        }),
      );
      return { subnetId: said(Subnet, 'SubnetId') };
    },

    async check(context, { subnetId }) {
      const found = await subnets.byId(context.ec2, subnetId);
      if (!found) return gone;
      if (found.State !== 'available') return pending({ en: 'being created', ko: '생성 중' });
      return there({
        tags: ec2Tags(context, found.Tags, subnetId),
        settings: { MapPublicIpOnLaunch: found.MapPublicIpOnLaunch },
      });
    },

    async change({ ec2, wanted }, { subnetId }) {
      const MapPublicIpOnLaunch = { Value: wanted.MapPublicIpOnLaunch };
      await ec2.send(new ModifySubnetAttributeCommand({ SubnetId: subnetId, MapPublicIpOnLaunch }));
    },

    going: { blockers: (context, { subnetId }) => inSubnet(context, subnetId) },

    async delete({ ec2 }, { subnetId }) {
      await ec2.send(new DeleteSubnetCommand({ SubnetId: subnetId }));
    },

    follows: {
      // Zones are chosen only once: a subnet cannot move.
      initial: ['zones'],
    },
  });

export const publicSubnetIn = perZone((zone) => subnet('public', zone, { a: '10.20.0.0/24', b: '10.20.1.0/24' }[zone]));
export const privateSubnetIn = perZone((zone) =>
  subnet('private', zone, { a: '10.20.10.0/24', b: '10.20.11.0/24' }[zone]),
);
