import {
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
  type ModifyListenerCommandInput,
  type ModifyTargetGroupCommandInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { here, idOf, pointSite, type Prefix, type Spoiler, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';
import {
  all,
  arn,
  existing,
  labelled,
  linkedRole,
  on,
  prefixed,
  tagsIn,
  type Authorizations,
  type Scene,
} from '../../support/authorizing.ts';
import type { Asked } from '../../support/iam.ts';

/** The same load balancer, whether it is healthy or not. */
const healthUnasked = (prefix: Prefix) => ({
  record: (stack: Stack) =>
    pointSite(stack, prefix, {
      AliasTarget: {
        DNSName: idOf(stack, 'load-balancer', 'dnsName'),
        HostedZoneId: idOf(stack, 'load-balancer', 'dnsZoneId'),
        EvaluateTargetHealth: false,
      },
    }),
});

const balancer =
  (...[Key, Value]: [string, string]): Spoiler =>
  (stack) =>
    stack.aws.elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: idOf(stack, 'load-balancer', 'loadBalancerArn'),
        Attributes: [{ Key, Value }],
      }),
    );

const targets =
  (change: Omit<ModifyTargetGroupCommandInput, 'TargetGroupArn'>): Spoiler =>
  (stack) =>
    stack.aws.elb.send(
      new ModifyTargetGroupCommand({ TargetGroupArn: idOf(stack, 'target-group', 'targetGroupArn'), ...change }),
    );

const listener =
  (step: string, change: (stack: Stack) => Omit<ModifyListenerCommandInput, 'ListenerArn'>): Spoiler =>
  (stack) =>
    stack.aws.elb.send(new ModifyListenerCommand({ ListenerArn: idOf(stack, step, 'listenerArn'), ...change(stack) }));

const nothingHere = {
  Type: 'fixed-response' as const,
  FixedResponseConfig: { StatusCode: '503', ContentType: 'text/plain', MessageBody: 'closed' },
};

export const spoilers: Spoilers = {
  'load-balancer': {
    SecurityGroup: (stack) =>
      stack.aws.elb.send(
        new SetSecurityGroupsCommand({
          LoadBalancerArn: idOf(stack, 'load-balancer', 'loadBalancerArn'),
          SecurityGroups: [idOf(stack, 'server-group', 'groupId')],
        }),
      ),
    Subnets: (stack) =>
      stack.aws.elb.send(
        new SetSubnetsCommand({
          LoadBalancerArn: idOf(stack, 'load-balancer', 'loadBalancerArn'),
          Subnets: ['private-subnet-a', 'private-subnet-b'].map((one) => idOf(stack, one, 'subnetId')),
        }),
      ),
  },
  'load-balancer-settings': {
    'routing.http.drop_invalid_header_fields.enabled': balancer(
      'routing.http.drop_invalid_header_fields.enabled',
      'false',
    ),
    'idle_timeout.timeout_seconds': balancer('idle_timeout.timeout_seconds', '60'),
    'deletion_protection.enabled': balancer('deletion_protection.enabled', 'false'),
  },
  'target-group': {
    HealthCheckProtocol: targets({ HealthCheckProtocol: 'HTTPS' }),
    HealthCheckPort: targets({ HealthCheckPort: '9999' }),
    HealthCheckPath: targets({ HealthCheckPath: '/elsewhere' }),
    HealthCheckIntervalSeconds: targets({ HealthCheckIntervalSeconds: 300 }),
    HealthCheckTimeoutSeconds: targets({ HealthCheckTimeoutSeconds: 2 }),
    HealthyThresholdCount: targets({ HealthyThresholdCount: 10 }),
    UnhealthyThresholdCount: targets({ UnhealthyThresholdCount: 10 }),
    HttpCode: targets({ Matcher: { HttpCode: '200' } }),
  },
  'target-group-settings': {
    'deregistration_delay.timeout_seconds': (stack) =>
      stack.aws.elb.send(
        new ModifyTargetGroupAttributesCommand({
          TargetGroupArn: idOf(stack, 'target-group', 'targetGroupArn'),
          Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '300' }],
        }),
      ),
  },
  'http-listener': {
    Protocol: listener('http-listener', (stack) => ({
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: idOf(stack, 'certificate', 'certificateArn') }],
    })),
    redirect: listener('http-listener', () => ({
      DefaultActions: [{ Type: 'redirect', RedirectConfig: { Host: 'evil.example', StatusCode: 'HTTP_301' } }],
    })),
  },
  'https-listener': {
    Protocol: listener('https-listener', () => ({ Protocol: 'HTTP' })),
    SslPolicy: listener('https-listener', () => ({ SslPolicy: 'ELBSecurityPolicy-2016-08' })),
    // Another one would have to be issued first.
    certificate: async (stack) => {
      const ListenerArn = idOf(stack, 'https-listener', 'listenerArn');
      const found = here(stack).listeners.find(({ arn }) => arn === ListenerArn);
      found!.certificateArns = ['arn:aws:acm:us-east-1:123456789012:certificate/other'];
    },
    target: listener('https-listener', () => ({ DefaultActions: [nothingHere] })),
  },
  'site-alias': healthUnasked('app.'),
  'www-alias': healthUnasked('www.app.'),
};

