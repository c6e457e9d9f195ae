import type { NetworkInterface as Shown } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import type { Call, Operations } from '../service.ts';
import { dotted, range } from './cidr.ts';
import type { Address, NetworkInterface, Subnet } from './data.ts';
import type { Fields } from './resources.ts';
import { listed, newResource, one, remove, Tags } from './resources.ts';

/** A new network interface in a subnet, and its private address. */
export function newInterface(
  call: Call,
  subnet: Subnet,
  made: Pick<NetworkInterface, 'groupIds' | 'description' | 'publicIp' | 'instanceId' | 'requester'>,
): NetworkInterface {
  const taken = new Set(call.here.interfaces.map(({ privateIp }) => privateIp));
  const block = range(subnet.cidr) ?? { first: 0, size: 0 };
  // The first four addresses and the last one of a subnet are EC2's own.
  let host = block.first + 4;
  while (taken.has(dotted(host))) host++;
  if (host >= block.first + block.size - 1) {
    refuse('InsufficientFreeAddressesInSubnet', `There are not enough free addresses in subnet '${subnet.id}'.`);
  }
  const port: NetworkInterface = {
    ...newResource(call, 'interfaces'),
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    privateIp: dotted(host),
    ...made,
  };
  call.here.interfaces.push(port);
  return port;
}

/** A public address nobody else has: from the block that is set apart for tests of networks. */
export function newPublicIp(call: Call): string {
  call.seed();
  return dotted(0xc6120000 + (call.account.seeds % 0x20000));
}

/** The Elastic IP that an interface has. */
export const addressOf = (call: Call, interfaceId: string): Address | undefined =>
  call.here.addresses.find(({ association }) => association?.interfaceId === interfaceId);

const show = (port: NetworkInterface, call: Call): Shown => {
  const elastic = addressOf(call, port.id);
  const publicIp = elastic?.ip ?? port.publicIp;
  const association = publicIp && {
    PublicIp: publicIp,
    IpOwnerId: elastic ? accountId : 'amazon',
    ...(elastic && { AllocationId: elastic.id, AssociationId: elastic.association?.id }),
  };
  return {
    NetworkInterfaceId: port.id,
    Description: port.description,
    SubnetId: port.subnetId,
    VpcId: port.vpcId,
    AvailabilityZone: call.here.subnets.find(({ id }) => id === port.subnetId)?.zone,
    Groups: port.groupIds.map((id) => ({
      GroupId: id,
      GroupName: call.here.groups.find((group) => group.id === id)?.name,
    })),
    InterfaceType: 'interface',
    OwnerId: accountId,
    PrivateIpAddress: port.privateIp,
    RequesterId: port.requester,
    RequesterManaged: port.requester !== undefined,
    SourceDestCheck: true,
    Status: 'in-use',
    Attachment: {
      AttachmentId: port.id.replace('eni', 'eni-attach'),
      DeleteOnTermination: true,
      DeviceIndex: port.instanceId ? 0 : 1,
      InstanceId: port.instanceId,
      InstanceOwnerId: port.requester ?? accountId,
      Status: 'attached',
    },
    ...(association && { Association: association }),
    TagSet: Tags(port),
  };
};

const fields: Fields<NetworkInterface> = {
  'network-interface-id': ({ id }) => id,
  'group-id': ({ groupIds }) => groupIds,
  'subnet-id': ({ subnetId }) => subnetId,
  'vpc-id': ({ vpcId }) => vpcId,
  description: ({ description }) => description,
  'requester-id': ({ requester }) => requester,
  'requester-managed': ({ requester }) => `${requester !== undefined}`,
  'attachment.instance-id': ({ instanceId }) => instanceId,
  'private-ip-address': ({ privateIp }) => privateIp,
  'interface-type': () => 'interface',
  status: () => 'in-use',
};

/** Network interfaces, which only other things make here. */
export const interfaces = {
  DescribeNetworkInterfaces(input, call) {
    const { items, next } = listed(call, 'interfaces', input.NetworkInterfaceIds, input, fields);
    return { NetworkInterfaces: items.map((port) => show(port, call)), NextToken: next };
  },

  DeleteNetworkInterface({ NetworkInterfaceId }, call) {
    const port = one(call, 'interfaces', NetworkInterfaceId);
    if (port.requester) {
      refuse('OperationNotPermitted', `You are not allowed to manage '${port.id}' attachments.`);
    }
    if (port.instanceId) refuse('InvalidParameterValue', `Network interface '${port.id}' is currently in use.`);
    remove(call, 'interfaces', port);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
