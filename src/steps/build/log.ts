import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { logGroupNamed } from '../../aws/log-groups.ts';
import { nameOf } from '../../aws/names.ts';
import { orNothing } from '../../aws/replies.ts';
import { carries, markList, strangerOf, tagList, type Tag } from '../../aws/tags.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { allow, later, reads } from '../../permissions/allow.ts';
import { bucket } from '../delivery/bucket.ts';
import { build } from '../delivery/questions.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { settingStep } from '../setting.ts';
import { projectId } from './names.ts';

/** Where CodeBuild would log by itself, and people look. */
const groupNameOf = ({ stack }: Context) => `/aws/codebuild/${nameOf(stack, projectId)}`;

export const logGroupArn = ({ partition, region, account }: Context, logGroup: string): string =>
  `arn:${partition}:logs:${region}:${account}:log-group:${logGroup}`;

const inLogs = allow('Log groups, by name.', `arn:*:logs:*:*:log-group:/aws/codebuild/*-${projectId}*`);

/** CloudWatch Logs has its tags as the fields of one object. */
const asFields = (tags: readonly { readonly Key: string; readonly Value: string }[]) =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

const putTags = ({ logs, tags }: Context, resourceArn: string) =>
  logs.send(new TagResourceCommand({ resourceArn, tags: asFields(markList(tags)) }));

/** The tags of a group; undefined when there is none of this name. */
async function tagsOf(context: Context, logGroup: string): Promise<Tag[] | undefined> {
  if (!(await logGroupNamed(context.logs, logGroup))) return undefined;
  const asked = new ListTagsForResourceCommand({ resourceArn: logGroupArn(context, logGroup) });
  const found = await orNothing(context.logs.send(asked));
  return found && Object.entries(found.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

/** What builds say. It is made before the first one, since their role may not make one. */
export const buildLog = defineStep({
  id: 'build-log',
  title: { en: 'Log of builds (CloudWatch Logs)', ko: '빌드 로그(CloudWatch Logs)' },
  needs: { bucket },
  asks: { build },
  allows: [
    reads('logs:DescribeLogGroups'),
    inLogs('logs:CreateLogGroup', 'logs:ListTagsForResource', 'logs:TagResource'),
    later(inLogs('logs:DeleteLogGroup')),
  ],
  follows: { initial: ['bucket', 'build'] },
  when: (answers) => answers.build === 'codebuild',

  async find(given) {
    const logGroup = groupNameOf(given);
    const tags = await tagsOf(given, logGroup);
    if (!tags) return undefined;
    if (!carries(tags, given)) throw strangerOf({ en: 'log group', ko: '로그 그룹' }, logGroup);
    return { logGroup };
  },

  async create(given) {
    const logGroup = groupNameOf(given);
    await given.logs.send(new CreateLogGroupCommand({ logGroupName: logGroup, tags: asFields(tagList(given.tags)) }));
    return { logGroup };
  },

  async check(context, handle) {
    const arn = logGroupArn(context, handle.logGroup);
    const tags = await tagsOf(context, handle.logGroup);
    if (!tags) return gone;
    if (whoseIs({ tags }, handle, context) === 'theirs') return nameTaken;
    return there({ tags: { are: tags, restore: () => putTags(context, arn) } });
  },

  async delete(context, handle) {
    const { logGroup } = handle;
    const tags = await tagsOf(context, logGroup);
    return deleteOurs(tags && { tags }, handle, context, async () => {
      await context.logs.send(new DeleteLogGroupCommand({ logGroupName: logGroup }));
    });
  },

  says: { answers: () => ({ build: 'codebuild' }) },
});

/** Long enough to look up what changed since a build that worked; without a limit they would stay for ever. */
const days = 30;

export const buildLogRetention = settingStep({
  id: 'build-log-retention',
  title: { en: `Build logs are kept for ${days} days`, ko: `빌드 로그를 ${days}일 보관` },
  needs: { log: buildLog },
  asks: {},
  allows: [reads('logs:DescribeLogGroups'), inLogs('logs:PutRetentionPolicy')],
  settings: { days: { title: { en: 'days', ko: '일수' }, wanted: days } },
  handle: ({ needs }) => ({ logGroup: needs.log.logGroup }),
  async read({ logs }, { logGroup }) {
    const found = await logGroupNamed(logs, logGroup);
    return found?.retentionInDays === undefined ? undefined : { days: found.retentionInDays };
  },
  write: ({ logs }, { logGroup }, wanted) =>
    logs.send(new PutRetentionPolicyCommand({ logGroupName: logGroup, retentionInDays: wanted.days })),
  isGone: async ({ logs }, { logGroup }) => !(await logGroupNamed(logs, logGroup)),
});
