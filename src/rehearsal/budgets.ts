import type { Budget, Notification, Subscriber } from '@aws-sdk/client-budgets';
import { same } from '../facts.ts';
import { refuse } from './errors.ts';
import { accountId } from './ids.ts';
import type { Call, Operations, Service } from './service.ts';
import { tag, tagged, tagList, type Tags } from './tags.ts';

interface KeptBudget {
  budget: Budget;
  warnings: { notification: Notification; subscribers: Subscriber[] }[];
  tags: Tags;
}

declare module './account.ts' {
  interface AccountData {
    budgets: KeptBudget[];
  }
}

const noBudget = (name: string | undefined) =>
  refuse('NotFoundException', `Unable to get budget: ${name} - the budget doesn't exist.`);

const budgetNamed = ({ account }: Call, name: string | undefined): KeptBudget =>
  account.budgets.find(({ budget }) => budget.BudgetName === name) ?? noBudget(name);

const budgetAt = (call: Call, arn: string | undefined): KeptBudget =>
  call.account.budgets.find(({ budget }) => arn === `arn:aws:budgets::${accountId}:budget/${budget.BudgetName}`) ??
  noBudget(arn);

const invalid = (what: string) => refuse('InvalidParameterException', what);

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html */
function checkBudget({ BudgetName = '', BudgetLimit }: Budget): void {
  if (!/^(?![^:\\]*\/action\/|(?!.*<script>.*<\/script>).*<script>)[^:\\]{1,100}$/.test(BudgetName))
    invalid('The budget name is invalid.');
  if (!(Number(BudgetLimit?.Amount) > 0) || BudgetLimit?.Unit !== 'USD') invalid('The budget limit is invalid.');
}

/** One topic and up to ten addresses: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Notification.html */
function checkSubscribers(subscribers: readonly Subscriber[]): void {
  const topics = subscribers.filter(({ SubscriptionType }) => SubscriptionType === 'SNS');
  if (subscribers.length === 0 || topics.length > 1 || subscribers.length - topics.length > 10)
    refuse('CreationLimitExceededException', 'A notification has one SNS topic and up to ten e-mail addresses.');
}

const key = ({ NotificationType, ComparisonOperator, Threshold, ThresholdType = 'PERCENTAGE' }: Notification) => ({
  NotificationType: NotificationType ?? '',
  ComparisonOperator: ComparisonOperator ?? '',
  Threshold: Threshold ?? 0,
  ThresholdType,
});

const warningIn = (kept: KeptBudget, notification: Notification | undefined) =>
  kept.warnings.find((one) => notification && same(key(one.notification), key(notification))) ??
  refuse('NotFoundException', 'Unable to find the notification.');

const operations = {
  CreateBudget({ AccountId, Budget, NotificationsWithSubscribers = [], ResourceTags }, call) {
    if (AccountId !== accountId) refuse('AccessDeniedException', 'Account is not authorized');
    if (!Budget) return invalid('Budget is required.');
    checkBudget(Budget);
    if (call.account.budgets.some(({ budget }) => budget.BudgetName === Budget.BudgetName))
      refuse('DuplicateRecordException', `Error creating budget: ${Budget.BudgetName} - the budget already exists.`);
    if (NotificationsWithSubscribers.length > 10)
      refuse('CreationLimitExceededException', 'A budget has up to ten notifications.');
    for (const { Subscribers = [] } of NotificationsWithSubscribers) checkSubscribers(Subscribers);
    call.account.budgets.push({
      budget: Budget,
      warnings: NotificationsWithSubscribers.map(({ Notification, Subscribers = [] }) => ({
        notification: Notification ?? invalid('A notification is required.'),
        subscribers: [...Subscribers],
      })),
      tags: tagged(ResourceTags),
    });
    return {};
  },

  DescribeBudget: ({ BudgetName }, call) => ({ Budget: { ...budgetNamed(call, BudgetName).budget } }),

  UpdateBudget({ NewBudget }, call) {
    if (!NewBudget) return invalid('NewBudget is required.');
    checkBudget(NewBudget);
    budgetNamed(call, NewBudget.BudgetName).budget = NewBudget;
    return {};
  },

  DeleteBudget({ BudgetName }, call) {
    const kept = budgetNamed(call, BudgetName);
    call.account.budgets = call.account.budgets.filter((one) => one !== kept);
    return {};
  },

  DescribeNotificationsForBudget: ({ BudgetName }, call) => ({
    Notifications: budgetNamed(call, BudgetName).warnings.map(({ notification }) => ({
      ...notification,
      NotificationState: 'OK' as const,
    })),
  }),

  DescribeSubscribersForNotification: ({ BudgetName, Notification }, call) => ({
    Subscribers: [...warningIn(budgetNamed(call, BudgetName), Notification).subscribers],
  }),

  CreateNotification({ BudgetName, Notification, Subscribers = [] }, call) {
    const kept = budgetNamed(call, BudgetName);
    if (!Notification) return invalid('A notification is required.');
    checkSubscribers(Subscribers);
    if (kept.warnings.some(({ notification }) => same(key(notification), key(Notification))))
      refuse('DuplicateRecordException', 'The notification already exists.');
    kept.warnings.push({ notification: Notification, subscribers: [...Subscribers] });
    return {};
  },

  DeleteNotification({ BudgetName, Notification }, call) {
    const kept = budgetNamed(call, BudgetName);
    const gone = warningIn(kept, Notification);
    kept.warnings = kept.warnings.filter((one) => one !== gone);
    return {};
  },

  TagResource({ ResourceARN, ResourceTags }, call) {
    tag(budgetAt(call, ResourceARN).tags, ResourceTags);
    return {};
  },

  ListTagsForResource: ({ ResourceARN }, call) => ({ ResourceTags: tagList(budgetAt(call, ResourceARN).tags) }),
} satisfies Operations<typeof import('@aws-sdk/client-budgets')>;

/** Budgets of the account: what it spends is not played. */
export const budgets = {
  operations,
  global: {
    atFirst: () => ({ budgets: [] }),
    inventory: ({ budgets }) =>
      budgets.map(({ budget, tags }) => ({ kind: 'budget', id: budget.BudgetName ?? '', tags })),
  },
} satisfies Service;
