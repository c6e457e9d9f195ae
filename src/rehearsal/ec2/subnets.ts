import type { Subnet as SubnetShown } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import { at } from '../phase.ts';
import type { Call, Operations } from '../service.ts';
import { zoneId, zonesOf } from './catalog.ts';
import { contains, overlap, range } from './cidr.ts';
import type { Subnet } from './data.ts';
import { listed, newResource, one, onlyTagsFor, remove, Tags, type Fields } from './resources.ts';

const showSubnet = (subnet: Subnet, { here, region, now }: Call): SubnetShown => ({
  SubnetId: subnet.id,
  SubnetArn: `arn:aws:ec2:${region}:${accountId}:subnet/${subnet.id}`,
  VpcId: subnet.vpcId,
  CidrBlock: subnet.cidr,
  AvailabilityZone: subnet.zone,
  AvailabilityZoneId: zoneId(subnet.zone),
  // EC2 keeps five addresses of each subnet for itself.
  AvailableIpAddressCount:
    (range(subnet.cidr)?.size ?? 0) - 5 - here.interfaces.filter(({ subnetId }) => subnetId === subnet.id).length,
  AssignIpv6AddressOnCreation: false,
  DefaultForAz: subnet.isDefault,
  MapPublicIpOnLaunch: subnet.mapPublicIp,
  Ipv6CidrBlockAssociationSet: [],
  OwnerId: accountId,
  State: at(subnet.state, now),
  Tags: Tags(subnet),
});

const subnetFields: Fields<Subnet> = {
  'subnet-id': ({ id }) => id,
  'vpc-id': ({ vpcId }) => vpcId,
  'availability-zone': ({ zone }) => zone,
  'availability-zone-id': ({ zone }) => zoneId(zone),
  'cidr-block': ({ cidr }) => cidr,
  'default-for-az': ({ isDefault }) => `${isDefault}`,
  'map-public-ip-on-launch': ({ mapPublicIp }) => `${mapPublicIp}`,
  'owner-id': () => accountId,
};

/** Subnets, and the zones that they are in. */
export const subnets = {
  CreateSubnet(input, call) {
    const vpc = one(call, 'vpcs', input.VpcId);
    const zones = zonesOf(call.region);
    const zone = input.AvailabilityZone ?? zones.find((name) => zoneId(name) === input.AvailabilityZoneId) ?? zones[0];
    if (!zone || !zones.includes(zone)) {
      refuse(
        'InvalidParameterValue',
        `Value (${zone}) for parameter availabilityZone is invalid. ` +
          `Subnets can currently only be created in the following availability zones: ${zones.join(', ')}.`,
      );
    }
    const block = range(input.CidrBlock);
    const network = range(vpc.cidr);
    if (!block || !network || block.bits > 28 || !contains(network, block)) {
      refuse('InvalidSubnet.Range', `The CIDR '${input.CidrBlock}' is invalid.`);
    }
    const taken = call.here.subnets.filter(({ vpcId }) => vpcId === vpc.id).map(({ cidr }) => range(cidr));
    if (taken.some((other) => other && overlap(other, block))) {
      refuse('InvalidSubnet.Conflict', `The CIDR '${input.CidrBlock}' conflicts with another subnet`);
    }
    onlyTagsFor(input.TagSpecifications, 'subnets');
    const subnet: Subnet = {
      ...newResource(call, 'subnets', input.TagSpecifications),
      vpcId: vpc.id,
      cidr: input.CidrBlock as string,
      zone,
      isDefault: false,
      state: { first: 'pending', until: call.after('network available'), next: 'available' },
      mapPublicIp: false,
    };
    call.here.subnets.push(subnet);
    return { Subnet: showSubnet(subnet, call) };
  },

  DescribeSubnets(input, call) {
    const { items, next } = listed(call, 'subnets', input.SubnetIds, input, {
      ...subnetFields,
      state: ({ state }) => at(state, call.now),
    });
    return { Subnets: items.map((subnet) => showSubnet(subnet, call)), NextToken: next };
  },

  ModifySubnetAttribute({ SubnetId, MapPublicIpOnLaunch, ...others }, call) {
    const subnet = one(call, 'subnets', SubnetId);
    const attributes = [MapPublicIpOnLaunch, ...Object.values(others)].filter((one) => one !== undefined);
    // "You can only modify one attribute at a time" (API reference).
    if (attributes.length > 1) refuse('InvalidParameterCombination', 'Fields for multiple attribute types specified');
    subnet.mapPublicIp = MapPublicIpOnLaunch?.Value ?? subnet.mapPublicIp;
    return {};
  },

  DeleteSubnet({ SubnetId }, call) {
    const subnet = one(call, 'subnets', SubnetId);
    if (call.here.interfaces.some(({ subnetId }) => subnetId === subnet.id)) {
      refuse('DependencyViolation', `The subnet '${subnet.id}' has dependencies and cannot be deleted.`);
    }
    for (const table of call.here.routeTables) {
      table.associations = table.associations.filter(({ subnetId }) => subnetId !== subnet.id);
    }
    remove(call, 'subnets', subnet);
    return {};
  },

  DescribeAvailabilityZones({ ZoneNames }, { region }) {
    return {
      AvailabilityZones: zonesOf(region)
        .filter((zone) => !ZoneNames?.length || ZoneNames.includes(zone))
        .map((zone) => ({
          ZoneName: zone,
          ZoneId: zoneId(zone),
          ZoneType: 'availability-zone',
          RegionName: region,
          GroupName: `${region}-zg-1`,
          NetworkBorderGroup: region,
          OptInStatus: 'opt-in-not-required' as const,
          State: 'available' as const,
        })),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
