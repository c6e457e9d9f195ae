import type { Vpc as VpcShown } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import { at } from '../phase.ts';
import type { Operations } from '../service.ts';
import { range } from './cidr.ts';
import type { Vpc } from './data.ts';
import { groupWithRules, mainRouteTable } from './made-with-vpc.ts';
import { listed, newResource, one, onlyTagsFor, remove, Tags, type Fields } from './resources.ts';
import { withoutParts } from './vpc-parts.ts';

const showVpc = (vpc: Vpc, now: number): VpcShown => ({
  VpcId: vpc.id,
  CidrBlock: vpc.cidr,
  CidrBlockAssociationSet: [
    {
      AssociationId: vpc.id.replace('vpc', 'vpc-cidr-assoc'),
      CidrBlock: vpc.cidr,
      CidrBlockState: { State: 'associated' },
    },
  ],
  DhcpOptionsId: 'dopt-0123456789abcdef0',
  InstanceTenancy: 'default',
  IsDefault: vpc.isDefault,
  OwnerId: accountId,
  State: at(vpc.state, now),
  Tags: Tags(vpc),
});

const vpcFields: Fields<Vpc> = {
  'vpc-id': ({ id }) => id,
  'is-default': ({ isDefault }) => `${isDefault}`,
  isDefault: ({ isDefault }) => `${isDefault}`,
  cidr: ({ cidr }) => cidr,
  'cidr-block': ({ cidr }) => cidr,
  'cidr-block-association.cidr-block': ({ cidr }) => cidr,
  'owner-id': () => accountId,
};

export const vpcs = {
  CreateVpc(input, call) {
    const block = range(input.CidrBlock);
    if (!block || block.bits < 16 || block.bits > 28) {
      refuse('InvalidVpc.Range', `The CIDR '${input.CidrBlock}' is invalid.`);
    }
    onlyTagsFor(input.TagSpecifications, 'vpcs');
    if (call.here.vpcs.length >= call.scenario.quotas.vpcs)
      refuse('VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
    const vpc: Vpc = {
      ...newResource(call, 'vpcs', input.TagSpecifications),
      cidr: input.CidrBlock as string,
      isDefault: false,
      state: { first: 'pending', until: call.after('network available'), next: 'available' },
      dnsSupport: true,
      dnsHostnames: false,
    };
    const { group, rules } = groupWithRules(vpc, newResource(call, 'groups'));
    call.here.vpcs.push(vpc);
    call.here.groups.push(group);
    call.here.rules.push(...rules);
    call.here.routeTables.push(mainRouteTable(vpc, newResource(call, 'routeTables')));
    return { Vpc: showVpc(vpc, call.now) };
  },

  DescribeVpcs(input, call) {
    const { items, next } = listed(call, 'vpcs', input.VpcIds, input, {
      ...vpcFields,
      state: ({ state }) => at(state, call.now),
    });
    return { Vpcs: items.map((vpc) => showVpc(vpc, call.now)), NextToken: next };
  },

  DescribeVpcAttribute({ VpcId, Attribute }, call) {
    const vpc = one(call, 'vpcs', VpcId);
    if (!Attribute) refuse('MissingParameter', 'The request must contain the parameter attribute');
    return {
      VpcId: vpc.id,
      ...(Attribute === 'enableDnsSupport' && { EnableDnsSupport: { Value: vpc.dnsSupport } }),
      ...(Attribute === 'enableDnsHostnames' && { EnableDnsHostnames: { Value: vpc.dnsHostnames } }),
    };
  },

  ModifyVpcAttribute({ VpcId, EnableDnsHostnames, EnableDnsSupport }, call) {
    const vpc = one(call, 'vpcs', VpcId);
    if (EnableDnsHostnames && EnableDnsSupport) {
      refuse('InvalidParameterCombination', 'Fields for multiple attribute types specified');
    }
    vpc.dnsHostnames = EnableDnsHostnames?.Value ?? vpc.dnsHostnames;
    vpc.dnsSupport = EnableDnsSupport?.Value ?? vpc.dnsSupport;
    return {};
  },

  DeleteVpc({ VpcId }, call) {
    const vpc = one(call, 'vpcs', VpcId);
    const { subnets, gateways, interfaces, routeTables, groups } = call.here;
    const within = ({ vpcId }: { vpcId?: string }) => vpcId === vpc.id;
    if (
      [...subnets, ...gateways, ...interfaces].some(within) ||
      routeTables.some((table) => within(table) && !table.associations.some(({ main }) => main)) ||
      groups.some((group) => within(group) && group.name !== 'default')
    ) {
      refuse('DependencyViolation', `The vpc '${vpc.id}' has dependencies and cannot be deleted.`);
    }
    withoutParts(call, vpc.id);
    const ownGroup = groups.find(within);
    for (const rule of call.here.rules.filter(({ groupId }) => groupId === ownGroup?.id)) remove(call, 'rules', rule);
    if (ownGroup) remove(call, 'groups', ownGroup);
    for (const table of routeTables.filter(within)) remove(call, 'routeTables', table);
    remove(call, 'vpcs', vpc);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
