import {
  paginateListSubscriptionsByTopic,
  SubscribeCommand,
  UnsubscribeCommand,
  type Subscription,
} from '@aws-sdk/client-sns';
import { every, orNothing } from '../../aws/replies.ts';
import { defineStep, gone, pending, ready, type Context } from '../../engine/step.ts';
import { allow, later } from '../../permissions/allow.ts';
import type { Words } from '../../words.ts';
import { alarms } from './questions.ts';
import { globalTopic, inGlobalRegion, inRegion, ofTopic, topic, type Place } from './topic.ts';

/** `email` is how people know it; as long as it waits for a yes, SNS has no id for it. */
type Handle = { readonly email: string; readonly topicArn: string };

/** The subscriptions of a topic by e-mail; one that waits for a yes has no ARN there. */
async function byMail(place: Place, context: Context, TopicArn: string): Promise<Subscription[]> {
  const pages = paginateListSubscriptionsByTopic({ client: place.sns(context) }, { TopicArn });
  const all = await orNothing(every(pages, ({ Subscriptions }) => Subscriptions));
  return (all ?? []).filter(({ Protocol, SubscriptionArn }) => Protocol === 'email' && SubscriptionArn !== 'Deleted');
}

const isConfirmed = ({ SubscriptionArn = '' }: Subscription) => SubscriptionArn.startsWith('arn:');

const anybody = allow('To end a subscription, SNS knows no resource that a policy could name.', '*');

/**
 * Somebody hears what a topic tells, once they have said yes in a mail: until then nobody is told anything. AWS forgets
 * after two days who has not; the next `up` asks again. It goes with its topic: alone, one that waits cannot be deleted.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html
 */
const subscriptionFor = <const Topic extends typeof topic | typeof globalTopic>(
  place: Place,
  step: { readonly id: string; readonly title: Words; readonly topic: Topic },
) =>
  defineStep<{ readonly topic: Topic }, { readonly email: typeof alarms }, Handle>({
    id: step.id,
    title: step.title,
    needs: { topic: step.topic },
    asks: { email: alarms },
    allows: [ofTopic('sns:ListSubscriptionsByTopic', 'sns:Subscribe'), later(anybody('sns:Unsubscribe'))],
    follows: { live: ['email'] },
    making: {
      takes: { earliest: 0, usual: 300, every: 10, limit: Infinity },
      task: {
        ahead: {
          en: 'confirm the address for alarms: click the link in a mail from AWS Notifications',
          ko: '알림을 받을 이메일 주소 확인하기: AWS Notifications가 보낸 메일의 링크를 누르면 됩니다',
        },
        now: ({ email, topicArn }) => ({
          en: `Open the mail to ${email} with the subject “AWS Notification - Subscription Confirmation” (${topicArn.replace(/^.*:/, '')}) and click “Confirm subscription”. Until then nobody would be told that the site is down. If it is not there, look into the spam folder.`,
          ko: `받은 편지함(${email})에서 제목이 “AWS Notification - Subscription Confirmation”인 메일(주제: ${topicArn.replace(/^.*:/, '')})을 열고 “Confirm subscription”을 누르세요. 그 전에는 사이트가 멈춰도 아무에게도 알림이 가지 않습니다. 메일이 없으면 스팸함을 확인하세요.`,
        }),
      },
    },

    async find(given) {
      const { email } = given.answers;
      const { topicArn } = given.needs.topic;
      const all = await byMail(place, given, topicArn);
      // Whose state is lost does not know the address.
      const found = all.find(({ Endpoint }) => email === 'none' || Endpoint === email);
      return found && { email: found.Endpoint ?? '', topicArn };
    },

    async create(given) {
      const { email } = given.answers;
      const { topicArn } = given.needs.topic;
      await place.sns(given).send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'email', Endpoint: email }));
      return { email, topicArn };
    },

    async check(context, { email, topicArn }) {
      const found = (await byMail(place, context, topicArn)).find(({ Endpoint }) => Endpoint === email);
      if (!found) return gone;
      if (isConfirmed(found)) return ready();
      return pending({
        en: `${email} has not confirmed yet: nobody is told`,
        ko: `${email} 주소를 아직 확인하지 않아 아무에게도 알림이 가지 않습니다`,
      });
    },

    /** One that was not confirmed goes by itself. */
    async change(given, { email: before, topicArn }) {
      const { email } = given.answers;
      const sns = place.sns(given);
      await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'email', Endpoint: email }));
      const former = (await byMail(place, given, topicArn)).find(({ Endpoint }) => Endpoint === before);
      if (former && before !== email && isConfirmed(former))
        await sns.send(new UnsubscribeCommand({ SubscriptionArn: former.SubscriptionArn }));
      return { email, topicArn };
    },

    says: { answers: (_settings, { email }) => ({ email }), outputs: ({ email }) => ({ alarms: email }) },
  });

export const subscription = subscriptionFor(inRegion, {
  id: 'alarm-mail',
  title: { en: 'Your address for alarms', ko: '알림을 받을 주소 확인' },
  topic,
});

export const globalSubscription = subscriptionFor(inGlobalRegion, {
  id: 'alarm-mail-global',
  title: { en: 'Your address for the health check', ko: '상태 확인 알림을 받을 주소 확인' },
  topic: globalTopic,
});
