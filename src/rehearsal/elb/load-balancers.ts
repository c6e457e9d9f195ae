import type { LoadBalancer as Shown, CreateLoadBalancerCommandInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Subnet } from '../ec2/data.ts';
import { one } from '../ec2/resources.ts';
import { newInterface, newPublicIp } from '../ec2/interfaces.ts';
import { Refusal, refuse } from '../errors.ts';
import { firstUse } from '../linked-roles.ts';
import { accountId, digits, hex } from '../ids.ts';
import { page } from '../pages.ts';
import { at } from '../phase.ts';
import { fingerprint } from '../same.ts';
import type { Call, Operations } from '../service.ts';
import { tagged } from '../tags.ts';
import type { LoadBalancer } from './data.ts';
import { attributeList, canonicalHostedZones, checkName, loadBalancerAt, setAttributes, visible } from './shared.ts';
import { releaseCertificates } from './listeners.ts';

const show = (balancer: LoadBalancer, { here, region, now }: Call): Shown => ({
  LoadBalancerArn: balancer.arn,
  LoadBalancerName: balancer.name,
  DNSName: balancer.dnsName,
  CanonicalHostedZoneId: canonicalHostedZones(region),
  CreatedTime: new Date(balancer.createdAt),
  Scheme: balancer.scheme,
  Type: 'application',
  IpAddressType: 'ipv4',
  VpcId: balancer.vpcId,
  State: { Code: at(balancer.state, now) },
  AvailabilityZones: balancer.subnetIds.map((SubnetId) => ({
    SubnetId,
    ZoneName: here.subnets.find(({ id }) => id === SubnetId)?.zone,
    LoadBalancerAddresses: [],
  })),
  SecurityGroups: balancer.groupIds,
});

/** The part of the ARN that the network interfaces are named after: app/shop/0123456789abcdef. */
const portName = ({ arn }: LoadBalancer) => `ELB ${arn.replace(/^.*:loadbalancer\//, '')}`;

const portsOf = (balancer: LoadBalancer, { here }: Call) =>
  here.interfaces.filter(({ description }) => description === portName(balancer));

/** EC2's own error about a thing, in the words of Elastic Load Balancing. */
function ofEc2<Thing>(code: string, look: () => Thing): Thing {
  try {
    return look();
  } catch (error) {
    if (error instanceof Refusal) refuse(code, error.message);
    throw error;
  }
}

function groupsFor(ids: readonly string[], vpcId: string, call: Call): string[] {
  return ids.map((id) => {
    const group = ofEc2('InvalidSecurityGroup', () => one(call, 'groups', id));
    if (group.vpcId !== vpcId) {
      refuse('InvalidConfigurationRequest', `One or more security groups are invalid: ${id} is not in VPC ${vpcId}`);
    }
    return id;
  });
}

/** Subnets in two zones of one network at least, one in each. */
function subnetsFor(
  input: Pick<CreateLoadBalancerCommandInput, 'Subnets' | 'SubnetMappings'>,
  call: Call,
): [Subnet, ...Subnet[]] {
  const ids = input.Subnets ?? input.SubnetMappings?.map(({ SubnetId = '' }) => SubnetId) ?? [];
  const subnets = ids.map((id) => ofEc2('SubnetNotFound', () => one(call, 'subnets', id)));
  const [first] = subnets;
  if (!first || new Set(subnets.map(({ zone }) => zone)).size < 2) {
    refuse('ValidationError', 'At least two subnets in two different Availability Zones must be specified');
  }
  if (new Set(subnets.map(({ zone }) => zone)).size < subnets.length) {
    refuse(
      'InvalidConfigurationRequest',
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    );
  }
  if (subnets.some(({ vpcId }) => vpcId !== first.vpcId)) {
    refuse('InvalidConfigurationRequest', 'The subnets must be in the same VPC');
  }
  return [first, ...subnets.slice(1)];
}

