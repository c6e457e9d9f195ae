import { UpdateDeploymentGroupCommand, type UpdateDeploymentGroupCommandInput } from '@aws-sdk/client-codedeploy';
import { RemoveClientIDFromOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import {
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import {
  DescribeAssociationCommand,
  UpdateAssociationCommand,
  type UpdateAssociationCommandInput,
} from '@aws-sdk/client-ssm';
import { here, idOf, policySpoilers, roleSpoilers, type Spoiler, type Spoilers } from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';

/** Tells State Manager the same again but for one thing; what an update leaves out is dropped. */
const ordered =
  (change: Partial<UpdateAssociationCommandInput>): Spoiler =>
  async (stack) => {
    const AssociationId = idOf(stack, 'deploy-agent', 'associationId');
    const { AssociationDescription } = await stack.aws.ssm.send(new DescribeAssociationCommand({ AssociationId }));
    const { Name, AssociationName, Targets, Parameters, ScheduleExpression } = AssociationDescription!;
    const now = { Name, AssociationName, Targets, Parameters, ScheduleExpression };
    await stack.aws.ssm.send(new UpdateAssociationCommand({ AssociationId, ...now, ...change }));
  };

const deployed =
  (change: Partial<UpdateDeploymentGroupCommandInput>): Spoiler =>
  ({ aws }) =>
    aws.codeDeploy.send(
      new UpdateDeploymentGroupCommand({
        applicationName: 'demo-application',
        currentDeploymentGroupName: 'demo-deployment-group',
        ...change,
      }),
    );

const bucket = (send: (stack: Stack, Bucket: string) => Promise<unknown>) => ({
  value: (stack: Stack) => send(stack, idOf(stack, 'delivery-bucket', 'bucket')),
});

export const spoilers: Spoilers = {
  'delivery-bucket-closed': bucket(({ aws }, Bucket) => aws.s3.send(new DeletePublicAccessBlockCommand({ Bucket }))),
  'delivery-bucket-versions': bucket(({ aws }, Bucket) =>
    aws.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })),
  ),
  'delivery-bucket-tls': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketPolicyCommand({ Bucket }))),
  'delivery-bucket-expiry': bucket(({ aws }, Bucket) => aws.s3.send(new DeleteBucketLifecycleCommand({ Bucket }))),
  'bundle-access': policySpoilers('bundle-access'),
  'deploy-agent': {
    // The other documents of AWS's are not played.
    Name: async (stack) => {
      here(stack).associations[0]!.document = 'AWS-RunPatchBaseline';
    },
    targets: ordered({ Targets: [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }] }),
    commands: ordered({ Parameters: { commands: ['true'], executionTimeout: ['900'] } }),
    executionTimeout: async (stack) => {
      const { parameters } = here(stack).associations[0]!;
      await ordered({ Parameters: { ...parameters, executionTimeout: ['3600'] } })(stack);
    },
    ScheduleExpression: ordered({ ScheduleExpression: 'rate(30 days)' }),
  },
  'deploy-role': roleSpoilers('deploy-role'),
  'deploy-policy': policySpoilers('deploy-policy'),
  'deployment-group': {
    // Another role that CodeDeploy may assume.
    serviceRoleArn: async (stack) => {
      here(stack).deploymentGroups[0]!.roleArn = 'arn:aws:iam::123456789012:role/other';
    },
    deploymentConfigName: deployed({ deploymentConfigName: 'CodeDeployDefault.OneAtATime' }),
    servers: deployed({ ec2TagSet: { ec2TagSetList: [[{ Key: 'Name', Type: 'KEY_ONLY' }]] } }),
    deploymentType: deployed({
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      loadBalancerInfo: { targetGroupInfoList: [{ name: 'demo-target-group' }] },
    }),
    deploymentOption: deployed({
      deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      loadBalancerInfo: { targetGroupInfoList: [{ name: 'demo-target-group' }] },
    }),
    targetGroup: deployed({ loadBalancerInfo: { targetGroupInfoList: [{ name: 'other' }] } }),
    rollback: deployed({ autoRollbackConfiguration: { enabled: false } }),
  },
  'github-provider': {
    audience: (stack) =>
      stack.aws.iam.send(
        new RemoveClientIDFromOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn: idOf(stack, 'github-provider', 'providerArn'),
          ClientID: 'sts.amazonaws.com',
        }),
      ),
  },
  'github-role': roleSpoilers('github-role'),
  'github-policy': policySpoilers('github-policy'),
};
