import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-eventbridge';
import { orNothing, refusedPart } from '../../aws/replies.ts';
import { carries, markList, strangerOf, tagList } from '../../aws/tags.ts';
import {
  defineStep,
  gone,
  there,
  type AnyStep,
  type Asks,
  type Context,
  type Given,
  type Needs,
} from '../../engine/step.ts';
import type { Json } from '../../facts.ts';
import { allow, later } from '../../permissions/allow.ts';
import { oneLine } from '../../plain.ts';
import type { AnswersTo } from '../../questions/question.ts';
import { inAll, type Words } from '../../words.ts';
import { database } from '../database/instance.ts';
import { database as engine } from '../database/questions.ts';
import { deploymentGroup } from '../delivery/deployment-group.ts';
import { delivery } from '../delivery/questions.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { settingStep } from '../setting.ts';
import { alarms as email } from './questions.ts';
import { topic } from './topic.ts';

const ofRule = allow('The rules that tell of events, by name.', 'arn:*:events:*:*:rule/*-events');

/** Which events somebody is told of, and in which words. */
interface Telling<N, A> {
  readonly id: string;
  readonly title: Words;
  readonly needs: N;
  readonly asks: A;
  wanted(answers: AnswersTo<A>): boolean;
  pattern(given: Given<N, A>): Json;
}

const arnOf = ({ partition, region, account }: Context, rule: string) =>
  `arn:${partition}:events:${region}:${account}:rule/${rule}`;

async function inPlace(context: Context, rule: string) {
  const found = await orNothing(context.events.send(new DescribeRuleCommand({ Name: rule })));
  if (!found) return undefined;
  const asked = new ListTagsForResourceCommand({ ResourceARN: arnOf(context, rule) });
  return { found, tags: (await orNothing(context.events.send(asked)))?.Tags };
}

/** EventBridge deletes no rule that still tells somebody. */
const hasTargets = (ids: string): Words => ({
  en: `it has targets that stepway did not create: ${ids}. Remove them and run teardown again`,
  ko: `stepway가 만들지 않은 대상이 있습니다: ${ids}. 삭제한 뒤 teardown을 다시 실행하세요`,
});

const ruleFor = <const N extends Needs, const A extends Asks & { readonly email: typeof email }>(
  telling: Telling<N, A>,
) => {
  const settings = {
    EventPattern: {
      title: { en: 'the events', ko: '알릴 이벤트' },
      wanted: (given: Given<N, A>) => telling.pattern(given),
    },
    State: { title: { en: 'state', ko: '상태' }, wanted: 'ENABLED' as const },
  };
  return defineStep<N, A, { readonly rule: string }, typeof settings>({
    id: telling.id,
    title: telling.title,
    needs: telling.needs,
    asks: telling.asks,
    allows: [
      ofRule('events:DescribeRule', 'events:ListTagsForResource', 'events:PutRule', 'events:TagResource'),
      later(ofRule('events:DeleteRule', 'events:ListTargetsByRule')),
    ],
    when: (answers) => (answers as { readonly email: string }).email !== 'none' && telling.wanted(answers),
    follows: { live: Object.keys(telling.needs) as never, initial: Object.keys(telling.asks) as never },
    settings,

    async find(given) {
      const there = await inPlace(given, given.name);
      if (!there) return undefined;
      if (!carries(there.tags, given)) throw strangerOf({ en: 'EventBridge rule', ko: 'EventBridge 규칙' }, given.name);
      return { rule: given.name };
    },

    async create(given) {
      const { EventPattern, State } = given.wanted;
      await given.events.send(
        new PutRuleCommand({
          Name: given.name,
          EventPattern: JSON.stringify(EventPattern),
          State,
          Description: `Made by stepway for ${given.stack}`,
          Tags: tagList(given.tags),
        }),
      );
      return { rule: given.name };
    },

    async check(context, handle) {
      const seen = await inPlace(context, handle.rule);
      if (!seen) return gone;
      if (whoseIs({ tags: seen.tags }, handle, context) === 'theirs') return nameTaken;
      const { EventPattern = '{}', State } = seen.found;
      const Tags = markList(context.tags);
      return there({
        tags: {
          are: seen.tags,
          restore: () =>
            context.events.send(new TagResourceCommand({ ResourceARN: arnOf(context, handle.rule), Tags })),
        },
        settings: { EventPattern: JSON.parse(EventPattern) as Json, State },
      });
    },

    /** Without tags: EventBridge takes them for a new one only. */
    async change(given, { rule }) {
      const { EventPattern, State } = given.wanted;
      await given.events.send(new PutRuleCommand({ Name: rule, EventPattern: JSON.stringify(EventPattern), State }));
    },

    async delete(context, handle) {
      const seen = await inPlace(context, handle.rule);
      return deleteOurs(seen && { tags: seen.tags }, handle, context, async () => {
        const left = await orNothing(context.events.send(new ListTargetsByRuleCommand({ Rule: handle.rule })));
        const ids = (left?.Targets ?? []).map(({ Id = '' }) => oneLine(Id));
        if (ids.length > 0) return [{ id: handle.rule, why: hasTargets(ids.join(', ')) }];
        await context.events.send(new DeleteRuleCommand({ Name: handle.rule }));
        return [];
      });
    },
  });
};