function networkFor(input: CreateLoadBalancerCommandInput, call: Call) {
  const subnets = subnetsFor(input, call);
  const [first] = subnets;
  const scheme = input.Scheme ?? 'internet-facing';
  if (scheme === 'internet-facing' && !call.here.gateways.some(({ vpcId }) => vpcId === first.vpcId)) {
    refuse('InvalidSubnet', `VPC ${first.vpcId} has no internet gateway`);
  }
  const groups = input.SecurityGroups?.length
    ? groupsFor(input.SecurityGroups, first.vpcId, call)
    : call.here.groups.filter(({ vpcId, name }) => vpcId === first.vpcId && name === 'default').map(({ id }) => id);
  return { subnets, scheme, groups, vpcId: first.vpcId };
}

const attributesAtFirst = {
  'access_logs.s3.enabled': 'false',
  'access_logs.s3.bucket': '',
  'access_logs.s3.prefix': '',
  'client_keep_alive.seconds': '3600',
  'deletion_protection.enabled': 'false',
  'idle_timeout.timeout_seconds': '60',
  'load_balancing.cross_zone.enabled': 'true',
  'routing.http.desync_mitigation_mode': 'defensive',
  'routing.http.drop_invalid_header_fields.enabled': 'false',
  'routing.http.preserve_host_header.enabled': 'false',
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
  'routing.http.xff_client_port.enabled': 'false',
  'routing.http.xff_header_processing.mode': 'append',
  'routing.http2.enabled': 'true',
  'waf.fail_open.enabled': 'false',
  'zonal_shift.config.enabled': 'false',
};

/** Gives a load balancer an address in a subnet. */
function putIn(subnet: Subnet, balancer: LoadBalancer, call: Call): void {
  newInterface(call, subnet, {
    groupIds: balancer.groupIds,
    description: portName(balancer),
    requester: 'amazon-elb',
    ...(balancer.scheme === 'internet-facing' && { publicIp: newPublicIp(call) }),
  });
}

