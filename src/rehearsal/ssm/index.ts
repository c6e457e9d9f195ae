import type { AssociationDescription } from '@aws-sdk/client-ssm';
import type { Instance } from '../ec2/data.ts';
import { hasRole } from '../ec2/profiles.ts';
import { visible } from '../ec2/resources.ts';
import { refuse } from '../errors.ts';
import { uuid } from '../ids.ts';
import { page } from '../pages.ts';
import { at } from '../phase.ts';
import type { Call, Moment, Operations, Service } from '../service.ts';
import { tag, tagged, tagList, type Tags } from '../tags.ts';
import { commands, isReached } from './commands.ts';
import type { Association } from './data.ts';
import { parameters } from './parameters.ts';
import { sessions } from './sessions.ts';

const associationAt = ({ here }: Call, wanted: string | undefined): Association =>
  here.associations.find(({ id }) => id === wanted) ?? refuse('AssociationDoesNotExist', '');

/** The servers that it is to run on, and that Systems Manager reaches. */
const reachedBy = ({ targets }: Association, call: Moment): Instance[] =>
  call.here.instances.filter(
    (instance) =>
      hasRole(instance, call) &&
      at(instance.state, call.now) === 'running' &&
      targets.some(({ Key, Values = [] }) => Key === 'InstanceIds' && Values.includes(instance.id)),
  );

function statusOf(association: Association, call: Moment): 'Pending' | 'Success' | 'Failed' {
  const over = reachedBy(association, call).filter(
    ({ upAt }) => Math.max(upAt, association.changedAt) + association.takes <= call.now,
  );
  if (over.length === 0) return 'Pending';
  return call.scenario.agentFails ? 'Failed' : 'Success';
}

/** Since when what State Manager installs is on a server, by a word of it; undefined when it is not. */
export function installedOn(id: string | undefined, word: string, call: Moment): number | undefined {
  for (const one of call.here.associations) {
    const server = reachedBy(one, call).find((instance) => instance.id === id);
    if (server && JSON.stringify(one.parameters).includes(word) && statusOf(one, call) === 'Success')
      return Math.max(server.upAt, one.changedAt) + one.takes;
  }
  return undefined;
}

/** Whether CodeDeploy's agent is alive on a server. */
export const agentOn = ({ id }: Instance, call: Call): boolean =>
  installedOn(id, 'codedeploy-agent', call) !== undefined;

function describe(association: Association, call: Call): AssociationDescription {
  const status = statusOf(association, call);
  const ranAt = new Date(association.changedAt + association.takes);
  return {
    AssociationId: association.id,
    AssociationName: association.name,
    AssociationVersion: `${association.version}`,
    Name: association.document,
    Parameters: association.parameters,
    Targets: association.targets,
    ScheduleExpression: association.schedule,
    Date: new Date(association.createdAt),
    LastUpdateAssociationDate: new Date(association.changedAt),
    Overview: {
      Status: status,
      DetailedStatus: status,
      ...(status !== 'Pending' && { AssociationStatusAggregatedCount: { [status]: 1 } }),
    },
    ...(status !== 'Pending' && { LastExecutionDate: ranAt }),
    ...(status === 'Success' && { LastSuccessfulExecutionDate: ranAt }),
  };
}

function checkDocument(document: string | undefined): string {
  if (document !== 'AWS-RunShellScript') refuse('InvalidDocument', `Document with name ${document} does not exist.`);
  return document;
}

function checkSchedule(schedule: string | undefined): void {
  if (schedule && !/^(rate\((30 minutes|\d+ (hours?|days?))\)|cron\(.+\))$/.test(schedule))
    refuse('InvalidSchedule', `The schedule expression ${schedule} is invalid.`);
}

/** The tags of whatever of the kinds that are played has that id. */
function tagsAt({ here }: Call, kind: string | undefined, wanted: string | undefined): Tags {
  const found =
    kind === 'Association'
      ? here.associations.find(({ id }) => id === wanted)
      : here.parameters.find(({ name }) => kind === 'Parameter' && name === wanted);
  return found?.tags ?? refuse('InvalidResourceId', 'The resource ID is not valid.');
}

