import type { DBSubnetGroup } from '@aws-sdk/client-rds';
import { one } from '../ec2/resources.ts';
import { Refusal, refuse } from '../errors.ts';
import { firstUse } from '../linked-roles.ts';
import { page } from '../pages.ts';
import type { Call, Operations } from '../service.ts';
import { tagged } from '../tags.ts';
import type { SubnetGroup } from './data.ts';
import { arnOf, subnetGroupNamed } from './shared.ts';

/** A subnet group as RDS shows it. */
export const showSubnetGroup = (group: SubnetGroup, call: Call): DBSubnetGroup => ({
  DBSubnetGroupName: group.name,
  DBSubnetGroupArn: arnOf('subgrp', group.name, call),
  DBSubnetGroupDescription: group.description,
  SubnetGroupStatus: 'Complete',
  VpcId: group.vpcId,
  Subnets: group.subnetIds.map((id) => ({
    SubnetIdentifier: id,
    SubnetStatus: 'Active',
    SubnetAvailabilityZone: { Name: call.here.subnets.find((subnet) => subnet.id === id)?.zone },
  })),
});

function subnetFor(id: string, call: Call) {
  try {
    return one(call, 'subnets', id);
  } catch (error) {
    if (error instanceof Refusal) {
      refuse('InvalidSubnet', `Some input subnets in :[${id}] are invalid.`);
    }
    throw error;
  }
}

/** The network of the subnets of a group, which have to be in two zones of it. */
function networkOf(ids: readonly string[], call: Call): { vpcId: string } {
  const subnets = ids.map((id) => subnetFor(id, call));
  const [first] = subnets;
  if (!first || new Set(subnets.map(({ zone }) => zone)).size < 2) {
    refuse(
      'DBSubnetGroupDoesNotCoverEnoughAZs',
      "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. " +
        'Current AZ coverage: ' +
        `${subnets.map(({ zone }) => zone).join(', ')}. Add subnets to cover at least 2 AZs.`,
    );
  }
  if (subnets.some(({ vpcId }) => vpcId !== first.vpcId)) {
    refuse('InvalidSubnet', 'The subnets are not all in the same VPC.');
  }
  return first;
}

export const subnetGroups = {
  CreateDBSubnetGroup({ DBSubnetGroupName = '', DBSubnetGroupDescription = '', SubnetIds = [], Tags }, call) {
    const name = DBSubnetGroupName.toLowerCase();
    if (!/^[a-z][\w. -]{0,254}$/.test(name) || name === 'default') {
      refuse('InvalidParameterValue', `The parameter DBSubnetGroupName is not valid: '${DBSubnetGroupName}'`);
    }
    if (call.here.subnetGroups.some((group) => group.name === name)) {
      refuse('DBSubnetGroupAlreadyExists', `The DB subnet group '${name}' already exists.`);
    }
    firstUse('rds.amazonaws.com', 'AWSServiceRoleForRDS', call);
    const { vpcId } = networkOf(SubnetIds, call);
    const group: SubnetGroup = {
      name,
      visibleAt: call.after('database visible'),
      description: DBSubnetGroupDescription,
      vpcId,
      subnetIds: SubnetIds,
      tags: tagged(Tags),
    };
    call.here.subnetGroups.push(group);
    return { DBSubnetGroup: showSubnetGroup(group, call) };
  },

  ModifyDBSubnetGroup({ DBSubnetGroupName, SubnetIds = [] }, call) {
    const group = subnetGroupNamed(call, DBSubnetGroupName);
    if (networkOf(SubnetIds, call).vpcId !== group.vpcId) {
      refuse('InvalidSubnet', 'The new subnets are not in the same VPC as the existing subnet group.');
    }
    group.subnetIds = SubnetIds;
    return { DBSubnetGroup: showSubnetGroup(group, call) };
  },

  DescribeDBSubnetGroups({ DBSubnetGroupName, MaxRecords = 100, Marker }, call) {
    const found = DBSubnetGroupName ? [subnetGroupNamed(call, DBSubnetGroupName)] : call.here.subnetGroups;
    const { items, next } = page(found, MaxRecords, Marker);
    return { DBSubnetGroups: items.map((group) => showSubnetGroup(group, call)), Marker: next };
  },

  DeleteDBSubnetGroup({ DBSubnetGroupName }, call) {
    const group = subnetGroupNamed(call, DBSubnetGroupName);
    const user = call.here.databases.find(({ subnetGroup }) => subnetGroup === group.name);
    if (user) {
      refuse(
        'InvalidDBSubnetGroupStateFault',
        `Cannot delete the subnet group '${group.name}' because at least one database instance: ${user.id} is still using it.`,
      );
    }
    call.here.subnetGroups.splice(call.here.subnetGroups.indexOf(group), 1);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-rds')>;
