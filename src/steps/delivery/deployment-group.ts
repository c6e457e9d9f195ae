import {
  CreateDeploymentGroupCommand,
  DeleteDeploymentGroupCommand,
  GetDeploymentGroupCommand,
  UpdateDeploymentGroupCommand,
  type CodeDeployClient,
  type DeploymentGroupInfo,
} from '@aws-sdk/client-codedeploy';
import { label } from '../../aws/label.ts';
import { ourTargetGroup } from '../../aws/load-balancing.ts';
import { orNothing } from '../../aws/or-nothing.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { carries, tagList } from '../../aws/tags.ts';
import type { Context } from '../../engine/context.ts';
import { optional } from '../../engine/needs.ts';
import { gone, ready } from '../../engine/seen.ts';
import { defineStep } from '../../engine/step.ts';
import { allow, later, passRole, reads } from '../../permissions/allow.ts';
import { targetGroup } from '../load-balancer/target-group.ts';
import { nameTaken, uidOf } from '../ours.ts';
import { instance } from '../server/instance.ts';
import { application, arnOf, tagsAt, ofApplication } from './application.ts';
import { inObjects } from './bucket.ts';
import { deployPolicy, deployRole } from './deploy-role.ts';

interface Needs {
  readonly role: { readonly roleArn: string };
  readonly target?: { readonly targetGroupArn: string } | undefined;
}

/** Where to deploy, and how, in CodeDeploy's own shape. */
function settingsFor({ stack, tags, needs: { role, target } }: Pick<Context, 'stack' | 'tags'> & { needs: Needs }) {
  const tag = (Key: string, Value: string) => [{ Key, Value, Type: 'KEY_AND_VALUE' as const }];
  return {
    serviceRoleArn: role.roleArn,
    deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
    // Both tags together match the server of this stack and nothing else.
    ec2TagSet: { ec2TagSetList: [tag('stepway:id', tags['stepway:id']), tag('stepway:step', instance.id)] },
    deploymentStyle: {
      deploymentType: 'IN_PLACE' as const,
      deploymentOption: target ? ('WITH_TRAFFIC_CONTROL' as const) : ('WITHOUT_TRAFFIC_CONTROL' as const),
    },
    ...(target && {
      loadBalancerInfo: { targetGroupInfoList: [{ name: ourTargetGroup({ stack }) }] },
    }),
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE' as const] },
  };
}

/** CodeDeploy returns more than it was given: what is compared, from its own shape. */
const essence = (group: DeploymentGroupInfo) => ({
  serviceRoleArn: group.serviceRoleArn,
  deploymentConfigName: group.deploymentConfigName,
  servers: JSON.stringify(
    group.ec2TagSet?.ec2TagSetList?.map((all) => all.map(({ Key, Value, Type }) => `${Key} ${Type} ${Value}`)),
  ),
  deploymentType: group.deploymentStyle?.deploymentType,
  deploymentOption: group.deploymentStyle?.deploymentOption,
  targetGroup: group.loadBalancerInfo?.targetGroupInfoList?.[0]?.name ?? '',
  rollback: group.autoRollbackConfiguration?.enabled === true && group.autoRollbackConfiguration.events?.join(),
});

const groupArn = (context: Context, application: string, group: string) =>
  arnOf(context, 'deploymentgroup', `${application}/${group}`);

const ofGroup = allow(
  'Deployment groups, by name.',
  'arn:*:codedeploy:*:*:deploymentgroup:*-application/*-deployment-group',
);

/** What `stepway deploy` does: a deployment registers its revision, and names a configuration. */
const deploying = [
  reads(
    'codedeploy:BatchGetDeploymentTargets',
    'codedeploy:BatchGetDeployments',
    'codedeploy:GetApplicationRevision',
    'codedeploy:GetDeployment',
    'codedeploy:GetDeploymentConfig',
    'codedeploy:ListDeploymentTargets',
    'codedeploy:ListDeployments',
  ),
  inObjects('s3:PutObject'),
  ofApplication('codedeploy:RegisterApplicationRevision'),
  ofGroup('codedeploy:CreateDeployment'),
];

