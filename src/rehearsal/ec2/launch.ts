import type { BlockDeviceMapping, RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { refuse } from '../errors.ts';
import { checkPlanType } from '../free-tier.ts';
import { at } from '../phase.ts';
import { fingerprint } from '../same.ts';
import type { Call } from '../service.ts';
import { imageOf, instanceTypes, isBurstable, offers, zonesOf } from './catalog.ts';
import type { Instance, Subnet, Volume } from './data.ts';
import { newInterface, newPublicIp } from './interfaces.ts';
import { profileFor } from './profiles.ts';
import { newResource, one, onlyTagsFor } from './resources.ts';

const imageSize = 8;

/** Makes the instance that RunInstances asks for, with its interface and disk; or finds the one its token made. */
export function launch(input: RunInstancesCommandInput, call: Call): Instance {
  const token = input.ClientToken;
  const request = fingerprint(input);
  const before = token && call.here.instances.find((instance) => instance.token === token);
  if (before) {
    if (before.request === request) return before;
    refuse(
      'IdempotentParameterMismatch',
      `Arguments on this idempotent request are inconsistent with arguments used in previous request(s).`,
    );
  }
  if (input.MinCount !== 1 || input.MaxCount !== 1) {
    refuse('InvalidParameterValue', 'The rehearsal launches one instance at a time.');
  }
  onlyTagsFor(input.TagSpecifications, 'instances', 'volumes', 'interfaces');
  const type = typeFor(input, call);
  const { subnet, groupIds, isPublic } = networkFor(input, call);
  if (!offers(subnet.zone, type)) {
    const elsewhere = zonesOf(call.region).filter((zone) => offers(zone, type));
    refuse(
      'Unsupported',
      `Your requested instance type (${type}) is not supported in your requested Availability Zone (${subnet.zone}). ` +
        `Please retry your request by not specifying an Availability Zone or choosing ${elsewhere.join(', ')}.`,
    );
  }
  checkPlanType(call.scenario, type);
  checkCpus(type, call);
  const { server: fate } = call.scenario.fates;
  // Of the smallest and in the first zone, which are asked for first: what helps can be rehearsed, too.
  const [first, ...others] = zonesOf(call.region).filter((zone) => offers(zone, type));
  if (fate === 'no capacity' && /\.(nano|micro)$/.test(type) && subnet.zone === first) {
    refuse(
      'InsufficientInstanceCapacity',
      `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${subnet.zone}). ` +
        'Our system will be working on provisioning additional capacity. ' +
        `You can currently get ${type} capacity by not specifying an Availability Zone in your request or choosing ` +
        `${others.join(', ')}.`,
      500,
    );
  }
  checkUserData(input.UserData);
  const profile = input.IamInstanceProfile && profileFor(input.IamInstanceProfile, call);
  const disk = diskFor(input.BlockDeviceMappings);

  const base = newResource(call, 'instances', input.TagSpecifications);
  const port = newInterface(call, subnet, {
    groupIds,
    description: '',
    instanceId: base.id,
    ...(isPublic && { publicIp: newPublicIp(call) }),
  });
  const volume: Volume = {
    ...newResource(call, 'volumes', input.TagSpecifications),
    instanceId: base.id,
    ...disk,
    zone: subnet.zone,
    createdAt: call.now,
  };
  const runningAt = call.after('instance running');
  const instance: Instance = {
    ...base,
    imageId: input.ImageId as string,
    type,
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    interfaceId: port.id,
    volumeId: volume.id,
    state:
      fate === 'shut down'
        ? { first: 'shutting-down', until: call.after('instance terminated'), next: 'terminated' }
        : { first: 'pending', until: runningAt, next: 'running' },
    ...(fate === 'shut down' && { reason: 'Client.InternalError: Client error on launch' }),
    launchedAt: call.now,
    upAt: runningAt + call.after('application up') - call.now,
    metadata: {
      tokens: input.MetadataOptions?.HttpTokens ?? 'required',
      hops: input.MetadataOptions?.HttpPutResponseHopLimit ?? 2,
      endpoint: input.MetadataOptions?.HttpEndpoint ?? 'enabled',
    },
    apiTermination: !input.DisableApiTermination,
    ...(profile && { profile }),
    ...(input.KeyName && { keyName: input.KeyName }),
    ...(input.UserData && { userData: input.UserData }),
    ...(isBurstable(type) && {
      credits: input.CreditSpecification?.CpuCredits ?? (type.startsWith('t2') ? 'standard' : 'unlimited'),
    }),
    ...(token && { token, request }),
  };
  call.here.volumes.push(volume);
  call.here.instances.push(instance);
  return instance;
}

/** The quota on virtual CPUs that run at once. */
function checkCpus(type: string, call: Call): void {
  const cpusOf = (one: string) => instanceTypes.get(one)?.cpus ?? 0;
  const running = call.here.instances.filter(({ state }) => ['pending', 'running'].includes(at(state, call.now)));
  const used = running.reduce((sum, one) => sum + cpusOf(one.type), 0);
  const limit = call.scenario.quotas.cpus;
  if (used + cpusOf(type) > limit) {
    refuse(
      'VcpuLimitExceeded',
      `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket ` +
        'that the specified instance type belongs to.',
    );
  }
}

/** The type asked for, which must exist and run the image. */
function typeFor({ ImageId, InstanceType: type = 'm1.small' }: RunInstancesCommandInput, { region }: Call): string {
  const facts = instanceTypes.get(type);
  if (!facts) refuse('InvalidParameterValue', `Invalid value '${type}' for InstanceType.`);
  const architecture = (['x86_64', 'arm64'] as const).find((one) => imageOf(region, one) === ImageId);
  if (!architecture) refuse('InvalidAMIID.NotFound', `The image id '[${ImageId}]' does not exist`);
  if (facts.architecture !== architecture) {
    refuse(
      'InvalidParameterValue',
      `The architecture '${facts.architecture}' of the specified instance type does not match ` +
        `the architecture '${architecture}' of the specified AMI.`,
    );
  }
  return type;
}

/** Where the instance goes, its security groups, and whether it gets a public address. */
function networkFor(input: RunInstancesCommandInput, call: Call) {
  const [port] = input.NetworkInterfaces ?? [];
  if (port && (input.SubnetId || input.SecurityGroupIds?.length)) {
    refuse(
      'InvalidParameterCombination',
      'Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request',
    );
  }
  const anyDefault = call.here.subnets.find(({ isDefault }) => isDefault);
  const subnet: Subnet = one(call, 'subnets', port?.SubnetId ?? input.SubnetId ?? anyDefault?.id);
  const asked = port?.Groups ?? input.SecurityGroupIds ?? [];
  const groups = asked.length
    ? asked.map((id) => one(call, 'groups', id))
    : call.here.groups.filter(({ vpcId, name }) => vpcId === subnet.vpcId && name === 'default');
  for (const group of groups) {
    if (group.vpcId !== subnet.vpcId) {
      refuse('InvalidParameter', `Security group ${group.id} and subnet ${subnet.id} belong to different networks.`);
    }
  }
  const isPublic = port?.AssociatePublicIpAddress ?? subnet.mapPublicIp;
  return { subnet, groupIds: groups.map(({ id }) => id), isPublic };
}

function checkUserData(userData: string | undefined): void {
  if (!userData) return;
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(userData)) {
    refuse('InvalidParameterValue', 'Invalid BASE64 encoding of user data.');
  }
  if (Buffer.from(userData, 'base64').length > 16384) {
    refuse('InvalidParameterValue', 'User data is limited to 16384 bytes');
  }
}

function diskFor(mappings: readonly BlockDeviceMapping[] | undefined) {
  const root = mappings?.find(({ DeviceName }) => DeviceName === '/dev/xvda')?.Ebs;
  const size = root?.VolumeSize ?? imageSize;
  if (size < imageSize) {
    refuse(
      'InvalidBlockDeviceMapping',
      `Volume of size ${size}GB is smaller than snapshot 'snap-0123456789abcdef0', expect size>= ${imageSize}GB`,
    );
  }
  return { device: '/dev/xvda', size, type: root?.VolumeType ?? 'gp3', encrypted: root?.Encrypted ?? false };
}
