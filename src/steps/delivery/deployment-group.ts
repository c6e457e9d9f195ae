import {
  CreateDeploymentGroupCommand,
  DeleteDeploymentGroupCommand,
  GetDeploymentGroupCommand,
  UpdateDeploymentGroupCommand,
  type CodeDeployClient,
  type DeploymentGroupInfo,
} from '@aws-sdk/client-codedeploy';
import { isNotFound } from '../../aws/error-names.ts';
import { fit } from '../../aws/names.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { carries, tagList } from '../../aws/tags.ts';
import { defineStep, drifted, gone, optional, ready } from '../../engine/step.ts';
import { canonical, type Json } from '../../facts.ts';
import { nameLimit } from '../load-balancer/load-balancer.ts';
import { targetGroup } from '../load-balancer/target-group.ts';
import { instance } from '../server/instance.ts';
import { application, arnOf, tagsAt } from './application.ts';
import { deployPolicy, deployRole } from './deploy-role.ts';

interface Needs {
  readonly role: { readonly roleArn: string };
  readonly target?: { readonly targetGroupArn: string } | undefined;
}

/** Where to deploy, and how, in CodeDeploy's own shape. */
function settingsFor(stack: string, { role, target }: Needs) {
  const tag = (Key: string, Value: string) => [{ Key, Value, Type: 'KEY_AND_VALUE' as const }];
  return {
    serviceRoleArn: role.roleArn,
    deploymentConfigName: 'CodeDeployDefault.AllAtOnce',
    // Both tags together match the server of this stack and nothing else.
    ec2TagSet: { ec2TagSetList: [tag('stepway:name', stack), tag('stepway:step', instance.id)] },
    deploymentStyle: {
      deploymentType: 'IN_PLACE' as const,
      deploymentOption: target ? ('WITH_TRAFFIC_CONTROL' as const) : ('WITHOUT_TRAFFIC_CONTROL' as const),
    },
    ...(target && {
      loadBalancerInfo: { targetGroupInfoList: [{ name: fit(`${stack}-${targetGroup.id}`, nameLimit) }] },
    }),
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE' as const] },
  };
}

type Settings = ReturnType<typeof settingsFor>;

/** What must stay true of the group; CodeDeploy returns more than it was given. */
function isAsMade(found: DeploymentGroupInfo, wanted: Settings): boolean {
  const { loadBalancerInfo: behind, autoRollbackConfiguration: rollback } = found;
  return (
    found.serviceRoleArn === wanted.serviceRoleArn &&
    found.deploymentStyle?.deploymentOption === wanted.deploymentStyle.deploymentOption &&
    canonical((found.ec2TagSet?.ec2TagSetList ?? []) as unknown as Json) ===
      canonical(wanted.ec2TagSet.ec2TagSetList) &&
    (behind?.targetGroupInfoList?.[0]?.name ?? '') === (wanted.loadBalancerInfo?.targetGroupInfoList[0]?.name ?? '') &&
    rollback?.enabled === true &&
    rollback.events?.includes('DEPLOYMENT_FAILURE') === true
  );
}

export const deploymentGroup = defineStep({
  id: 'deployment-group',
  title: { en: 'Deployment group (CodeDeploy)', ko: '배포 그룹(CodeDeploy)' },
  needs: { application, role: deployRole, policy: deployPolicy, target: optional(targetGroup) },
  asks: {},
  live: ['role', 'target'],
  initial: ['policy'],
  own: ['settings'],

  async find(given) {
    const { codeDeploy, name, tags, stack, needs } = given;
    const { application } = needs.application;
    if (!(await describe(codeDeploy, application, name))) return undefined;
    if (!carries(await tagsAt(codeDeploy, arnOf(given, 'deploymentgroup', `${application}/${name}`)), tags))
      throw strangerOf('CodeDeploy deployment group', name);
    return { deploymentGroup: name, application, settings: JSON.stringify(settingsFor(stack, needs)) };
  },

  async create({ codeDeploy, name, tags, stack, needs }) {
    const { application } = needs.application;
    const settings = settingsFor(stack, needs);
    await codeDeploy.send(
      new CreateDeploymentGroupCommand({
        applicationName: application,
        deploymentGroupName: name,
        ...settings,
        tags: tagList(tags),
      }),
    );
    return { deploymentGroup: name, application, settings: JSON.stringify(settings) };
  },

  async check({ codeDeploy }, { deploymentGroup, application, settings }) {
    const found = await describe(codeDeploy, application, deploymentGroup);
    if (!found) return gone;
    return isAsMade(found, JSON.parse(settings) as Settings)
      ? ready()
      : drifted({ en: 'settings were changed', ko: '설정이 바뀌었습니다' });
  },

  async change({ codeDeploy, stack, needs }, { deploymentGroup, application }) {
    const settings = settingsFor(stack, needs);
    await codeDeploy.send(
      new UpdateDeploymentGroupCommand({
        applicationName: application,
        currentDeploymentGroupName: deploymentGroup,
        ...settings,
      }),
    );
    return { deploymentGroup, application, settings: JSON.stringify(settings) };
  },

  async delete({ codeDeploy }, { deploymentGroup, application }) {
    await codeDeploy.send(
      new DeleteDeploymentGroupCommand({ applicationName: application, deploymentGroupName: deploymentGroup }),
    );
  },

  outputs: ({ deploymentGroup }) => ({ delivery: { deploymentGroup } }),
});

async function describe(codeDeploy: CodeDeployClient, applicationName: string, deploymentGroupName: string) {
  try {
    const found = await codeDeploy.send(new GetDeploymentGroupCommand({ applicationName, deploymentGroupName }));
    return found.deploymentGroupInfo;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
