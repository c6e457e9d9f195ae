import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  SetTopicAttributesCommand,
  TagResourceCommand,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { globalRegion } from '../../aws/regions.ts';
import { orNothing, said } from '../../aws/replies.ts';
import { carries, markList, strangerOf, tagList, type Tag } from '../../aws/tags.ts';
import { defineStep, gone, there, type Asks, type Context } from '../../engine/step.ts';
import { parsed, type Json } from '../../facts.ts';
import { allow, later } from '../../permissions/allow.ts';
import type { AnswersTo } from '../../questions/question.ts';
import type { Words } from '../../words.ts';
import { elasticIpEntry } from '../elastic-ip/entry.ts';
import { entry } from '../firewall/questions.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { alarms } from './questions.ts';

/** Where a topic is, and the alarms that reach it: an alarm can reach none in another region. */
export interface Place {
  sns(context: Context): SNSClient;
  region(context: Context): string;
  name(context: Context): string;
}

export const inRegion: Place = {
  sns: ({ sns }) => sns,
  region: ({ region }) => region,
  name: ({ name }) => name,
};

/** All regions of the account share what is made there. */
export const inGlobalRegion: Place = {
  sns: ({ globalSns }) => globalSns,
  region: () => globalRegion,
  name: ({ uniqueName }) => uniqueName,
};

export const ofTopic = allow('The topics of stepway’s alarms, by name.', 'arn:*:sns:*:*:*-alarm-topic*');

/**
 * Who may publish: the services that have something to tell, and for CloudWatch and Budgets, of this account alone.
 * EventBridge is documented without a condition: https://repost.aws/knowledge-center/sns-not-getting-eventbridge-notification
 */
function policyOf({ account, partition }: Context, topicArn: string): Json {
  const may = (Service: string, Condition?: Json) => ({
    Effect: 'Allow',
    Principal: { Service },
    Action: 'sns:Publish',
    Resource: topicArn,
    ...(Condition !== undefined && { Condition }),
  });
  return {
    Version: '2012-10-17',
    Statement: [
      may('cloudwatch.amazonaws.com', { StringEquals: { 'aws:SourceAccount': account } }),
      may('budgets.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:budgets::${account}:*` },
      }),
      may('events.amazonaws.com'),
    ],
  };
}

/** What alarms tell, and whoever is subscribed hears. */
const topicFor = <const A extends Asks>(
  place: Place,
  step: {
    readonly id: string;
    readonly title: Words;
    readonly asks: A;
    when(answers: AnswersTo<A>): boolean;
    readonly absence?: { readonly [Name in keyof AnswersTo<A>]?: Json };
  },
) => {
  const arnOf = (context: Context) =>
    `arn:${context.partition}:sns:${place.region(context)}:${context.account}:${place.name(context)}`;

  async function inPlace(context: Context, TopicArn: string) {
    const sns = place.sns(context);
    const found = await orNothing(sns.send(new GetTopicAttributesCommand({ TopicArn })));
    if (!found) return undefined;
    const tagged = await orNothing(sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn })));
    return { attributes: found.Attributes ?? {}, tags: (tagged?.Tags ?? []) as readonly Tag[] };
  }

  const settings = {
    Policy: {
      title: { en: 'who may publish to it', ko: '메시지를 보낼 수 있는 서비스' },
      wanted: (given: Context) => policyOf(given, arnOf(given)),
    },
    DisplayName: {
      title: { en: 'the sender’s name', ko: '보내는 사람 이름' },
      wanted: ({ stack }: Context) => `stepway ${stack}`,
    },
  };

  return defineStep<Record<never, never>, A, { readonly topicArn: string }, typeof settings>({
    id: step.id,
    title: step.title,
    asks: step.asks,
    allows: [
      ofTopic('sns:CreateTopic', 'sns:GetTopicAttributes', 'sns:ListTagsForResource', 'sns:TagResource'),
      later(ofTopic('sns:DeleteTopic', 'sns:SetTopicAttributes')),
    ],
    when: step.when,
    follows: { initial: Object.keys(step.asks) as Extract<keyof A, string>[] },

    settings,

    async find(given) {
      const topicArn = arnOf(given);
      const found = await inPlace(given, topicArn);
      if (!found) return undefined;
      if (!carries(found.tags, given)) throw strangerOf({ en: 'SNS topic', ko: 'SNS 주제' }, place.name(given));
      return { topicArn };
    },

    async create(given) {
      const { Policy, DisplayName } = given.wanted;
      const made = await place.sns(given).send(
        new CreateTopicCommand({
          Name: place.name(given),
          Attributes: { Policy: JSON.stringify(Policy), DisplayName },
          Tags: tagList(given.tags),
        }),
      );
      return { topicArn: said(made, 'TopicArn') };
    },

    async check(context, handle) {
      const { topicArn } = handle;
      const found = await inPlace(context, topicArn);
      if (!found) return gone;
      if (whoseIs({ tags: found.tags }, handle, context) === 'theirs') return nameTaken;
      const { Policy, DisplayName } = found.attributes;
      const Tags = markList(context.tags);
      return there({
        tags: {
          are: found.tags,
          restore: () => place.sns(context).send(new TagResourceCommand({ ResourceArn: topicArn, Tags })),
        },
        settings: { Policy: parsed(Policy), DisplayName },
      });
    },

    async change(given, { topicArn: TopicArn }) {
      const { Policy, DisplayName } = given.wanted;
      for (const [AttributeName, AttributeValue] of [
        ['Policy', JSON.stringify(Policy)],
        ['DisplayName', DisplayName],
      ])
        await place.sns(given).send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
    },

    async delete(context, handle) {
      const found = await inPlace(context, handle.topicArn);
      return deleteOurs(found && { tags: found.tags }, handle, context, async () => {
        await place.sns(context).send(new DeleteTopicCommand({ TopicArn: handle.topicArn }));
      });
    },

    ...(step.absence && { says: { absence: step.absence } }),
  });
};

export const topic = topicFor(inRegion, {
  id: 'alarm-topic',
  title: { en: 'Topic for alarms (SNS)', ko: '알림 주제(SNS)' },
  asks: { email: alarms },
  when: ({ email }) => email !== 'none',
  absence: { email: 'none' },
});

/** For the alarm on the health check: one of its own in us-east-1, too, so that every stack has the same things. */
export const globalTopic = topicFor(inGlobalRegion, {
  id: 'alarm-topic-global',
  title: { en: 'Topic for the health check (SNS, us-east-1)', ko: '상태 확인의 알림 주제(SNS, us-east-1)' },
  asks: { email: alarms, entry },
  when: ({ email, entry }) => email !== 'none' && entry === elasticIpEntry.id,
});
