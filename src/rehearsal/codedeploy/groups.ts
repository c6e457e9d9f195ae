import type {
  CreateDeploymentGroupCommandInput,
  DeploymentGroupInfo,
  LastDeploymentInfo,
} from '@aws-sdk/client-codedeploy';
import { refuse } from '../errors.ts';
import { accountId, uuid } from '../ids.ts';
import type { Call, Operations } from '../service.ts';
import { tag, tagged, tagList, type Tags } from '../tags.ts';
import type { Deployment, DeploymentGroup } from './data.ts';
import { applicationNamed, deploymentsOf, groupNamed, lastGood, statusOf } from './shared.ts';

function checkName(name: string | undefined, what: 'Application' | 'DeploymentGroup'): string {
  if (!name) refuse(`${what}NameRequiredException`, `${what} name is required`);
  if (name.length > 100) refuse(`Invalid${what}NameException`, `${what} name ${name} is too long`);
  return name;
}

/** CodeDeploy has to have heard of the role, and to be trusted by it. */
function checkRole(arn: string | undefined, call: Call): string {
  if (!arn) refuse('RoleRequiredException', 'A service role ARN is required');
  const role = call.account.roles.find(({ path, name }) => arn === `arn:aws:iam::${accountId}:role${path}${name}`);
  const knownAt = role && role.createdAt + call.after('iam visible') - call.now;
  if (!role || knownAt === undefined || knownAt > call.now || !role.trust.includes('codedeploy.amazonaws.com'))
    refuse('InvalidRoleException', `Cannot assume role provided.`);
  return arn;
}

type Settings = Partial<Omit<CreateDeploymentGroupCommandInput, 'deploymentGroupName' | 'tags'>>;

/** What the settings, where they say something, make of a group. */
function set(group: DeploymentGroup, input: Settings, call: Call): DeploymentGroup {
  const tagSets = input.ec2TagSet?.ec2TagSetList ?? (input.ec2TagFilters && [input.ec2TagFilters]);
  Object.assign(group, {
    ...(input.deploymentConfigName && { config: input.deploymentConfigName }),
    ...(input.serviceRoleArn && { roleArn: checkRole(input.serviceRoleArn, call) }),
    ...(tagSets && { tagSets }),
    ...(input.deploymentStyle && { style: input.deploymentStyle }),
    ...(input.loadBalancerInfo && { loadBalancer: input.loadBalancerInfo }),
    ...(input.autoRollbackConfiguration && { rollback: input.autoRollbackConfiguration }),
  });
  const behind = [...(group.loadBalancer?.targetGroupInfoList ?? []), ...(group.loadBalancer?.elbInfoList ?? [])]
    .length;
  if (group.style.deploymentOption === 'WITH_TRAFFIC_CONTROL' && behind === 0)
    refuse(
      'InvalidLoadBalancerInfoException',
      'For deployments with traffic control, load balancer information must be specified',
    );
  return group;
}

const lastInfo = (deployment: Deployment | undefined, call: Call): LastDeploymentInfo | undefined =>
  deployment && {
    deploymentId: deployment.id,
    status: statusOf(deployment, call.now),
    createTime: new Date(deployment.createdAt),
    endTime: new Date(deployment.endAt),
  };

const show = (group: DeploymentGroup, call: Call): DeploymentGroupInfo => ({
  applicationName: group.application,
  deploymentGroupId: group.id,
  deploymentGroupName: group.name,
  deploymentConfigName: group.config,
  serviceRoleArn: group.roleArn,
  ec2TagSet: { ec2TagSetList: group.tagSets },
  deploymentStyle: group.style,
  loadBalancerInfo: group.loadBalancer,
  autoRollbackConfiguration: group.rollback,
  computePlatform: 'Server',
  targetRevision: lastGood(call, group)?.revision,
  lastSuccessfulDeployment: lastInfo(lastGood(call, group), call),
  lastAttemptedDeployment: lastInfo(deploymentsOf(call, group)[0], call),
});

