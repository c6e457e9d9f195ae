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
  'elasticloadbalancing:SetSecurityGroups': balancing('LoadBalancerArn'),
  'elasticloadbalancing:SetSubnets': balancing('LoadBalancerArn'),
};
