import type { TargetDescription, TargetGroup as Shown } from '@aws-sdk/client-elastic-load-balancing-v2';
import { one } from '../ec2/resources.ts';
import { refuse } from '../errors.ts';
import { accountId, hex } from '../ids.ts';
import { page } from '../pages.ts';
import { at } from '../phase.ts';
import { fingerprint } from '../same.ts';
import type { Call, Operations } from '../service.ts';
import { tagged } from '../tags.ts';
import type { Target, TargetGroup } from './data.ts';
import { attributeList, checkName, setAttributes, targetGroupAt, usersOf, visible } from './shared.ts';
import { healthOf } from './health.ts';

const show = (group: TargetGroup, call: Call): Shown => ({
  TargetGroupArn: group.arn,
  TargetGroupName: group.name,
  Protocol: group.protocol as never,
  ProtocolVersion: group.protocolVersion,
  Port: group.port,
  VpcId: group.vpcId,
  TargetType: group.targetType as never,
  IpAddressType: 'ipv4',
  HealthCheckEnabled: true,
  HealthCheckProtocol: group.check.protocol as never,
  HealthCheckPort: group.check.port,
  HealthCheckPath: group.check.path,
  HealthCheckIntervalSeconds: group.check.interval,
  HealthCheckTimeoutSeconds: group.check.timeout,
  HealthyThresholdCount: group.check.healthy,
  UnhealthyThresholdCount: group.check.unhealthy,
  Matcher: { HttpCode: group.check.codes },
  LoadBalancerArns: usersOf(group, call).map(({ arn }) => arn),
});

const attributesAtFirst = {
  'deregistration_delay.timeout_seconds': '300',
  'load_balancing.algorithm.type': 'round_robin',
  'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  'slow_start.duration_seconds': '0',
  'stickiness.enabled': 'false',
  'stickiness.type': 'lb_cookie',
  'stickiness.lb_cookie.duration_seconds': '86400',
};

interface Checks {
  readonly HealthCheckEnabled?: boolean | undefined;
  readonly HealthCheckProtocol?: string | undefined;
  readonly HealthCheckPort?: string | undefined;
  readonly HealthCheckPath?: string | undefined;
  readonly HealthCheckIntervalSeconds?: number | undefined;
  readonly HealthCheckTimeoutSeconds?: number | undefined;
  readonly HealthyThresholdCount?: number | undefined;
  readonly UnhealthyThresholdCount?: number | undefined;
  readonly Matcher?: { HttpCode?: string | undefined } | undefined;
}

const checksAtFirst: TargetGroup['check'] = {
  protocol: 'HTTP',
  port: 'traffic-port',
  path: '/',
  interval: 30,
  timeout: 6,
  healthy: 5,
  unhealthy: 2,
  codes: '200',
};

function checksOf(input: Checks, before: TargetGroup['check']): TargetGroup['check'] {
  // "If the target type is instance or ip, health checks are always enabled and cannot be disabled" (API reference).
  if (input.HealthCheckEnabled === false)
    refuse('ValidationError', 'Health checks cannot be disabled for target groups with target type instance');
  const check = {
    protocol: input.HealthCheckProtocol ?? before.protocol,
    port: input.HealthCheckPort ?? before.port,
    path: input.HealthCheckPath ?? before.path,
    interval: input.HealthCheckIntervalSeconds ?? before.interval,
    timeout: input.HealthCheckTimeoutSeconds ?? before.timeout,
    healthy: input.HealthyThresholdCount ?? before.healthy,
    unhealthy: input.UnhealthyThresholdCount ?? before.unhealthy,
    codes: input.Matcher?.HttpCode ?? before.codes,
  };
  const within = (name: string, value: number, least: number, most: number) => {
    if (value < least || value > most) {
      refuse('ValidationError', `${name} '${value}' must be between '${least}' and '${most}'`);
    }
  };
  within('Health check interval', check.interval, 5, 300);
  within('Health check timeout', check.timeout, 2, 120);
  within('Healthy threshold count', check.healthy, 2, 10);
  within('Unhealthy threshold count', check.unhealthy, 2, 10);
  if (check.timeout >= check.interval) {
    refuse('ValidationError', 'Health check interval must be greater than the timeout.');
  }
  if (!check.path.startsWith('/')) refuse('ValidationError', `Health check path '${check.path}' must begin with a '/'`);
  return check;
}

const registered = (group: TargetGroup, { Id, Port }: TargetDescription): Target | undefined =>
  group.targets.find(({ id, port }) => id === Id && port === (Port ?? group.port));

