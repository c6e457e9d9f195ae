import { optional } from '../../engine/step.ts';
import { targetGroup } from '../load-balancer/target-group.ts';
import { bucket } from './bucket.ts';
import { policyFor, roleFor } from './roles.ts';

/** What CodeDeploy acts in. */
export const deployRole = roleFor({
  id: 'deploy-role',
  title: { en: 'Role of CodeDeploy (IAM)', ko: 'CodeDeploy의 역할(IAM)' },
  needs: { bucket },
  asks: {},
  description: (stack) => `What CodeDeploy may do for ${stack}`,
  document: () => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'codedeploy.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }),
});

/** Looks for the server, and takes it away from the load balancer for as long as it changes: nothing else. */
export const deployPolicy = policyFor({
  id: 'deploy-policy',
  title: {
    en: 'CodeDeploy may find the server and hold visitors back',
    ko: 'CodeDeploy에 필요한 권한 허용',
  },
  needs: { role: deployRole, target: optional(targetGroup) },
  asks: {},
  live: ['target'],
  policyName: 'deploy',
  document: ({ needs: { target } }) => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'ec2:DescribeInstances',
          'ec2:DescribeInstanceStatus',
          'elasticloadbalancing:DescribeLoadBalancers',
          'elasticloadbalancing:DescribeTargetGroupAttributes',
          'elasticloadbalancing:DescribeTargetGroups',
          'elasticloadbalancing:DescribeTargetHealth',
          'tag:GetResources',
        ],
        Resource: '*',
      },
      ...(target
        ? [
            {
              Effect: 'Allow',
              Action: ['elasticloadbalancing:DeregisterTargets', 'elasticloadbalancing:RegisterTargets'],
              Resource: target.targetGroupArn,
            },
          ]
        : []),
    ],
  }),
});
