import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { logGroupNamed } from '../aws/log-groups.ts';
import { orNothing } from '../aws/replies.ts';
import { carries, markList, strangerOf, tagList, type Tag } from '../aws/tags.ts';
import {
  defineStep,
  gone,
  there,
  type Asks,
  type Context,
  type Definition,
  type Given,
  type Needs,
} from '../engine/step.ts';
import { later, reads, type Allowing } from '../permissions/allow.ts';
import { deleteOurs, nameTaken, whoseIs } from './ours.ts';
import { settingStep } from './setting.ts';

/** CloudWatch Logs writes a group's ARN without the star that it takes for what is in it. */
export const logGroupArn = ({ partition, region, account }: Context, logGroup: string): string =>
  `arn:${partition}:logs:${region}:${account}:log-group:${logGroup}`;

/** CloudWatch Logs has its tags as the fields of one object. */
const asFields = (tags: readonly { readonly Key: string; readonly Value: string }[]) =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

const putTags = ({ logs, tags }: Context, resourceArn: string) =>
  logs.send(new TagResourceCommand({ resourceArn, tags: asFields(markList(tags)) }));

/** The tags of a group, and for how many days it keeps its lines; undefined when there is none of this name. */
async function groupOf(
  context: Context,
  logGroup: string,
): Promise<{ readonly tags: Tag[]; readonly days: number | undefined } | undefined> {
  const group = await logGroupNamed(context.logs, logGroup);
  if (!group) return undefined;
  const asked = new ListTagsForResourceCommand({ resourceArn: logGroupArn(context, logGroup) });
  const found = await orNothing(context.logs.send(asked));
  if (!found) return undefined;
  const tags = Object.entries(found.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  return { tags, days: group.retentionInDays };
}

type Handle = { readonly logGroup: string };

type Part<N, A> = Pick<
  Definition<N, A, Handle, Record<never, never>, Record<never, never>>,
  'id' | 'title' | 'needs' | 'asks' | 'when' | 'follows' | 'going' | 'says'
>;

/** A log group of the stack's own. It is made before anything writes to it, since no writer may make one. */
export const logGroupFor = <const N extends Needs = Record<never, never>, const A extends Asks = Record<never, never>>({
  nameOf,
  within,
  ...step
}: Part<N, A> & {
  readonly nameOf: (context: Context) => string;
  /** The groups of this name, of every stack. */
  readonly within: Allowing;
}) =>
  defineStep<N, A, Handle>({
    ...step,
    allows: [
      reads('logs:DescribeLogGroups'),
      within('logs:CreateLogGroup', 'logs:ListTagsForResource', 'logs:TagResource'),
      later(within('logs:DeleteLogGroup')),
    ],

    async find(given) {
      const logGroup = nameOf(given);
      const found = await groupOf(given, logGroup);
      if (!found) return undefined;
      if (!carries(found.tags, given)) throw strangerOf({ en: 'log group', ko: '로그 그룹' }, logGroup);
      return { logGroup };
    },

    async create(given) {
      const logGroup = nameOf(given);
      await given.logs.send(new CreateLogGroupCommand({ logGroupName: logGroup, tags: asFields(tagList(given.tags)) }));
      return { logGroup };
    },

    async check(context, handle) {
      const arn = logGroupArn(context, handle.logGroup);
      const found = await groupOf(context, handle.logGroup);
      if (!found) return gone;
      const { tags, days } = found;
      if (whoseIs({ tags }, handle, context) === 'theirs') return nameTaken;
      // A step of its own sets the days: here they tell what was answered.
      return there({ tags: { are: tags, restore: () => putTags(context, arn) }, settings: { days } });
    },

    async delete(context, handle) {
      const { logGroup } = handle;
      const found = await groupOf(context, logGroup);
      return deleteOurs(found && { tags: found.tags }, handle, context, async () => {
        await context.logs.send(new DeleteLogGroupCommand({ logGroupName: logGroup }));
      });
    },
  });

type WithLog = { readonly log: ReturnType<typeof logGroupFor> };

/** For how long the lines of a group are kept; without a limit they would stay for ever. */
export const retentionFor = <const N extends WithLog, const A extends Asks = Record<never, never>>({
  days,
  within,
  ...step
}: Pick<
  Definition<N, A, Handle, Record<never, never>, Record<never, never>>,
  'id' | 'title' | 'needs' | 'asks' | 'follows' | 'says'
> & {
  readonly days: (given: Given<N, A>) => number;
  readonly within: Allowing;
}) =>
  settingStep<N, A, Handle>({
    ...step,
    allows: [reads('logs:DescribeLogGroups'), within('logs:PutRetentionPolicy')],
    settings: { days: { title: { en: 'days', ko: '일수' }, wanted: days } },
    handle: ({ needs }) => ({ logGroup: (needs as { readonly log: Handle }).log.logGroup }),
    async read({ logs }, { logGroup }) {
      const found = await logGroupNamed(logs, logGroup);
      return found?.retentionInDays === undefined ? undefined : { days: found.retentionInDays };
    },
    write: ({ logs }, { logGroup }, wanted) =>
      logs.send(new PutRetentionPolicyCommand({ logGroupName: logGroup, retentionInDays: Number(wanted['days']) })),
    isGone: async ({ logs }, { logGroup }) => !(await logGroupNamed(logs, logGroup)),
  });
