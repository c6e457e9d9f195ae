import { refuse } from '../errors.ts';
import { accountId, uuid } from '../ids.ts';
import { page } from '../pages.ts';
import type { Call, Operations, Service } from '../service.ts';
import { tag, tagged, tagList } from '../tags.ts';
import type { Subscription, Topic } from './data.ts';

const arnOf = (name: string, { region }: Call) => `arn:aws:sns:${region}:${accountId}:${name}`;

const topicAt = ({ here }: Call, arn: string | undefined): Topic =>
  here.topics.find((one) => one.arn === arn) ?? refuse('NotFound', 'Topic does not exist', 404);

const invalid = (what: string) => refuse('InvalidParameter', `Invalid parameter: ${what}`);

const isConfirmed = ({ confirmedAt }: Subscription, { now }: Call) => confirmedAt <= now;

/** After two days SNS forgets who has not said yes: the token in the mail is valid for so long. */
const forgotten = 48 * 3_600_000;

const readable: ReadonlySet<string> = new Set(['Policy', 'DisplayName']);

/** What every topic lets its owner do, until somebody says otherwise. */
const usualPolicy = (arn: string) =>
  JSON.stringify({
    Version: '2008-10-17',
    Statement: [{ Sid: '__default_statement_ID', Effect: 'Allow', Principal: { AWS: '*' }, Resource: arn }],
  });

function isPolicy(text: string | undefined): boolean {
  try {
    return Array.isArray((JSON.parse(text ?? '') as { Statement?: unknown }).Statement);
  } catch {
    return false;
  }
}

function checked(attributes: Record<string, string | undefined>): Record<string, string> {
  for (const [name, value] of Object.entries(attributes)) {
    if (!readable.has(name)) invalid(`AttributeName: ${name}`);
    if (name === 'Policy' && !isPolicy(value)) invalid('Policy Error: null');
    if (name === 'DisplayName' && (value ?? '').length > 100) invalid('DisplayName');
  }
  return attributes as Record<string, string>;
}

const operations = {
  CreateTopic({ Name = '', Attributes = {}, Tags }, call) {
    if (!/^[\w-]{1,256}$/.test(Name)) invalid('Topic Name');
    const arn = arnOf(Name, call);
    const attributes = { Policy: usualPolicy(arn), DisplayName: '', ...checked(Attributes) };
    const there = call.here.topics.find((one) => one.arn === arn);
    if (there) {
      if (Object.entries(attributes).some(([name, value]) => there.attributes[name] !== value))
        invalid('Attributes Reason: Topic already exists with different attributes');
      if (Tags && JSON.stringify(tagged(Tags)) !== JSON.stringify(there.tags))
        invalid('Tags Reason: Topic already exists with different tags');
      return { TopicArn: arn };
    }
    call.here.topics.push({ arn, name: Name, attributes, tags: tagged(Tags) });
    return { TopicArn: arn };
  },

  GetTopicAttributes({ TopicArn }, call) {
    const { attributes } = topicAt(call, TopicArn);
    return { Attributes: { TopicArn: TopicArn ?? '', Owner: accountId, ...attributes } };
  },

  SetTopicAttributes({ TopicArn, AttributeName = '', AttributeValue }, call) {
    const topic = topicAt(call, TopicArn);
    Object.assign(topic.attributes, checked({ [AttributeName]: AttributeValue }));
    return {};
  },

  DeleteTopic({ TopicArn }, call) {
    call.here.topics = call.here.topics.filter(({ arn }) => arn !== TopicArn);
    call.here.subscriptions = call.here.subscriptions.filter(({ topicArn }) => topicArn !== TopicArn);
    return {};
  },

  TagResource({ ResourceArn, Tags }, call) {
    tag(topicAt(call, ResourceArn).tags, Tags);
    return {};
  },

  ListTagsForResource: ({ ResourceArn }, call) => ({
    Tags: tagList(
      (
        call.here.topics.find(({ arn }) => arn === ResourceArn) ??
        refuse('ResourceNotFound', 'Resource does not exist', 404)
      ).tags,
    ),
  }),

  Subscribe({ TopicArn, Protocol, Endpoint = '', ReturnSubscriptionArn }, call) {
    topicAt(call, TopicArn);
    if (Protocol !== 'email') invalid(`Does not support this protocol string: ${Protocol}`);
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(Endpoint)) invalid('Email address');
    const there = call.here.subscriptions.find((one) => one.topicArn === TopicArn && one.endpoint === Endpoint);
    const isRead = call.scenario.mailRead;
    const made: Subscription = there ?? {
      arn: `${TopicArn}:${uuid(call.seed())}`,
      topicArn: TopicArn ?? '',
      protocol: 'email',
      endpoint: Endpoint,
      confirmedAt: Number.MAX_SAFE_INTEGER,
    };
    if (!there) call.here.subscriptions.push(made);
    // Another mail for who has not said yes yet.
    if (!isConfirmed(made, call)) {
      made.confirmedAt = isRead ? call.after('mail confirmed') : Number.MAX_SAFE_INTEGER;
      if (made.confirmedAt > call.now + forgotten) made.goneAt = call.now + forgotten;
    }
    const isShown = ReturnSubscriptionArn === true || isConfirmed(made, call);
    return { SubscriptionArn: isShown ? made.arn : 'pending confirmation' };
  },

  ListSubscriptionsByTopic({ TopicArn, NextToken }, call) {
    topicAt(call, TopicArn);
    const all = call.here.subscriptions.filter((one) => one.topicArn === TopicArn);
    const { items, next } = page(all, 100, NextToken);
    return {
      Subscriptions: items.map((one) => ({
        SubscriptionArn: isConfirmed(one, call) ? one.arn : 'PendingConfirmation',
        Owner: accountId,
        Protocol: one.protocol,
        Endpoint: one.endpoint,
        TopicArn: one.topicArn,
      })),
      NextToken: next,
    };
  },

  Unsubscribe({ SubscriptionArn }, call) {
    const found = call.here.subscriptions.find(({ arn }) => arn === SubscriptionArn);
    if (!found) invalid(`SubscriptionArn Reason: ${SubscriptionArn} does not exist`);
    // https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html
    else if (!isConfirmed(found, call)) invalid('Cannot unsubscribe a subscription that is pending confirmation');
    call.here.subscriptions = call.here.subscriptions.filter((one) => one !== found);
    return {};
  },
} satisfies Operations<typeof import('@aws-sdk/client-sns')>;

/** Topics, who is subscribed to them, and the mails that went out. */
export const sns = {
  operations,
  regional: {
    atFirst: () => ({ topics: [], subscriptions: [], mails: [] }),
    inventory: ({ topics }) => topics.map(({ arn, tags }) => ({ kind: 'topic', id: arn, tags })),
  },
} satisfies Service;
