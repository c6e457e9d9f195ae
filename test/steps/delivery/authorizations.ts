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

const inBucket = ({ input, operation }: Scene): Asked[] =>
  actionsInS3(operation).map((name) => {
    const key = /Object|AbortMultipartUpload$/.test(name) ? `/${input.Key ?? input.Delete?.Objects[0].Key}` : '';
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
  'ssm:AddTagsToResource': labelled(
    'ssm:AddTagsToResource',
    ({ ResourceId }) => [ResourceId],
    (id) => arn('ssm', `association/${id}`),
  ),
  'ssm:CreateAssociation': associating,
  'ssm:DeleteAssociation': associating,
  'ssm:UpdateAssociation': associating,
  's3:*': inBucket,
};
