import {
  CreateBudgetCommand,
  CreateNotificationCommand,
  DeleteBudgetCommand,
  DeleteNotificationCommand,
  DescribeBudgetCommand,
  DescribeNotificationsForBudgetCommand,
  DescribeSubscribersForNotificationCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UpdateBudgetCommand,
  type Budget,
  type Notification,
} from '@aws-sdk/client-budgets';
import { orNothing } from '../../aws/replies.ts';
import { carries, markList, strangerOf, tagList } from '../../aws/tags.ts';
import { defineStep, gone, there, type Context } from '../../engine/step.ts';
import { ok, warning } from '../../engine/verdict.ts';
import type { Facts } from '../../facts.ts';
import { allow } from '../../permissions/allow.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { alarms, budget as amount, budgetFor } from './questions.ts';
import { topic } from './topic.ts';

const ofBudget = allow('Budgets, by name.', 'arn:*:budgets::*:budget/*-budget');

/** When somebody is told: of what was spent, and of what the month will come to. In percent of the limit. */
const warnings = [
  ['ACTUAL', 80],
  ['ACTUAL', 100],
  ['FORECASTED', 100],
] as const;

const warningOf = (kind: 'ACTUAL' | 'FORECASTED', Threshold: number): Notification => ({
  NotificationType: kind,
  ComparisonOperator: 'GREATER_THAN',
  Threshold,
  ThresholdType: 'PERCENTAGE',
});

const lineOf = ({ NotificationType, Threshold }: Notification, addresses: readonly string[]) =>
  `${NotificationType} ${Threshold} ${addresses.toSorted().join(' ')}`;

const arnOf = ({ partition, account }: Context, name: string) => `arn:${partition}:budgets::${account}:budget/${name}`;

const budgetOf = (BudgetName: string, limit: string): Budget => ({
  BudgetName,
  BudgetType: 'COST',
  TimeUnit: 'MONTHLY',
  BudgetLimit: { Amount: limit, Unit: 'USD' },
});

/**
 * A limit on what the whole account spends in a month. What it tells goes to the topic of the alarms: an address of its
 * own would have to be confirmed once more, within twelve hours, and no call tells whether it was.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 */
