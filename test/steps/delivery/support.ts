import { UpdateDeploymentGroupCommand, type UpdateDeploymentGroupCommandInput } from '@aws-sdk/client-codedeploy';
import { RemoveClientIDFromOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import {
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import {
  associationSpoilers,
  here,
  idOf,
  policySpoilers,
  roleSpoilers,
  type Spoiler,
  type Spoilers,
} from '../../support/spoiling.ts';
import type { Stack } from '../../support/stack.ts';
import {
  arn,
  existing,
  global,
  labelled,
  on,
  passed,
  prefixed,
  region,
  tagsIn,
  type Authorizations,
  type Scene,
} from '../../support/authorizing.ts';
import type { Asked } from '../../support/iam.ts';
import { actionsInS3 } from '../../support/s3-actions.ts';

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
  'deploy-agent': associationSpoilers('deploy-agent'),
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

const inBucket = ({ input, operation }: Scene): Asked[] =>
  [
    ...actionsInS3(operation),
    ...(input.ObjectLockEnabledForBucket ? ['PutBucketObjectLockConfiguration', 'PutBucketVersioning'] : []),
  ].map((name) => {
    const key = /^(?!.*Bucket).*Object|AbortMultipartUpload$/.test(name)
      ? `/${input.Key ?? input.Delete?.Objects[0].Key}`
      : '';
    return on(`s3:${name}`, `arn:aws:s3:::${input.Bucket}${key}`);
  });

/** A deployment registers what is deployed, and names a configuration. */
const revising = (application: string): Asked[] => {
  const own = arn('codedeploy', `application:${application}`);
  return [
    on('codedeploy:GetApplicationRevision', own),
    on('codedeploy:RegisterApplicationRevision', own),
    on('codedeploy:GetDeploymentConfig', arn('codedeploy', 'deploymentconfig:CodeDeployDefault.AllAtOnce')),
  ];
};

/** Applications and groups, by name; tags that come with them are authorised on their own. */
const delivering = ({ input, operation }: Scene): Asked[] => {
  const group = input.deploymentGroupName ?? input.currentDeploymentGroupName;
  const resource = group
    ? arn('codedeploy', `deploymentgroup:${input.applicationName}/${group}`)
    : arn('codedeploy', `application:${input.applicationName}`);
  return [
    on(`codedeploy:${operation}`, resource),
    ...(input.tags ? [on('codedeploy:TagResource', resource)] : []),
    ...(operation === 'CreateDeploymentGroup'
      ? [passed(input.serviceRoleArn.replace(/^.*:role\//, ''), 'codedeploy.amazonaws.com')]
      : []),
    ...(operation === 'CreateDeployment' ? revising(input.applicationName) : []),
  ];
};

/** An association, its document, and the servers that it runs on. */
const associating = (scene: Scene): Asked[] => {
  const { input, operation } = scene;
  const action = `ssm:${operation}`;
  const there = input.AssociationId && scene.thing(input.AssociationId);
  const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
  const own = arn('ssm', `association/${input.AssociationId ?? '*'}`);
  const targets: readonly { Values: string[] }[] = input.Targets ?? there?.targets ?? [];
  return [
    ...(input.AssociationId ? existing(scene, action, own, input.AssociationId) : [on(action, own, tags)]),
    ...(input.Tags ? [on('ssm:AddTagsToResource', own, tags)] : []),
    on(action, `arn:aws:ssm:${region}::document/${input.Name ?? there?.document}`),
    ...targets.flatMap(({ Values: [id = ''] }) => existing(scene, action, arn('ec2', `instance/${id}`), id)),
  ];
};

const labelledAssociation = labelled(
  'ssm:AddTagsToResource',
  ({ ResourceId }) => [ResourceId],
  (id) => arn('ssm', `association/${id}`),
);

/** A parameter, whose name begins with the slash that its ARN has. */
const onParameter = ({ operation, input }: Scene, name: string): Asked =>
  on(`ssm:${operation}`, arn('ssm', `parameter${name}`), prefixed('aws:RequestTag', tagsIn(input.Tags)));

const provider = ({ input }: Scene): Asked[] => {
  const resource = global('iam', 'oidc-provider/token.actions.githubusercontent.com');
  const tags = prefixed('aws:RequestTag', tagsIn(input.Tags));
  return ['CreateOpenIDConnectProvider', 'TagOpenIDConnectProvider'].map((name) => on(`iam:${name}`, resource, tags));
};

/** One that is there, and what is put on it. */
const labelledProvider = ({ input, operation, thing }: Scene): Asked[] => [
  on(`iam:${operation}`, input.OpenIDConnectProviderArn, {
    ...prefixed('aws:ResourceTag', thing(input.OpenIDConnectProviderArn.replace(/^.*oidc-provider\//, ''))?.tags ?? {}),
    ...prefixed('aws:RequestTag', tagsIn(input.Tags)),
  }),
];

export const authorizations: Authorizations = {
  'codedeploy:CreateApplication': delivering,
  'codedeploy:CreateDeployment': delivering,
  'codedeploy:CreateDeploymentGroup': delivering,
  'codedeploy:DeleteApplication': delivering,
  'codedeploy:DeleteDeploymentGroup': delivering,
  'codedeploy:TagResource': ({ input }) => [on('codedeploy:TagResource', input.ResourceArn)],
  'codedeploy:UpdateDeploymentGroup': delivering,
  'iam:AddClientIDToOpenIDConnectProvider': labelledProvider,
  'iam:CreateOpenIDConnectProvider': provider,
  'iam:DeleteOpenIDConnectProvider': labelledProvider,
  'iam:TagOpenIDConnectProvider': labelledProvider,
  'ssm:AddTagsToResource': (scene) =>
    scene.input.ResourceType === 'Parameter'
      ? [onParameter(scene, scene.input.ResourceId)]
      : labelledAssociation(scene),
  'ssm:CreateAssociation': associating,
  'ssm:DeleteAssociation': associating,
  'ssm:UpdateAssociation': associating,
  'ssm:PutParameter': (scene) => {
    const own = onParameter(scene, scene.input.Name);
    return [own, ...(scene.input.Tags ? [{ ...own, action: 'ssm:AddTagsToResource' }] : [])];
  },
  'ssm:DeleteParameters': (scene) => (scene.input.Names as string[]).map((name) => onParameter(scene, name)),
  'ssm:GetParametersByPath': (scene) => [onParameter(scene, scene.input.Path)],
  's3:ListAllMyBuckets': ({ operation }) => actionsInS3(operation).map((name) => on(`s3:${name}`, '*')),
  's3:*': inBucket,
};