/** Target groups and the machines in them. */
export const targetGroups = {
  CreateTargetGroup(input, call) {
    const { Name = '', Tags, ...settings } = input;
    checkName(Name, 'Target group');
    const request = fingerprint(settings);
    const before = call.here.targetGroups.find(({ name }) => name === Name);
    if (before) {
      if (before.request === request) return { TargetGroups: [show(before, call)] };
      refuse(
        'DuplicateTargetGroupName',
        `A target group with the same name '${Name}' exists, but with different settings`,
      );
    }
    if (!input.Protocol || !input.Port || !input.VpcId) {
      refuse('ValidationError', 'A protocol, a port and a VPC must be specified');
    }
    if (!visible(call.here.vpcs, call).some(({ id }) => id === input.VpcId)) {
      refuse('ValidationError', `The VPC ID '${input.VpcId}' is not found`);
    }
    const group: TargetGroup = {
      arn: `arn:aws:elasticloadbalancing:${call.region}:${accountId}:targetgroup/${Name}/${hex(call.seed(), 16)}`,
      name: Name,
      visibleAt: call.after('load balancer visible'),
      protocol: input.Protocol,
      protocolVersion: input.ProtocolVersion ?? 'HTTP1',
      port: input.Port,
      vpcId: input.VpcId,
      targetType: input.TargetType ?? 'instance',
      check: checksOf(input, checksAtFirst),
      targets: [],
      attributes: { ...attributesAtFirst },
      request,
      tags: tagged(Tags),
    };
    call.here.targetGroups.push(group);
    return { TargetGroups: [show(group, call)] };
  },

  DescribeTargetGroups({ TargetGroupArns, Names, LoadBalancerArn, PageSize, Marker }, call) {
    const all = visible(call.here.targetGroups, call);
    for (const arn of TargetGroupArns ?? []) targetGroupAt(call, arn);
    if (Names?.some((wanted) => !all.some(({ name }) => name === wanted))) {
      refuse('TargetGroupNotFound', 'One or more target groups not found');
    }
    const found = all.filter(
      (group) =>
        (!TargetGroupArns?.length || TargetGroupArns.includes(group.arn)) &&
        (!Names?.length || Names.includes(group.name)) &&
        (!LoadBalancerArn || usersOf(group, call).some(({ arn }) => arn === LoadBalancerArn)),
    );
    const { items, next } = page(found, PageSize, Marker);
    return { TargetGroups: items.map((group) => show(group, call)), NextMarker: next };
  },

  ModifyTargetGroup(input, call) {
    const group = targetGroupAt(call, input.TargetGroupArn);
    group.check = checksOf(input, group.check);
    return { TargetGroups: [show(group, call)] };
  },

  DeleteTargetGroup({ TargetGroupArn }, call) {
    const group = call.here.targetGroups.find(({ arn }) => arn === TargetGroupArn);
    // Deleting what is not there succeeds.
    if (!group) return {};
    if (usersOf(group, call).length > 0) {
      refuse('ResourceInUse', `Target group '${group.arn}' is currently in use by a listener or a rule`);
    }
    call.here.targetGroups.splice(call.here.targetGroups.indexOf(group), 1);
    return {};
  },

  DescribeTargetGroupAttributes: ({ TargetGroupArn }, call) => ({
    Attributes: attributeList(targetGroupAt(call, TargetGroupArn).attributes),
  }),

  ModifyTargetGroupAttributes: ({ TargetGroupArn, Attributes }, call) => ({
    Attributes: setAttributes(targetGroupAt(call, TargetGroupArn).attributes, Attributes, 'Target group'),
  }),

  RegisterTargets({ TargetGroupArn, Targets = [] }, call) {
    const group = targetGroupAt(call, TargetGroupArn);
    for (const description of Targets) {
      const { Id = '', Port } = description;
      const instance = call.here.instances.find(({ id, visibleAt }) => id === Id && visibleAt <= call.now);
      if (!instance || at(instance.state, call.now) !== 'running') {
        refuse('InvalidTarget', `The following targets are not in a running state and cannot be registered: '${Id}'`);
      }
      if (one(call, 'subnets', instance.subnetId).vpcId !== group.vpcId) {
        refuse('InvalidTarget', `The following targets are not in the target group VPC '${group.vpcId}': '${Id}'`);
      }
      if (registered(group, description)) continue;
      group.targets.push({
        id: Id,
        port: Port ?? group.port,
        registeredAt: call.now,
        checksTake: call.after('target healthy') - call.now,
      });
    }
    return {};
  },

  DeregisterTargets({ TargetGroupArn, Targets = [] }, call) {
    const group = targetGroupAt(call, TargetGroupArn);
    for (const description of Targets) {
      const target = group.targets.find(
        ({ id, port }) => id === description.Id && (description.Port === undefined || port === description.Port),
      );
      if (target) group.targets.splice(group.targets.indexOf(target), 1);
    }
    return {};
  },

  DescribeTargetHealth({ TargetGroupArn, Targets }, call) {
    const group = targetGroupAt(call, TargetGroupArn);
    const asked: TargetDescription[] = Targets ?? group.targets.map(({ id, port }) => ({ Id: id, Port: port }));
    return {
      TargetHealthDescriptions: asked.map((description) => {
        const target = registered(group, description);
        return {
          Target: { Id: description.Id, Port: description.Port ?? group.port },
          HealthCheckPort: group.check.port === 'traffic-port' ? `${target?.port ?? group.port}` : group.check.port,
          TargetHealth: target
            ? healthOf(group, target, call)
            : {
                State: 'unused' as const,
                Reason: 'Target.NotRegistered' as const,
                Description: 'Target is not registered to the target group',
              },
        };
      }),
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-elastic-load-balancing-v2')>;
