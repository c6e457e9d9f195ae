import {
  CreateDeploymentGroupCommand,
  DeleteDeploymentGroupCommand,
  GetDeploymentGroupCommand,
  UpdateDeploymentGroupCommand,
  type CodeDeployClient,
  type DeploymentGroupInfo,
} from '@aws-sdk/client-codedeploy';
import { orNothing } from '../../aws/replies.ts';
import { carries, strangerOf, tagList } from '../../aws/tags.ts';
import { defineStep, gone, ready, type Context, type Given, type Settings, type WantedBy } from '../../engine/step.ts';
import { allow, later, passRole, reads } from '../../permissions/allow.ts';
import { nameTaken, uidOf } from '../ours.ts';
import { instance } from '../server/instance.ts';
import { application, arnOf, ofApplication, taggedAt, tagsAt } from './application.ts';
import { inObjects } from './bucket.ts';
import { deployPolicy, deployRole } from './deploy-role.ts';

const needs = { application, role: deployRole, policy: deployPolicy };
type Surroundings = Given<typeof needs>;

const carrying = (Key: string, Value: string) => [{ Key, Value, Type: 'KEY_AND_VALUE' as const }];

const settings = {
  serviceRoleArn: { title: { en: 'role', ko: '역할' }, wanted: ({ needs }: Surroundings) => needs.role.roleArn },
  deploymentConfigName: {
    title: { en: 'deployment configuration', ko: '배포 구성' },
    wanted: 'CodeDeployDefault.AllAtOnce',
  },
  // Both tags together match the server of this stack and nothing else.
  servers: {
    title: { en: 'the servers it deploys to', ko: '배포할 서버' },
    wanted: ({ tags }: Surroundings) => [
      carrying('stepway:id', tags['stepway:id']),
      carrying('stepway:step', instance.id),
    ],
  },
  deploymentType: { title: { en: 'deployment type', ko: '배포 유형' }, wanted: 'IN_PLACE' },
  // A release starts beside the one that serves: nobody has to be kept away from the server meanwhile.
  deploymentOption: { title: { en: 'traffic control', ko: '트래픽 제어' }, wanted: 'WITHOUT_TRAFFIC_CONTROL' },
  targetGroup: { title: { en: 'target group', ko: '대상 그룹' }, wanted: '' },
  rollback: { title: { en: 'automatic rollback', ko: '자동 롤백' }, wanted: 'DEPLOYMENT_FAILURE' },
} as const satisfies Settings<Surroundings>;

/** In CodeDeploy's own shape. What an update leaves out stays as it was. */
const asSent = (wanted: WantedBy<typeof settings>) => ({
  serviceRoleArn: wanted.serviceRoleArn,
  deploymentConfigName: wanted.deploymentConfigName,
  ec2TagSet: { ec2TagSetList: wanted.servers.map((all) => [...all]) },
  deploymentStyle: { deploymentType: wanted.deploymentType, deploymentOption: wanted.deploymentOption },
  autoRollbackConfiguration: { enabled: true, events: [wanted.rollback] },
});

/** CodeDeploy returns more than it was given: what is compared, from its own shape. */
const asRead = (group: DeploymentGroupInfo) => ({
  serviceRoleArn: group.serviceRoleArn,
  deploymentConfigName: group.deploymentConfigName,
  servers: group.ec2TagSet?.ec2TagSetList?.map((all) => all.map(({ Key, Value, Type }) => ({ Key, Value, Type }))),
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
  needs,
  asks: {},
  allows: [
    reads('codedeploy:GetDeploymentGroup', 'codedeploy:ListTagsForResource'),
    ofGroup('codedeploy:CreateDeploymentGroup', 'codedeploy:TagResource'),
    passRole(deployRole.id, 'codedeploy.amazonaws.com'),
    later(ofGroup('codedeploy:DeleteDeploymentGroup', 'codedeploy:UpdateDeploymentGroup')),
    ...deploying,
  ],
  follows: { live: ['role'], initial: ['policy'], own: ['uid'] },

  settings,

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

  async create({ codeDeploy, name, tags, needs, wanted }) {
    const { application } = needs.application;
    const { deploymentGroupId } = await codeDeploy.send(
      new CreateDeploymentGroupCommand({
        applicationName: application,
        deploymentGroupName: name,
        ...asSent(wanted),
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
    const arn = groupArn(context, application, deploymentGroup);
    return ready({}, async () => ({
      tags: taggedAt(context, await tagsAt(codeDeploy, arn), arn),
      settings: asRead(found),
    }));
  },

  async change({ codeDeploy, wanted }, { deploymentGroup, application }) {
    await codeDeploy.send(
      new UpdateDeploymentGroupCommand({
        applicationName: application,
        currentDeploymentGroupName: deploymentGroup,
        // One that an earlier version of stepway gave it would stay.
        loadBalancerInfo: {},
        ...asSent(wanted),
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