export const deploymentGroup = defineStep({
  id: 'deployment-group',
  title: { en: 'Deployment group (CodeDeploy)', ko: '배포 그룹(CodeDeploy)' },
  needs: { application, role: deployRole, policy: deployPolicy, target: optional(targetGroup) },
  asks: {},
  allows: [
    reads('codedeploy:GetDeploymentGroup', 'codedeploy:ListTagsForResource'),
    ofGroup('codedeploy:CreateDeploymentGroup', 'codedeploy:TagResource'),
    passRole(deployRole.id, 'codedeploy.amazonaws.com'),
    later(ofGroup('codedeploy:DeleteDeploymentGroup', 'codedeploy:UpdateDeploymentGroup')),
    ...deploying,
  ],
  follows: { live: ['role', 'target'], initial: ['policy'] },
  own: ['uid'],

  async find(given) {
    const { codeDeploy, name, needs } = given;
    const { application } = needs.application;
    const found = await describe(codeDeploy, application, name);
    if (!found) return undefined;
    const tags = await tagsAt(codeDeploy, groupArn(given, application, name));
    if (!carries(tags, given))
      throw strangerOf({ en: 'CodeDeploy deployment group', ko: 'CodeDeploy 배포 그룹' }, name);
    return { deploymentGroup: name, application, uid: found.deploymentGroupId };
  },

  async create(given) {
    const { codeDeploy, name, tags, needs } = given;
    const { application } = needs.application;
    const { deploymentGroupId } = await codeDeploy.send(
      new CreateDeploymentGroupCommand({
        applicationName: application,
        deploymentGroupName: name,
        ...settingsFor(given),
        tags: tagList(tags),
      }),
    );
    return { deploymentGroup: name, application, uid: deploymentGroupId };
  },

  async check(context, handle) {
    const { codeDeploy } = context;
    const { deploymentGroup, application } = handle;
    const found = await describe(codeDeploy, application, deploymentGroup);
    if (!found) return gone;
    const uid = uidOf(handle);
    if (uid !== undefined && found.deploymentGroupId !== uid) return nameTaken;
    return ready({}, async () => ({
      tags: await tagsAt(codeDeploy, groupArn(context, application, deploymentGroup)),
      settings: essence(found),
    }));
  },

  wants: (given) => essence(settingsFor(given)),
  settings: {
    serviceRoleArn: { title: { en: 'role', ko: '역할' } },
    deploymentConfigName: { title: { en: 'deployment configuration', ko: '배포 구성' } },
    servers: { title: { en: 'the servers it deploys to', ko: '배포할 서버' } },
    deploymentType: { title: { en: 'deployment type', ko: '배포 유형' } },
    deploymentOption: { title: { en: 'traffic control', ko: '트래픽 제어' } },
    targetGroup: { title: { en: 'target group', ko: '대상 그룹' } },
    rollback: { title: { en: 'automatic rollback', ko: '자동 롤백' } },
  },

  tag: (context, { application, deploymentGroup }) =>
    label.codeDeploy(context, groupArn(context, application, deploymentGroup)),

  async change(given, { deploymentGroup, application }) {
    await given.codeDeploy.send(
      new UpdateDeploymentGroupCommand({
        applicationName: application,
        currentDeploymentGroupName: deploymentGroup,
        // What an update leaves out stays as it was.
        loadBalancerInfo: {},
        ...settingsFor(given),
      }),
    );
  },

  async delete({ codeDeploy }, { deploymentGroup, application }) {
    await codeDeploy.send(
      new DeleteDeploymentGroupCommand({ applicationName: application, deploymentGroupName: deploymentGroup }),
    );
  },

  says: { outputs: ({ deploymentGroup }) => ({ delivery: { deploymentGroup } }) },
});

async function describe(codeDeploy: CodeDeployClient, applicationName: string, deploymentGroupName: string) {
  const wanted = { applicationName, deploymentGroupName };
  return (await orNothing(codeDeploy.send(new GetDeploymentGroupCommand(wanted))))?.deploymentGroupInfo;
}
