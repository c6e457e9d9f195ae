import { pool } from '../entry/pool.ts';
import { bucket } from './bucket.ts';
import { policyFor, roleFor } from '../roles.ts';

export const deployRole = roleFor({
  id: 'deploy-role',
  title: { en: 'CodeDeploy role (IAM)', ko: 'CodeDeploy의 역할(IAM)' },
  needs: { bucket },
  asks: {},
  description: (stack) => `What CodeDeploy may do for ${stack}`,
  document: () => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'codedeploy.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }),
});

/** Finds the server, and takes it out of the load balancer while a deployment runs: nothing else. */
export const deployPolicy = policyFor({
  id: 'deploy-policy',
  title: {
    en: 'CodeDeploy can find the server and pause traffic',
    ko: 'CodeDeploy에 필요한 권한 허용',
  },
  needs: { role: deployRole, target: pool },
  asks: {},
  follows: { live: ['target'] },
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