/** The one target of a rule. */
const Id = 'mail';

/** What becomes of an event: a sentence in a mail. A rule has to be without targets before it goes. */
const targetFor = <const Rule extends AnyStep & { output?(output: { readonly rule: string }): void }>(step: {
  readonly id: string;
  readonly title: Words;
  readonly rule: Rule;
  readonly from: { readonly [name: string]: string };
  says(stack: string): Words;
}) =>
  settingStep({
    id: step.id,
    title: step.title,
    needs: { rule: step.rule, topic },
    asks: {},
    allows: [ofRule('events:ListTargetsByRule', 'events:PutTargets'), later(ofRule('events:RemoveTargets'))],
    follows: { live: ['topic', 'rule'] },
    settings: {
      Arn: { title: { en: 'whom it tells', ko: '알리는 곳' }, wanted: ({ needs }) => needs.topic.topicArn },
      InputTransformer: {
        title: { en: 'what it says', ko: '알림 내용' },
        wanted: ({ stack }) => ({ InputPathsMap: { ...step.from }, InputTemplate: `"${inAll(step.says(stack))}"` }),
      },
    },
    handle: ({ needs }) => ({ rule: (needs.rule as { readonly rule: string }).rule, target: Id }),

    async read({ events }, { rule }) {
      const found = await orNothing(events.send(new ListTargetsByRuleCommand({ Rule: rule })));
      const ours = found?.Targets?.find((one) => one.Id === Id);
      if (!ours) return undefined;
      const { InputPathsMap = {}, InputTemplate = '' } = ours.InputTransformer ?? {};
      return { Arn: ours.Arn ?? '', InputTransformer: { InputPathsMap, InputTemplate } };
    },

    async write({ events }, { rule }, { Arn, InputTransformer }) {
      const asked = new PutTargetsCommand({ Rule: rule, Targets: [{ Id, Arn, InputTransformer }] });
      const { FailedEntryCount, FailedEntries: [failed] = [] } = await events.send(asked);
      if (FailedEntryCount === 1) throw refusedPart(failed?.ErrorCode, failed?.ErrorMessage);
    },

    async delete({ events }, { rule }) {
      const asked = new RemoveTargetsCommand({ Rule: rule, Ids: [Id] });
      const { FailedEntryCount, FailedEntries: [failed] = [] } = await events.send(asked);
      if (FailedEntryCount === 1) throw refusedPart(failed?.ErrorCode, failed?.ErrorMessage);
    },
  });

/** https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-codedeploy.html */
const failedDeployments = ruleFor({
  id: 'deployment-events',
  title: { en: 'Failed deployments (EventBridge)', ko: '배포 실패(EventBridge)' },
  needs: { deploymentGroup },
  asks: { email, delivery },
  wanted: ({ delivery }) => delivery !== 'none',
  pattern: ({ needs }) => ({
    source: ['aws.codedeploy'],
    'detail-type': ['CodeDeploy Deployment State-change Notification'],
    detail: { state: ['FAILURE'], application: [needs.deploymentGroup.application] },
  }),
});

const deploymentMail = targetFor({
  id: 'deployment-mail',
  title: { en: 'Mail about failed deployments', ko: '배포 실패 알림' },
  rule: failedDeployments,
  from: { deployment: '$.detail.deploymentId', time: '$.time' },
  says: (stack) => ({
    en: `${stack}: deployment <deployment> failed at <time>. The version before goes on serving. Run stepway deploys, then stepway logs --source deploy.`,
    ko: '배포 <deployment>에 실패했습니다. 이전 버전이 계속 서비스합니다. stepway deploys와 stepway logs --source deploy로 원인을 찾으세요.',
  }),
});

/** What needs somebody: an update or a backup at night does not. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html */
const databaseEvents = ruleFor({
  id: 'database-events',
  title: { en: 'Database events (EventBridge)', ko: '데이터베이스 이벤트(EventBridge)' },
  needs: { database },
  asks: { email, engine },
  wanted: ({ engine }) => engine !== 'none',
  pattern: ({ needs }) => ({
    source: ['aws.rds'],
    'detail-type': ['RDS DB Instance Event'],
    detail: {
      SourceIdentifier: [needs.database.identifier],
      EventCategories: ['failover', 'failure', 'low storage', 'recovery'],
    },
  }),
});

const databaseMail = targetFor({
  id: 'database-mail',
  title: { en: 'Mail about database events', ko: '데이터베이스 이벤트 알림' },
  rule: databaseEvents,
  from: { message: '$.detail.Message', time: '$.time' },
  says: (stack) => ({
    en: `${stack}: the database says at <time>: <message>.`,
    ko: '데이터베이스 이벤트: <message>',
  }),
});

/** What is no number that an alarm could watch. */
export const told: readonly AnyStep[] = [failedDeployments, deploymentMail, databaseEvents, databaseMail];