const operations = {
  DescribeInstanceInformation({ Filters }, call) {
    const wanted = Filters?.find(({ Key }) => Key === 'InstanceIds')?.Values;
    const reached = visible(call, 'instances').filter(
      (instance) => isReached(instance, call) && (!wanted || wanted.includes(instance.id)),
    );
    return {
      InstanceInformationList: reached.map(({ id }) => ({
        InstanceId: id,
        PingStatus: 'Online' as const,
        PlatformType: 'Linux' as const,
        PlatformName: 'Amazon Linux',
        PlatformVersion: '2023',
      })),
    };
  },

  ...parameters,
  ...commands,
  ...sessions,

  // Neither a token nor its name keeps it from being made twice.
  CreateAssociation(input, call) {
    checkSchedule(input.ScheduleExpression);
    if (!input.Targets?.length && !input.InstanceId) refuse('InvalidTarget', 'No targets were specified.');
    if (input.AssociationName && !/^[a-zA-Z0-9_\-.]{3,128}$/.test(input.AssociationName))
      refuse('ValidationException', 'Value at associationName failed to satisfy constraint');
    const association: Association = {
      id: uuid(`association ${call.seed()}`),
      document: checkDocument(input.Name),
      ...(input.AssociationName && { name: input.AssociationName }),
      parameters: input.Parameters ?? {},
      targets: input.Targets ?? [],
      ...(input.ScheduleExpression && { schedule: input.ScheduleExpression }),
      version: 1,
      createdAt: call.now,
      changedAt: call.now,
      takes: call.after('agent installed') - call.now,
      tags: tagged(input.Tags),
    };
    call.here.associations.push(association);
    return { AssociationDescription: describe(association, call) };
  },

  // What is not said again is lost; and it runs anew.
  UpdateAssociation(input, call) {
    const association = associationAt(call, input.AssociationId);
    checkSchedule(input.ScheduleExpression);
    association.document = checkDocument(input.Name ?? association.document);
    association.parameters = input.Parameters ?? {};
    if (input.Targets) association.targets = input.Targets;
    delete association.schedule;
    if (input.ScheduleExpression) association.schedule = input.ScheduleExpression;
    if (input.AssociationName) association.name = input.AssociationName;
    association.version += 1;
    association.changedAt = call.now;
    return { AssociationDescription: describe(association, call) };
  },

  DescribeAssociation: ({ AssociationId }, call) => ({
    AssociationDescription: describe(associationAt(call, AssociationId), call),
  }),

  ListAssociations({ AssociationFilterList = [], MaxResults, NextToken }, call) {
    const wanted = (key: string) => AssociationFilterList.find((one) => one.key === key)?.value;
    const found = call.here.associations.filter(
      ({ name, id }) =>
        [undefined, name].includes(wanted('AssociationName')) && [undefined, id].includes(wanted('AssociationId')),
    );
    const { items, next } = page(found, MaxResults ?? 50, NextToken);
    return {
      Associations: items.map((one) => {
        const { AssociationId, AssociationName, AssociationVersion, Name, Targets, Overview } = describe(one, call);
        return { AssociationId, AssociationName, AssociationVersion, Name, Targets, Overview };
      }),
      NextToken: next,
    };
  },

  DeleteAssociation({ AssociationId }, call) {
    const association = associationAt(call, AssociationId);
    call.here.associations = call.here.associations.filter((one) => one !== association);
    return {};
  },

  AddTagsToResource({ ResourceType, ResourceId, Tags }, call) {
    tag(tagsAt(call, ResourceType, ResourceId), Tags);
    return {};
  },

  ListTagsForResource: ({ ResourceType, ResourceId }, call) => ({
    TagList: tagList(tagsAt(call, ResourceType, ResourceId)),
  }),
} satisfies Operations<typeof import('@aws-sdk/client-ssm')>;

/** Parameters, the machines that Systems Manager reaches, and what it runs on them. */
export const ssm = {
  operations,
  regional: {
    atFirst: () => ({ associations: [], commands: [], parameters: [] }),
    inventory: ({ associations, parameters }) => [
      ...associations.map(({ id, tags }) => ({ kind: 'association', id, tags })),
      ...parameters.map(({ name, tags }) => ({ kind: 'parameter', id: name, tags })),
    ],
  },
} satisfies Service;
