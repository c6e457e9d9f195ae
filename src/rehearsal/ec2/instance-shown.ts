import type { _InstanceType, InstanceStateName, Instance as Shown } from '@aws-sdk/client-ec2';
import { at } from '../phase.ts';
import type { Call } from '../service.ts';
import { instanceTypes } from './catalog.ts';
import type { Instance } from './data.ts';
import { addressOf } from './interfaces.ts';
import { Tags, type Fields } from './resources.ts';

const codes: Record<InstanceStateName, number> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export const stateOf = (instance: Instance, now: number) => {
  const Name = at(instance.state, now);
  return { Name, Code: codes[Name] };
};

export const portOf = ({ interfaceId }: Instance, { here }: Call) =>
  here.interfaces.find(({ id }) => id === interfaceId);

export function show(instance: Instance, call: Call): Shown {
  const State = stateOf(instance, call.now);
  const live = State.Name !== 'terminated';
  const port = live ? portOf(instance, call) : undefined;
  const publicIp = port && (addressOf(call, port.id)?.ip ?? port.publicIp);
  const Groups = port?.groupIds.map((id) => ({
    GroupId: id,
    GroupName: call.here.groups.find((group) => group.id === id)?.name,
  }));
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    InstanceType: instance.type as _InstanceType,
    Architecture: instanceTypes.get(instance.type)?.architecture,
    State,
    ...(instance.reason && { StateReason: { Code: instance.reason.split(':')[0], Message: instance.reason } }),
    LaunchTime: new Date(instance.launchedAt),
    Placement: { AvailabilityZone: call.here.subnets.find(({ id }) => id === instance.subnetId)?.zone },
    ClientToken: instance.token ?? '',
    KeyName: instance.keyName,
    MetadataOptions: {
      State: 'applied',
      HttpTokens: instance.metadata.tokens as never,
      HttpPutResponseHopLimit: instance.metadata.hops,
      HttpEndpoint: instance.metadata.endpoint as never,
    },
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    BlockDeviceMappings: live
      ? [
          {
            DeviceName: '/dev/xvda',
            Ebs: { VolumeId: instance.volumeId, DeleteOnTermination: true, Status: 'attached' },
          },
        ]
      : [],
    ...(instance.profile && { IamInstanceProfile: { Arn: instance.profile.arn, Id: instance.profile.id } }),
    ...(port && {
      SubnetId: instance.subnetId,
      VpcId: instance.vpcId,
      PrivateIpAddress: port.privateIp,
      PublicIpAddress: publicIp,
      SecurityGroups: Groups,
      NetworkInterfaces: [
        {
          NetworkInterfaceId: port.id,
          SubnetId: port.subnetId,
          VpcId: port.vpcId,
          PrivateIpAddress: port.privateIp,
          Groups,
        },
      ],
    }),
    Tags: Tags(instance),
  };
}

export const fields = (call: Call): Fields<Instance> => ({
  'instance-id': ({ id }) => id,
  'instance-state-name': ({ state }) => at(state, call.now),
  'instance-state-code': ({ state }) => `${codes[at(state, call.now)]}`,
  'instance-type': ({ type }) => type,
  'client-token': ({ token }) => token,
  'image-id': ({ imageId }) => imageId,
  'vpc-id': ({ vpcId }) => vpcId,
  'subnet-id': ({ subnetId }) => subnetId,
  'instance.group-id': (instance) => portOf(instance, call)?.groupIds,
  'network-interface.group-id': (instance) => portOf(instance, call)?.groupIds,
  'network-interface.network-interface-id': ({ interfaceId }) => interfaceId,
  'network-interface.subnet-id': ({ subnetId }) => subnetId,
  'network-interface.vpc-id': ({ vpcId }) => vpcId,
  'availability-zone': ({ subnetId }) => call.here.subnets.find(({ id }) => id === subnetId)?.zone,
  'iam-instance-profile.arn': ({ profile }) => profile?.arn,
  'root-device-type': () => 'ebs',
});
