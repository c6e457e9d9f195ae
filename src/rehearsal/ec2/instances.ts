import type {
  Instance as Shown,
  InstanceStateName,
  Reservation,
  UnsuccessfulInstanceCreditSpecificationErrorCode,
  _InstanceType,
} from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { accountId } from '../ids.ts';
import { checkPlanType } from '../free-tier.ts';
import { at } from '../phase.ts';
import type { Call, Operations } from '../service.ts';
import { imageOf, instanceTypes, isBurstable } from './catalog.ts';
import type { Instance } from './data.ts';
import { addressOf, newPublicIp } from './interfaces.ts';
import { launch } from './launch.ts';
import type { Fields } from './resources.ts';
import { listed, one, Tags, visible } from './resources.ts';

const hour = 3_600_000;
const codes: Record<InstanceStateName, number> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

const stateOf = (instance: Instance, now: number) => {
  const Name = at(instance.state, now);
  return { Name, Code: codes[Name] };
};

const portOf = ({ interfaceId }: Instance, { here }: Call) => here.interfaces.find(({ id }) => id === interfaceId);

function show(instance: Instance, call: Call): Shown {
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

const reservation = (instance: Instance, call: Call): Reservation => ({
  ReservationId: instance.id.replace('i-', 'r-'),
  OwnerId: accountId,
  Groups: [],
  Instances: [show(instance, call)],
});

const fields = (call: Call): Fields<Instance> => ({
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

/** Moves instances out of the state `from`, and says what they were and are; `verb` is for the refusal. */
function move(
  ids: readonly string[] | undefined,
  from: InstanceStateName,
  verb: string,
  call: Call,
  act: (instance: Instance) => void,
) {
  const instances = (ids ?? []).map((id) => one(call, 'instances', id));
  return instances.map((instance) => {
    const PreviousState = stateOf(instance, call.now);
    if (PreviousState.Name === from) act(instance);
    else if (PreviousState.Name === 'pending' || PreviousState.Name === 'terminated') {
      refuse('IncorrectInstanceState', `The instance '${instance.id}' is not in a state from which it can be ${verb}.`);
    }
    return { InstanceId: instance.id, PreviousState, CurrentState: stateOf(instance, call.now) };
  });
}

/** Instances. */
export const instances = {
  RunInstances(input, call) {
    return reservation(launch(input, call), call);
  },

  DescribeInstances(input, call) {
    const { items, next } = listed(call, 'instances', input.InstanceIds, input, fields(call));
    return { Reservations: items.map((instance) => reservation(instance, call)), NextToken: next };
  },

  TerminateInstances({ InstanceIds }, call) {
    for (const id of InstanceIds ?? []) {
      const { apiTermination, apiStop } = one(call, 'instances', id);
      // Stop protection protects from being terminated, too:
      // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-stop-protection.html
      const protection = [!apiTermination && 'disableApiTermination', apiStop === false && 'disableApiStop'];
      for (const attribute of protection.filter(Boolean)) {
        refuse(
          'OperationNotPermitted',
          `The instance '${id}' may not be terminated. Modify its '${attribute}' instance attribute and try again.`,
        );
      }
    }
    const live = ['pending', 'running', 'stopping', 'stopped'] as const;
    const moved = (InstanceIds ?? []).map((id) => one(call, 'instances', id));
    return {
      TerminatingInstances: moved.map((instance) => {
        const PreviousState = stateOf(instance, call.now);
        if (live.some((state) => state === PreviousState.Name)) {
          const until = call.after('instance terminated');
          instance.state = { first: 'shutting-down', until, next: 'terminated' };
          instance.goneAt = until + hour;
          const port = portOf(instance, call);
          if (port) port.goneAt = until + call.after('interface released') - call.now;
          const volume = call.here.volumes.find(({ id }) => id === instance.volumeId);
          if (volume) volume.goneAt = until;
        }
        return { InstanceId: instance.id, PreviousState, CurrentState: stateOf(instance, call.now) };
      }),
    };
  },

  StopInstances({ InstanceIds }, call) {
    return {
      StoppingInstances: move(InstanceIds, 'running', 'stopped', call, (instance) => {
        instance.state = { first: 'stopping', until: call.after('instance stopped'), next: 'stopped' };
        delete portOf(instance, call)?.publicIp;
      }),
    };
  },

  StartInstances({ InstanceIds }, call) {
    return {
      StartingInstances: move(InstanceIds, 'stopped', 'started', call, (instance) => {
        const until = call.after('instance running');
        instance.state = { first: 'pending', until, next: 'running' };
        instance.launchedAt = call.now;
        instance.upAt = until + call.after('application up') - call.now;
        const port = portOf(instance, call);
        const subnet = call.here.subnets.find(({ id }) => id === instance.subnetId);
        if (port && subnet?.mapPublicIp) port.publicIp = newPublicIp(call);
      }),
    };
  },

  DescribeInstanceAttribute({ InstanceId, Attribute }, call) {
    const instance = one(call, 'instances', InstanceId);
    const values = {
      userData: { UserData: { Value: instance.userData } },
      instanceType: { InstanceType: { Value: instance.type } },
      disableApiTermination: { DisableApiTermination: { Value: !instance.apiTermination } },
      groupSet: { Groups: portOf(instance, call)?.groupIds.map((GroupId) => ({ GroupId })) },
    };
    return { InstanceId: instance.id, ...values[Attribute as keyof typeof values] };
  },

  ModifyInstanceAttribute(input, call) {
    const instance = one(call, 'instances', input.InstanceId);
    const state = at(instance.state, call.now);
    const type = input.InstanceType?.Value ?? (input.Attribute === 'instanceType' ? input.Value : undefined);
    if (type) checkPlanType(call.scenario, type);
    if ((type || input.UserData) && state !== 'stopped') {
      refuse('IncorrectInstanceState', `The instance '${instance.id}' is not in the 'stopped' state.`);
    }
    if (type) {
      const facts = instanceTypes.get(type);
      if (!facts) refuse('InvalidInstanceAttributeValue', `Invalid instance type: ${type}`);
      if (imageOf(call.region, facts.architecture) !== instance.imageId) {
        refuse('InvalidParameterCombination', `The architecture of ${type} does not match the one of the AMI.`);
      }
      instance.type = type;
      if (isBurstable(type)) instance.credits ??= type.startsWith('t2') ? 'standard' : 'unlimited';
      else delete instance.credits;
    }
    if (input.UserData?.Value) instance.userData = Buffer.from(input.UserData.Value).toString('base64');
    const port = portOf(instance, call);
    if (input.Groups && port) port.groupIds = input.Groups.map((id) => one(call, 'groups', id).id);
    instance.apiTermination = !(input.DisableApiTermination?.Value ?? !instance.apiTermination);
    if (input.DisableApiStop?.Value) instance.apiStop = false;
    else if (input.DisableApiStop) delete instance.apiStop;
    return {};
  },

  ModifyInstanceMetadataOptions(input, call) {
    const instance = one(call, 'instances', input.InstanceId);
    instance.metadata = {
      tokens: input.HttpTokens ?? instance.metadata.tokens,
      hops: input.HttpPutResponseHopLimit ?? instance.metadata.hops,
      endpoint: input.HttpEndpoint ?? instance.metadata.endpoint,
    };
    return { InstanceId: instance.id, InstanceMetadataOptions: show(instance, call).MetadataOptions };
  },

  DescribeInstanceCreditSpecifications({ InstanceIds }, call) {
    const asked = InstanceIds?.length
      ? InstanceIds.map((id) => one(call, 'instances', id))
      : visible(call, 'instances').filter(({ credits }) => credits);
    for (const { id, credits } of asked)
      if (!credits)
        refuse('InstanceCreditSpecification.NotSupported', `${id} is not a burstable performance instance.`);
    return {
      InstanceCreditSpecifications: asked.flatMap(({ id, credits }) =>
        credits ? [{ InstanceId: id, CpuCredits: credits }] : [],
      ),
    };
  },

  ModifyInstanceCreditSpecification({ InstanceCreditSpecifications }, call) {
    const asked = InstanceCreditSpecifications ?? [];
    for (const { CpuCredits = '' } of asked)
      if (!['standard', 'unlimited'].includes(CpuCredits))
        refuse('InvalidParameterValue', `Value (${CpuCredits}) for parameter CpuCredits is invalid.`);
    // The call succeeds; what could not be changed is in its answer (API reference).
    const answers = asked.map(({ InstanceId, CpuCredits = '' }) => {
      const instance = one(call, 'instances', InstanceId);
      const state = at(instance.state, call.now);
      const failed = (Code: UnsuccessfulInstanceCreditSpecificationErrorCode, Message: string) => ({
        InstanceId: instance.id,
        Error: { Code, Message },
      });
      if (!isBurstable(instance.type))
        return failed('InstanceCreditSpecification.NotSupported', `${instance.id} is not a burstable instance.`);
      if (state !== 'running' && state !== 'stopped')
        return failed('IncorrectInstanceState', `The instance '${instance.id}' is ${state}.`);
      instance.credits = CpuCredits;
      return { InstanceId: instance.id };
    });
    return {
      SuccessfulInstanceCreditSpecifications: answers.filter((one) => !('Error' in one)),
      UnsuccessfulInstanceCreditSpecifications: answers.filter((one) => 'Error' in one),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