export const loadBalancers = {
  CreateLoadBalancer(input, call) {
    const { Name = '', Type = 'application', Tags, ...settings } = input;
    checkName(Name, 'Load balancer');
    if (Type !== 'application') refuse('ValidationError', 'The rehearsal plays application load balancers only');
    const request = fingerprint(settings);
    const before = call.here.loadBalancers.find(({ name }) => name === Name);
    if (before) {
      if (before.request === request) return { LoadBalancers: [show(before, call)] };
      refuse(
        'DuplicateLoadBalancerName',
        `A load balancer with the same name '${Name}' exists, but with different settings`,
      );
    }
    if (call.here.loadBalancers.length >= call.scenario.quotas.loadBalancers) {
      refuse('TooManyLoadBalancers', `The maximum number of load balancers has been reached`);
    }
    const { subnets, scheme, groups, vpcId } = networkFor(input, call);
    firstUse('elasticloadbalancing.amazonaws.com', 'AWSServiceRoleForElasticLoadBalancing', call);
    const seed = call.seed();
    const host = `${Name}-${digits(seed, 10)}.${call.region}.elb.amazonaws.com`.toLowerCase();
    const balancer: LoadBalancer = {
      arn: `arn:aws:elasticloadbalancing:${call.region}:${accountId}:loadbalancer/app/${Name}/${hex(seed, 16)}`,
      name: Name,
      dnsName: scheme === 'internal' ? `internal-${host}` : host,
      scheme,
      vpcId,
      subnetIds: subnets.map(({ id }) => id),
      groupIds: groups,
      visibleAt: call.after('load balancer visible'),
      state: {
        first: 'provisioning',
        until: call.after('load balancer active'),
        next: call.scenario.fates.loadBalancer ?? 'active',
      },
      createdAt: call.now,
      ledToAt: call.after('records set elsewhere'),
      attributes: { ...attributesAtFirst },
      request,
      tags: tagged(Tags),
    };
    for (const subnet of subnets) putIn(subnet, balancer, call);
    call.here.loadBalancers.push(balancer);
    return { LoadBalancers: [show(balancer, call)] };
  },

  DescribeLoadBalancers({ LoadBalancerArns, Names, PageSize, Marker }, call) {
    const all = visible(call.here.loadBalancers, call);
    const missing =
      LoadBalancerArns?.filter((wanted) => !all.some(({ arn }) => arn === wanted)) ??
      Names?.filter((wanted) => !all.some(({ name }) => name === wanted)) ??
      [];
    if (missing.length > 0) refuse('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`);
    const found = all.filter(
      ({ arn, name }) =>
        (!LoadBalancerArns?.length || LoadBalancerArns.includes(arn)) && (!Names?.length || Names.includes(name)),
    );
    const { items, next } = page(found, PageSize, Marker);
    return { LoadBalancers: items.map((balancer) => show(balancer, call)), NextMarker: next };
  },

  SetSecurityGroups({ LoadBalancerArn, SecurityGroups = [] }, call) {
    const balancer = loadBalancerAt(call, LoadBalancerArn);
    balancer.groupIds = groupsFor(SecurityGroups, balancer.vpcId, call);
    for (const port of portsOf(balancer, call)) port.groupIds = balancer.groupIds;
    return { SecurityGroupIds: balancer.groupIds };
  },

  // "The specified subnets replace the previously enabled subnets" (API reference).
  SetSubnets(input, call) {
    const balancer = loadBalancerAt(call, input.LoadBalancerArn);
    const subnets = subnetsFor(input, call);
    if (subnets[0].vpcId !== balancer.vpcId)
      refuse('InvalidConfigurationRequest', 'The subnets must be in the VPC of the load balancer');
    const ids = subnets.map(({ id }) => id);
    const goneAt = call.after('load balancer interfaces released');
    for (const port of portsOf(balancer, call)) if (!ids.includes(port.subnetId)) port.goneAt ??= goneAt;
    for (const subnet of subnets) if (!balancer.subnetIds.includes(subnet.id)) putIn(subnet, balancer, call);
    balancer.subnetIds = ids;
    return { AvailabilityZones: show(balancer, call).AvailabilityZones, IpAddressType: 'ipv4' as const };
  },

  DeleteLoadBalancer({ LoadBalancerArn }, call) {
    const balancer = call.here.loadBalancers.find(({ arn }) => arn === LoadBalancerArn);
    // Deleting what is not there succeeds.
    if (!balancer) return {};
    if (balancer.attributes['deletion_protection.enabled'] === 'true') {
      refuse(
        'OperationNotPermitted',
        `Load balancer '${balancer.arn}' cannot be deleted because deletion protection is enabled`,
      );
    }
    const goneAt = call.after('load balancer interfaces released');
    for (const port of portsOf(balancer, call)) port.goneAt = goneAt;
    for (const listener of call.here.listeners.filter((one) => one.loadBalancerArn === balancer.arn)) {
      releaseCertificates(listener, call);
      call.here.listeners.splice(call.here.listeners.indexOf(listener), 1);
    }
    call.here.loadBalancers.splice(call.here.loadBalancers.indexOf(balancer), 1);
    return {};
  },

  DescribeLoadBalancerAttributes: ({ LoadBalancerArn }, call) => ({
    Attributes: attributeList(loadBalancerAt(call, LoadBalancerArn).attributes),
  }),

  ModifyLoadBalancerAttributes: ({ LoadBalancerArn, Attributes }, call) => ({
    Attributes: setAttributes(loadBalancerAt(call, LoadBalancerArn).attributes, Attributes, 'Load balancer'),
  }),

  DescribeAccountLimits: (_, { scenario }) => ({
    Limits: [
      { Name: 'application-load-balancers', Max: `${scenario.quotas.loadBalancers}` },
      { Name: 'target-groups', Max: '3000' },
      { Name: 'listeners-per-application-load-balancer', Max: '50' },
      { Name: 'targets-per-application-load-balancer', Max: '1000' },
    ],
  }),
} satisfies Operations<typeof import('@aws-sdk/client-elastic-load-balancing-v2')>;