const balancing = (field: string) => (scene: Scene) => {
  const id = scene.input[field];
  return existing(scene, `elasticloadbalancing:${scene.operation}`, id, id);
};

const madeBalancing =
  (kind: string) =>
  ({ input, operation }: Scene): Asked[] => {
    const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
    const resource = arn('elasticloadbalancing', `${kind}/${input.Name ?? 'app/new'}/*`);
    return [
      ...(operation === 'CreateListener' ? [] : [on(`elasticloadbalancing:${operation}`, resource, tags)]),
      on('elasticloadbalancing:AddTags', resource, { ...tags, 'elasticloadbalancing:CreateAction': operation }),
    ];
  };

export const authorizations: Authorizations = {
  'elasticloadbalancing:AddTags': labelled(
    'elasticloadbalancing:AddTags',
    ({ ResourceArns }) => ResourceArns,
    (id) => id,
  ),
  'elasticloadbalancing:AddListenerCertificates': balancing('ListenerArn'),
  'elasticloadbalancing:CreateListener': all(balancing('LoadBalancerArn'), madeBalancing('listener')),
  'elasticloadbalancing:CreateLoadBalancer': all(madeBalancing('loadbalancer/app'), () => [
    linkedRole('elasticloadbalancing.amazonaws.com', 'AWSServiceRoleForElasticLoadBalancing'),
    ...['AccountAttributes', 'InternetGateways', 'SecurityGroups', 'Subnets', 'Vpcs'].map((what) =>
      on(`ec2:Describe${what}`, '*'),
    ),
    on('ec2:GetSecurityGroupsForVpc', arn('ec2', 'vpc/vpc-0')),
  ]),
  'elasticloadbalancing:CreateTargetGroup': madeBalancing('targetgroup'),
  'elasticloadbalancing:DeleteListener': balancing('ListenerArn'),
  'elasticloadbalancing:DeleteLoadBalancer': balancing('LoadBalancerArn'),
  'elasticloadbalancing:DeleteTargetGroup': balancing('TargetGroupArn'),
  'elasticloadbalancing:DeregisterTargets': balancing('TargetGroupArn'),
  'elasticloadbalancing:ModifyListener': balancing('ListenerArn'),
  'elasticloadbalancing:ModifyLoadBalancerAttributes': balancing('LoadBalancerArn'),
  'elasticloadbalancing:ModifyTargetGroup': balancing('TargetGroupArn'),
  'elasticloadbalancing:ModifyTargetGroupAttributes': balancing('TargetGroupArn'),
  'elasticloadbalancing:RegisterTargets': balancing('TargetGroupArn'),
  'elasticloadbalancing:RemoveListenerCertificates': balancing('ListenerArn'),
  'elasticloadbalancing:SetSecurityGroups': balancing('LoadBalancerArn'),
  'elasticloadbalancing:SetSubnets': balancing('LoadBalancerArn'),
};
