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

/** Finds the server, and nothing else: what happens there is between it and its agent. */
export const deployPolicy = policyFor({
  id: 'deploy-policy',
  title: { en: 'CodeDeploy can find the server', ko: 'CodeDeploy에 서버 조회 허용' },
  needs: { role: deployRole },
  asks: {},
  policyName: 'deploy',
  document: () => ({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus', 'tag:GetResources'],
        Resource: '*',
      },
    ],
  }),
});