/** The tags of whatever has this ARN. */
function tagsAt(arn: string | undefined, call: Call): Tags {
  const [, , , , , kind, rest = ''] = (arn ?? '').split(':');
  const [application, group] = rest.split('/');
  if (kind === 'application') return applicationNamed(call, application).tags;
  if (kind === 'deploymentgroup') return groupNamed(call, application, group).tags;
  return refuse('ArnNotSupportedException', `The ARN ${arn} is not supported`);
}

/** Applications and the groups of servers that they are put on. */
export const groups = {
  CreateApplication({ applicationName, computePlatform, tags }, call) {
    const name = checkName(applicationName, 'Application');
    if (computePlatform && computePlatform !== 'Server')
      refuse('InvalidComputePlatformException', `The compute platform ${computePlatform} is not played`);
    if (call.here.applications.some((one) => one.name === name))
      refuse('ApplicationAlreadyExistsException', `An application with the name ${name} already exists`);
    const id = uuid(`application ${call.seed()}`);
    call.here.applications.push({ id, name, createdAt: call.now, revisions: [], tags: tagged(tags) });
    return { applicationId: id };
  },

  GetApplication({ applicationName }, call) {
    const { id, name, createdAt } = applicationNamed(call, applicationName);
    return {
      application: {
        applicationId: id,
        applicationName: name,
        createTime: new Date(createdAt),
        linkedToGitHub: false,
        computePlatform: 'Server' as const,
      },
    };
  },

  // What is not there is as good as deleted; its groups go with it.
  DeleteApplication({ applicationName }, { here }) {
    here.applications = here.applications.filter(({ name }) => name !== applicationName);
    here.deploymentGroups = here.deploymentGroups.filter(({ application }) => application !== applicationName);
    return {};
  },

  CreateDeploymentGroup(input, call) {
    const { name: application } = applicationNamed(call, input.applicationName);
    const name = checkName(input.deploymentGroupName, 'DeploymentGroup');
    if (call.here.deploymentGroups.some((one) => one.application === application && one.name === name))
      refuse(
        'DeploymentGroupAlreadyExistsException',
        `Deployment group name: ${name} already exists for application: ${application}`,
      );
    const roleArn = checkRole(input.serviceRoleArn, call);
    const group: DeploymentGroup = {
      id: uuid(`group ${call.seed()}`),
      application,
      name,
      config: 'CodeDeployDefault.OneAtATime',
      roleArn,
      tagSets: [],
      style: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
      tags: tagged(input.tags),
    };
    call.here.deploymentGroups.push(set(group, input, call));
    return { deploymentGroupId: group.id };
  },

  GetDeploymentGroup: ({ applicationName, deploymentGroupName }, call) => ({
    deploymentGroupInfo: show(groupNamed(call, applicationName, deploymentGroupName), call),
  }),

  UpdateDeploymentGroup(input, call) {
    set(groupNamed(call, input.applicationName, input.currentDeploymentGroupName), input, call);
    return { hooksNotCleanedUp: [] };
  },

  ListDeploymentGroups({ applicationName }, call) {
    applicationNamed(call, applicationName);
    const within = call.here.deploymentGroups.filter(({ application }) => application === applicationName);
    return { applicationName, deploymentGroups: within.map(({ name }) => name) };
  },

  DeleteDeploymentGroup({ applicationName, deploymentGroupName }, { here }) {
    here.deploymentGroups = here.deploymentGroups.filter(
      (one) => one.application !== applicationName || one.name !== deploymentGroupName,
    );
    return { hooksNotCleanedUp: [] };
  },

  TagResource({ ResourceArn, Tags }, call) {
    tag(tagsAt(ResourceArn, call), Tags);
    return {};
  },

  ListTagsForResource: ({ ResourceArn }, call) => ({ Tags: tagList(tagsAt(ResourceArn, call)) }),
} satisfies Operations<typeof import('@aws-sdk/client-codedeploy')>;
