import type { Address as Shown } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId, hex } from '../ids.ts';
import { at } from '../phase.ts';
import type { Call, Operations } from '../service.ts';
import type { Address } from './data.ts';
import { newPublicIp } from './interfaces.ts';
import { filtered, newResource, one, onlyTagsFor, remove, Tags, visible } from './resources.ts';

const portOf = ({ association }: Address, { here }: Call) =>
  here.interfaces.find(({ id }) => id === association?.interfaceId);

const show = (address: Address, call: Call): Shown => {
  const port = portOf(address, call);
  return {
    AllocationId: address.id,
    PublicIp: address.ip,
    Domain: 'vpc',
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: call.region,
    ...(port && {
      AssociationId: address.association?.id,
      InstanceId: port.instanceId,
      NetworkInterfaceId: port.id,
      NetworkInterfaceOwnerId: accountId,
      PrivateIpAddress: port.privateIp,
    }),
    Tags: Tags(address),
  };
};

/** Lets go of the addresses whose interface is gone. */
export function freeAddresses({ here }: Pick<Call, 'here'>): void {
  for (const address of here.addresses) {
    if (!here.interfaces.some(({ id }) => id === address.association?.interfaceId)) delete address.association;
  }
}

/** The interface that an address shall go to. */
function target(input: { InstanceId?: string | undefined; NetworkInterfaceId?: string | undefined }, call: Call) {
  if (!input.InstanceId) return one(call, 'interfaces', input.NetworkInterfaceId);
  const instance = one(call, 'instances', input.InstanceId);
  const state = at(instance.state, call.now);
  if (state !== 'running' && state !== 'stopped') {
    refuse('InvalidInstanceID', `The ${state} instance '${instance.id}' is not in a valid state for this operation.`);
  }
  return one(call, 'interfaces', instance.interfaceId);
}

export const addresses = {
  AllocateAddress({ TagSpecifications }, call) {
    onlyTagsFor(TagSpecifications, 'addresses');
    if (call.here.addresses.length >= call.scenario.quotas.addresses) {
      refuse('AddressLimitExceeded', 'The maximum number of addresses has been reached.');
    }
    const address: Address = {
      ...newResource(call, 'addresses', TagSpecifications),
      ip: newPublicIp(call),
      ledToAt: call.after('records set elsewhere'),
    };
    call.here.addresses.push(address);
    return {
      AllocationId: address.id,
      PublicIp: address.ip,
      Domain: 'vpc',
      PublicIpv4Pool: 'amazon',
      NetworkBorderGroup: call.region,
    };
  },

  DescribeAddresses({ AllocationIds, PublicIps, Filters }, call) {
    const known = AllocationIds?.length
      ? AllocationIds.map((id) => one(call, 'addresses', id))
      : visible(call, 'addresses').filter(({ ip }) => !PublicIps?.length || PublicIps.includes(ip));
    const found = filtered(known, Filters, {
      'allocation-id': ({ id }) => id,
      'association-id': ({ association }) => association?.id,
      'public-ip': ({ ip }) => ip,
      'network-interface-id': ({ association }) => association?.interfaceId,
      'instance-id': (address) => portOf(address, call)?.instanceId,
      'private-ip-address': (address) => portOf(address, call)?.privateIp,
      domain: () => 'vpc',
    });
    return { Addresses: found.map((address) => show(address, call)) };
  },

  AssociateAddress(input, call) {
    const address = one(call, 'addresses', input.AllocationId);
    const port = target(input, call);
    if (!call.here.gateways.some(({ vpcId }) => vpcId === port.vpcId)) {
      refuse('Gateway.NotAttached', `Network ${port.vpcId} is not attached to any internet gateway`);
    }
    const there = address.association;
    if (there?.interfaceId === port.id) return { AssociationId: there.id };
    if (there && input.AllowReassociation === false) {
      refuse(
        'Resource.AlreadyAssociated',
        `resource ${address.id} is already associated with associate-id ${there.id}`,
      );
    }
    const before = call.here.addresses.find(({ association }) => association?.interfaceId === port.id);
    if (before) delete before.association;
    address.association = { id: `eipassoc-0${hex(call.seed(), 16)}`, interfaceId: port.id };
    return { AssociationId: address.association.id };
  },

  DisassociateAddress({ AssociationId }, call) {
    const address = call.here.addresses.find(({ association }) => association?.id === AssociationId);
    if (!address) refuse('InvalidAssociationID.NotFound', `The association ID '${AssociationId}' does not exist`);
    delete address.association;
    return {};
  },

  ReleaseAddress({ AllocationId }, call) {
    const address = one(call, 'addresses', AllocationId);
    if (address.association) refuse('InvalidIPAddress.InUse', `Address ${address.ip} is in use.`);
    remove(call, 'addresses', address);
    return {};
  },

  DescribeAccountAttributes({ AttributeNames }, { scenario }) {
    const values: Record<string, number | string> = {
      'supported-platforms': 'VPC',
      'vpc-max-elastic-ips': scenario.quotas.addresses,
      'max-elastic-ips': scenario.quotas.addresses,
      'max-instances': 20,
      'vpc-max-security-groups-per-interface': 5,
    };
    return {
      AccountAttributes: Object.entries(values)
        .filter(([name]) => !AttributeNames?.length || AttributeNames.some((wanted) => wanted === name))
        .map(([AttributeName, value]) => ({ AttributeName, AttributeValues: [{ AttributeValue: `${value}` }] })),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
