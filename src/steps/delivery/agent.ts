import {
  AddTagsToResourceCommand,
  CreateAssociationCommand,
  DeleteAssociationCommand,
  DescribeAssociationCommand,
  ListAssociationsCommand,
  ListTagsForResourceCommand,
  UpdateAssociationCommand,
  type AssociationDescription,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import { orNothing, said } from '../../aws/replies.ts';
import { shellScript } from '../../aws/shell-commands.ts';
import { carries, markList, tagList } from '../../aws/tags.ts';
import {
  defineStep,
  drifted,
  gone,
  pending,
  ready,
  type Context,
  type Given,
  type Settings,
  type WantedBy,
} from '../../engine/step.ts';
import { allow, later, makesAt, reads, usesAt } from '../../permissions/allow.ts';
import { instance } from '../server/instance.ts';
import { sessionManager } from '../server/session-manager.ts';
import { bucket } from './bucket.ts';
import { settingsPath } from './layout.ts';
import { installAgent } from './server/codedeploy-agent.ts';
import { installRelease, type Source } from './server/install.ts';

const script = (source: Source, partition: string): string[] => [
  'set -e',
  ...installRelease(source),
  ...installAgent(source.region, partition),
];

const needs = { bucket, instance, shell: sessionManager };
type Surroundings = Given<typeof needs>;

const settings = {
  Name: { title: { en: 'document', ko: '문서' }, wanted: shellScript },
  targets: { title: { en: 'server', ko: '서버' }, wanted: ({ needs }: Surroundings) => needs.instance.instanceId },
  commands: {
    title: { en: 'commands', ko: '명령' },
    wanted: ({ region, partition, tags, needs }: Surroundings) =>
      script({ bucket: needs.bucket.bucket, region, settings: settingsPath(tags['stepway:id']) }, partition).join('\n'),
  },
  executionTimeout: { title: { en: 'timeout in seconds', ko: '제한 시간(초)' }, wanted: '900' },
  // Now and once a day, so that an agent that died comes back by itself.
  ScheduleExpression: { title: { en: 'schedule', ko: '일정' }, wanted: 'rate(1 day)' },
} as const satisfies Settings<Surroundings>;

/** What State Manager is told; an update drops every field that it leaves out. */
const asSent = (
  AssociationName: string,
  { targets, commands, executionTimeout, ...wanted }: WantedBy<typeof settings>,
) => ({
  ...wanted,
  AssociationName,
  Targets: [{ Key: 'InstanceIds', Values: [targets] }],
  Parameters: { commands: commands.split('\n'), executionTimeout: [executionTimeout] },
});

/** What it was told. */
const asRead = ({ Name, Targets, Parameters, ScheduleExpression }: AssociationDescription) => ({
  Name,
  targets: Targets?.flatMap(({ Values = [] }) => Values).join(),
  commands: Parameters?.['commands']?.join('\n'),
  executionTimeout: Parameters?.['executionTimeout']?.join(),
  ScheduleExpression,
});

const makeAgent = makesAt(
  'The association that installs the agent is created with a label.',
  'arn:*:ssm:*:*:association/*',
);
const useAgent = usesAt('It can be changed and deleted only with the label, and runs only on servers that have it.', [
  'arn:*:ec2:*:*:instance/*',
  'arn:*:ssm:*:*:association/*',
]);
const runScript = allow('The one AWS document that runs the installation.', `arn:*:ssm:*:*:document/${shellScript}`);

/**
 * The agent that fetches deployments, and what puts them to work on the server. State Manager brings both there, and
 * reports whether the agent is running; what is new in a later version of stepway comes the same way.
 */
export const agent = defineStep({
  id: 'deploy-agent',
  title: { en: 'CodeDeploy agent on the server', ko: '서버의 CodeDeploy 에이전트' },
  needs,
  asks: {},
  allows: [
    reads('ssm:DescribeAssociation', 'ssm:ListAssociations', 'ssm:ListTagsForResource'),
    makeAgent('ssm:AddTagsToResource', 'ssm:CreateAssociation'),
    useAgent('ssm:CreateAssociation'),
    runScript('ssm:CreateAssociation'),
    later(useAgent('ssm:DeleteAssociation', 'ssm:UpdateAssociation')),
    later(runScript('ssm:DeleteAssociation', 'ssm:UpdateAssociation')),
  ],
  making: { takes: { earliest: 10, usual: 75, every: 5, limit: 15 * 60 }, unrepeatable: true },
  follows: { live: ['instance', 'bucket'], initial: ['shell'] },

  settings,

  async find(given) {
    const { ssm, name } = given;
    for (const associationId of await idsOf(ssm, name))
      if (carries(await tagsOf(ssm, associationId), given)) return { associationId };
    return undefined;
  },

  async create({ ssm, name, tags, wanted }) {
    const { AssociationDescription: made } = await ssm.send(
      new CreateAssociationCommand({ ...asSent(name, wanted), Tags: tagList(tags) }),
    );
    return { associationId: said(made, 'AssociationId') };
  },

  async check(context, { associationId }) {
    const found = await describe(context.ssm, associationId);
    if (!found) return gone;
    const now = async () => ({
      tags: { are: await tagsOf(context.ssm, associationId), restore: () => putTags(context, associationId) },
      settings: asRead(found),
    });
    const status = found.Overview?.Status;
    if (status === 'Success') return ready({}, now);
    if (status === 'Failed')
      return drifted(
        {
          en: 'its installation failed, or it does not keep running',
          ko: '설치하지 못했거나 계속 실행되지 않습니다',
        },
        {
          en: 'It is tried again each time. State Manager in the Systems Manager console has the output; on the server, `sudo journalctl -u codedeploy-agent` says why the agent ends.',
          ko: '실행할 때마다 다시 시도합니다. 출력은 Systems Manager 콘솔의 State Manager에 있고, 에이전트가 멈춘 이유는 서버에서 `sudo journalctl -u codedeploy-agent`로 볼 수 있습니다.',
        },
        now,
      );
    // For another server, or on another day, it may be pending for ever.
    return pending(
      { en: 'being installed on the server', ko: '서버에 설치하는 중' },
      {
        en: 'Systems Manager has to reach the server: it must be running and have internet access.',
        ko: 'Systems Manager가 서버에 연결할 수 있어야 합니다. 서버가 실행 중이고 인터넷에 연결되는지 확인하세요.',
      },
      now,
    );
  },

  // Runs it again as well.
  async change({ ssm, name, wanted }, { associationId }) {
    await ssm.send(new UpdateAssociationCommand({ AssociationId: associationId, ...asSent(name, wanted) }));
  },

  going: { takes: { earliest: 0, usual: 2, every: 2, limit: 300 } },

  async delete({ ssm }, { associationId }) {
    await ssm.send(new DeleteAssociationCommand({ AssociationId: associationId }));
  },
});

async function idsOf(ssm: SSMClient, name: string): Promise<string[]> {
  const { Associations = [] } = await ssm.send(
    new ListAssociationsCommand({ AssociationFilterList: [{ key: 'AssociationName', value: name }] }),
  );
  return Associations.flatMap(({ AssociationId }) => AssociationId ?? []);
}

const putTags = ({ ssm, tags }: Context, ResourceId: string) =>
  ssm.send(new AddTagsToResourceCommand({ ResourceType: 'Association', ResourceId, Tags: markList(tags) }));

const tagsOf = async (ssm: SSMClient, ResourceId: string) =>
  (await ssm.send(new ListTagsForResourceCommand({ ResourceType: 'Association', ResourceId }))).TagList;

async function describe(ssm: SSMClient, AssociationId: string) {
  return (await orNothing(ssm.send(new DescribeAssociationCommand({ AssociationId }))))?.AssociationDescription;
}