export const budget = defineStep({
  id: 'budget',
  title: { en: 'Budget', ko: '예산' },
  needs: { topic },
  asks: { email: alarms, limit: amount },
  allows: [
    ofBudget('budgets:ListTagsForResource', 'budgets:ModifyBudget', 'budgets:TagResource', 'budgets:ViewBudget'),
  ],
  when: ({ email, limit }) => email !== 'none' && limit !== 'none' && limit !== 'auto',
  follows: { live: ['topic', 'limit'], initial: ['email'] },

  preflight: [
    {
      about: { en: 'Budget', ko: '예산' },
      async ask({ answers, monthly }) {
        const usd = await monthly();
        return Number(answers.limit) < usd ? tooLittle(answers.limit, usd) : ok;
      },
    },
  ],

  settings: {
    limit: { title: { en: 'limit in USD', ko: '예산 금액(달러)' }, wanted: ({ answers }) => Number(answers.limit) },
    warnings: {
      title: { en: 'when it tells whom', ko: '알림 조건과 받는 곳' },
      wanted: ({ needs }) =>
        warnings.map(([kind, percent]) => lineOf(warningOf(kind, percent), [needs.topic.topicArn])).toSorted(),
    },
  },

  async find(given) {
    const name = given.uniqueName;
    const found = await inPlace(given, name);
    if (!found) return undefined;
    if (!carries(found.tags, given)) throw strangerOf({ en: 'budget', ko: '예산' }, name);
    return { budgetName: name };
  },

  async create(given) {
    const { budgets, account, uniqueName, tags, needs, answers } = given;
    const Address = needs.topic.topicArn;
    await budgets.send(
      new CreateBudgetCommand({
        AccountId: account,
        Budget: budgetOf(uniqueName, answers.limit),
        NotificationsWithSubscribers: warnings.map(([kind, percent]) => ({
          Notification: warningOf(kind, percent),
          Subscribers: [{ SubscriptionType: 'SNS', Address }],
        })),
        ResourceTags: tagList(tags),
      }),
    );
    return { budgetName: uniqueName };
  },

  async check(context, handle) {
    const { budgetName } = handle;
    const found = await inPlace(context, budgetName);
    if (!found) return gone;
    if (whoseIs({ tags: found.tags }, handle, context) === 'theirs') return nameTaken;
    const ResourceTags = markList(context.tags);
    return there({
      tags: {
        are: found.tags,
        restore: () =>
          context.budgets.send(new TagResourceCommand({ ResourceARN: arnOf(context, budgetName), ResourceTags })),
      },
      settings: {
        limit: Number(found.budget.BudgetLimit?.Amount),
        warnings: (await warningsOf(context, budgetName)).map(({ line }) => line).toSorted(),
      } satisfies Facts,
    });
  },

  /** A warning that is not as it should be is replaced: most of it cannot be changed. */
  async change(given, { budgetName }) {
    const { budgets, account, wanted, answers, needs } = given;
    const at = { AccountId: account, BudgetName: budgetName };
    await budgets.send(new UpdateBudgetCommand({ AccountId: account, NewBudget: budgetOf(budgetName, answers.limit) }));
    const there = await warningsOf(given, budgetName);
    for (const { line, notification } of there)
      if (!wanted.warnings.includes(line))
        await budgets.send(new DeleteNotificationCommand({ ...at, Notification: notification }));
    const lines = new Set(there.map(({ line }) => line));
    for (const [kind, percent] of warnings) {
      const Notification = warningOf(kind, percent);
      const Address = needs.topic.topicArn;
      if (lines.has(lineOf(Notification, [Address]))) continue;
      const Subscribers = [{ SubscriptionType: 'SNS' as const, Address }];
      await budgets.send(new CreateNotificationCommand({ ...at, Notification, Subscribers }));
    }
  },

  async delete(context, handle) {
    const { budgetName } = handle;
    const found = await inPlace(context, budgetName);
    return deleteOurs(found && { tags: found.tags }, handle, context, async () => {
      await context.budgets.send(new DeleteBudgetCommand({ AccountId: context.account, BudgetName: budgetName }));
    });
  },

  says: {
    answers: ({ limit }) => (typeof limit === 'number' ? { limit: String(limit) } : {}),
  },
});

/** A limit below what the stack itself costs: it tells each month the same, and soon nobody reads it. */
const tooLittle = (limit: string, usd: number) =>
  warning(
    {
      en: `${limit} USD a month is less than the plan itself costs (about ${usd.toFixed(2)} USD): you are mailed every month`,
      ko: `월 ${limit}달러는 이 계획의 비용(약 ${usd.toFixed(2)}달러)보다 적어, 매달 예산을 넘었다는 메일이 옵니다`,
    },
    {
      en: `Use --budget ${budgetFor(usd)} or more, or auto.`,
      ko: `--budget ${budgetFor(usd)} 이상이나 auto로 지정하세요.`,
    },
  );

async function inPlace(context: Context, BudgetName: string) {
  const { budgets, account } = context;
  const found = await orNothing(budgets.send(new DescribeBudgetCommand({ AccountId: account, BudgetName })));
  if (!found?.Budget) return undefined;
  const asked = new ListTagsForResourceCommand({ ResourceARN: arnOf(context, BudgetName) });
  return { budget: found.Budget, tags: (await orNothing(budgets.send(asked)))?.ResourceTags };
}

/** What it tells when, and to whom: each as a line, too. */
async function warningsOf({ budgets, account }: Pick<Context, 'budgets' | 'account'>, BudgetName: string) {
  const at = { AccountId: account, BudgetName };
  const found = await orNothing(budgets.send(new DescribeNotificationsForBudgetCommand(at)));
  return Promise.all(
    (found?.Notifications ?? []).map(async (one) => {
      const { NotificationState: _state, ...notification } = one;
      const asked = new DescribeSubscribersForNotificationCommand({ ...at, Notification: notification });
      const addresses = (await orNothing(budgets.send(asked)))?.Subscribers ?? [];
      return {
        notification,
        line: lineOf(
          one,
          addresses.map(({ Address = '' }) => Address),
        ),
      };
    }),
  );
}
