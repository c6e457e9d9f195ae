import {
  paginateListSubscriptionsByTopic,
  SubscribeCommand,
  UnsubscribeCommand,
  type Subscription,
} from '@aws-sdk/client-sns';
import { every, orNothing } from '../../aws/replies.ts';
import { defineStep, drifted, gone, pending, ready, type Context } from '../../engine/step.ts';
import { allow, later } from '../../permissions/allow.ts';
import { oneLine } from '../../plain.ts';
import { joined, type Words } from '../../words.ts';
import { alarms } from './questions.ts';
import { globalTopic, inGlobalRegion, inRegion, ofTopic, topic, type Place } from './topic.ts';

/**
 * `email` is how people know it; as long as it waits for a yes, SNS has no id for it. `former` has the addresses before
 * that were asked and have not answered: nobody can take the question back.
 */
type Handle = { readonly email: string; readonly topicArn: string; readonly former?: readonly string[] };

const formerOf = (handle: Handle): readonly string[] => ('former' in handle ? (handle.former ?? []) : []);

/** The subscriptions of a topic by e-mail; one that waits for a yes has no ARN there. */
async function byMail(place: Place, context: Context, TopicArn: string): Promise<Subscription[]> {
  const pages = paginateListSubscriptionsByTopic({ client: place.sns(context) }, { TopicArn });
  const all = await orNothing(every(pages, ({ Subscriptions }) => Subscriptions));
  return (all ?? []).filter(({ Protocol, SubscriptionArn }) => Protocol === 'email' && SubscriptionArn !== 'Deleted');
}

const isConfirmed = ({ SubscriptionArn = '' }: Subscription) => SubscriptionArn.startsWith('arn:');

const listed = (subscriptions: readonly Subscription[]) =>
  subscriptions.map(({ Endpoint = '' }) => oneLine(Endpoint)).join(', ');

/** What there is besides the address that is wanted: what has to go, what may still say yes, and what is others'. */
function besides(all: readonly Subscription[], email: string, former: readonly string[]) {
  const others = all.filter(({ Endpoint }) => Endpoint !== email);
  const ours = others.filter(({ Endpoint = '' }) => former.includes(Endpoint));
  return {
    unwanted: ours.filter(isConfirmed),
    asked: ours.filter((one) => !isConfirmed(one)),
    strangers: others.filter((one) => isConfirmed(one) && !ours.includes(one)),
  };
}

/** What is worth knowing of those that nothing is done about. */
const notes = ({ asked, strangers }: ReturnType<typeof besides>): Words | undefined => {
  const said = [
    asked.length > 0 && {
      en: `${listed(asked)} was asked before and can still say yes until AWS forgets it after two days; if so, \`stepway up\` takes it off`,
      ko: `이전 주소(${listed(asked)})에도 확인 메일이 가 있고, AWS가 이틀 뒤에 지웁니다. 그 전에 확인하면 \`stepway up\`이 구독을 해지합니다`,
    },
    strangers.length > 0 && {
      en: `${listed(strangers)} is told as well: somebody subscribed it outside stepway`,
      ko: `${listed(strangers)} 주소도 알림을 받습니다. stepway 밖에서 구독한 주소입니다`,
    },
  ].flatMap((one) => one || []);
  return said.length > 0 ? joined('; ', ...said) : undefined;
};

const unheard = (email: string): Words => ({
  en: `${email} has not confirmed yet: nobody is told`,
  ko: `${email} 주소를 아직 확인하지 않아 아무에게도 알림이 가지 않습니다`,
});

const anybody = allow('To end a subscription, SNS knows no resource that a policy could name.', '*');

/**
 * Somebody hears what a topic tells, once they have said yes in a mail: until then nobody is told anything. AWS forgets
 * after two days who has not; the next `up` asks again. It goes with its topic: alone, one that waits cannot be deleted,
 * and an address that was mistyped may still say yes. Then it is unsubscribed; whom somebody else subscribed is left.
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
    follows: { live: ['email'], own: ['former'] },
    making: {
      // An address before it may say yes while this one is waited for.
      inherits: true,
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
      // Whose state is lost does not know the address: one that said yes is likelier than one that was mistyped.
      const known = all.toSorted((a, b) => Number(isConfirmed(b)) - Number(isConfirmed(a)));
      const found = known.find(({ Endpoint }) => email === 'none' || Endpoint === email);
      return found && { email: found.Endpoint ?? '', topicArn };
    },

    async create(given) {
      const { email } = given.answers;
      const { topicArn } = given.needs.topic;
      await place.sns(given).send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'email', Endpoint: email }));
      return { email, topicArn };
    },

    async check(context, handle) {
      const { email, topicArn } = handle;
      const all = await byMail(place, context, topicArn);
      const found = all.find(({ Endpoint }) => Endpoint === email);
      const others = besides(all, email, formerOf(handle));
      if (others.unwanted.length > 0)
        return drifted(
          {
            en: `${listed(others.unwanted)} has said yes and is told, although alarms are to go to ${email}`,
            ko: `이전 주소(${listed(others.unwanted)})에서 구독을 확인해 알림을 받고 있습니다. 알림을 받을 주소는 ${email}입니다`,
          },
          found && isConfirmed(found) ? undefined : unheard(email),
        );
      if (!found) return gone;
      if (isConfirmed(found)) return ready({}, undefined, notes(others));
      return pending(unheard(email));
    },

    /** One that was not confirmed goes by itself, unless somebody says yes first. */
    async change(given, handle) {
      const { email: before, topicArn } = handle;
      const { email } = given.answers;
      const sns = place.sns(given);
      const all = await byMail(place, given, topicArn);
      if (before !== email || !all.some(({ Endpoint }) => Endpoint === email))
        await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'email', Endpoint: email }));
      const { unwanted, asked } = besides(all, email, [...formerOf(handle), before]);
      for (const { SubscriptionArn } of unwanted) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      return { email, topicArn, ...(asked.length > 0 && { former: asked.flatMap(({ Endpoint }) => Endpoint ?? []) }) };
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
