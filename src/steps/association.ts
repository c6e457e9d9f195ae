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
import { orNothing, said } from '../aws/replies.ts';
import { sendScript, shellScript } from '../aws/shell-commands.ts';
import { carries, markList, tagList } from '../aws/tags.ts';
import {
  defineStep,
  drifted,
  gone,
  pending,
  ready,
  type Asks,
  type Context,
  type Definition,
  type Given,
  type Needs,
  type Seen,
  type Settings,
  type WantedBy,
} from '../engine/step.ts';
import { allow, later, makesAt, reads, usesAt, type Allowance } from '../permissions/allow.ts';
import type { Words } from '../words.ts';
import type { instance } from './server/instance.ts';
import { sessionManager } from './server/session-manager.ts';

type OnServer = Needs & { readonly instance: typeof instance; readonly shell: typeof sessionManager };

/** What runs on the server because of a step, and how it is told. */
interface Installation<N, A> extends Pick<
  Definition<N, A, Handle, Record<never, never>, Record<never, never>>,
  'id' | 'title' | 'needs' | 'asks' | 'when' | 'follows' | 'says'
> {
  /** Lines of sh that install it, or bring it up to date, and fail unless it runs: they are repeated once a day. */
  script(given: Given<N, A>): string[];
  /** What is wrong when they fail, and where more is to be read. */
  readonly failed: readonly [note: Words, fix: Words];
  /** Lines of sh that take it off a server that stays. */
  readonly leaving?: readonly string[];
  /** What it allows besides. */
  readonly besides?: readonly Allowance[];
  /** What is wrong although they succeeded; undefined when nothing is. */
  ailing?(context: Context): Promise<readonly [note: Words, fix: Words] | undefined>;
}

type Handle = { readonly associationId: string };

const settingsOf = <N extends OnServer, A>(script: (given: Given<N, A>) => string[]) =>
  ({
    Name: { title: { en: 'document', ko: '문서' }, wanted: shellScript },
    targets: {
      title: { en: 'server', ko: '서버' },
      wanted: ({ needs }: Given<N, A>) =>
        (needs as { readonly instance: { readonly instanceId: string } }).instance.instanceId,
    },
    commands: { title: { en: 'commands', ko: '명령' }, wanted: (given: Given<N, A>) => script(given).join('\n') },
    executionTimeout: { title: { en: 'timeout in seconds', ko: '제한 시간(초)' }, wanted: '900' },
    // Now and once a day, so that what died comes back by itself.
    ScheduleExpression: { title: { en: 'schedule', ko: '일정' }, wanted: 'rate(1 day)' },
  }) as const satisfies Settings<Given<N, A>>;

/** What State Manager is told; an update drops every field that it leaves out. */
const asSent = (
  AssociationName: string,
  { targets, commands, executionTimeout, ...wanted }: WantedBy<ReturnType<typeof settingsOf>>,
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
  'The association that installs an agent is created with a label.',
  'arn:*:ssm:*:*:association/*',
);
const useAgent = usesAt('It can be changed and deleted only with the label, and runs only on servers that have it.', [
  'arn:*:ec2:*:*:instance/*',
  'arn:*:ssm:*:*:association/*',
]);
const runScript = allow('The one AWS document that runs the installation.', `arn:*:ssm:*:*:document/${shellScript}`);

/**
 * Something on the server that State Manager brings there and keeps alive: what is new in a later version of stepway
 * comes the same way.
 */
export const installedOnServer = <const N extends OnServer, const A extends Asks = Record<never, never>>({
  script,
  failed,
  leaving,
  besides = [],
  ailing,
  follows,
  ...step
}: Installation<N, A>) =>
  defineStep<N, A, Handle, ReturnType<typeof settingsOf<N, A>>>({
    ...step,
    allows: [
      reads('ssm:DescribeAssociation', 'ssm:ListAssociations', 'ssm:ListTagsForResource'),
      makeAgent('ssm:AddTagsToResource', 'ssm:CreateAssociation'),
      useAgent('ssm:CreateAssociation'),
      runScript('ssm:CreateAssociation'),
      later(useAgent('ssm:DeleteAssociation', 'ssm:UpdateAssociation')),
      later(runScript('ssm:DeleteAssociation', 'ssm:UpdateAssociation')),
      ...besides,
    ],
    making: { takes: { earliest: 10, usual: 75, every: 5, limit: 15 * 60 }, unrepeatable: true },
    ...(follows && { follows }),

    settings: settingsOf<N, A>(script),

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

    async check(context, { associationId }): Promise<Seen<Record<never, never>>> {
      const found = await describe(context.ssm, associationId);
      if (!found) return gone;
      const now = async () => ({
        tags: { are: await tagsOf(context.ssm, associationId), restore: () => putTags(context, associationId) },
        settings: asRead(found),
      });
      const status = found.Overview?.Status;
      const wrong = status === 'Failed' ? failed : status === 'Success' ? await ailing?.(context) : undefined;
      if (wrong) return drifted(...wrong, now);
      if (status === 'Success') return ready({}, now);
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
      if (leaving) await leave(ssm, associationId, leaving);
      await ssm.send(new DeleteAssociationCommand({ AssociationId: associationId }));
    },
  });

/** A server that cannot be reached is on its way out, and takes with it what is on it. */
async function leave(ssm: SSMClient, associationId: string, lines: readonly string[]): Promise<void> {
  const found = await describe(ssm, associationId);
  const server = found && asRead(found).targets;
  if (!server) return;
  const script = { comment: 'stepway: takes off the server what it no longer needs', lines: [...lines], limit: 600 };
  await sendScript(ssm, server, script).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'InvalidInstanceId')) throw error;
  });
}

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
