import { CreateNotificationCommand, DeleteNotificationCommand, UpdateBudgetCommand } from '@aws-sdk/client-budgets';
import {
  DescribeAlarmsCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { UpdateHealthCheckCommand, type UpdateHealthCheckCommandInput } from '@aws-sdk/client-route-53';
import { SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { watched } from '../../../src/steps/alarms/watched.ts';
import { associationSpoilers, idOf, policySpoilers, type Spoiler, type Spoilers } from '../../support/spoiling.ts';
import {
  arn,
  global,
  on,
  prefixed,
  tagsIn,
  type Authorizations,
  type Input,
  type Scene,
} from '../../support/authorizing.ts';

const isGlobal = (step: string) => /-(global|unreachable)$/.test(step);

const topicSpoilers = (step: string) => {
  const put =
    (AttributeName: string, AttributeValue: string): Spoiler =>
    (stack) =>
      (isGlobal(step) ? stack.aws.globalSns : stack.aws.sns).send(
        new SetTopicAttributesCommand({
          TopicArn: idOf(stack, step, 'topicArn'),
          AttributeName,
          AttributeValue,
        }),
      );
  return { Policy: put('Policy', '{"Version":"2012-10-17","Statement":[]}'), DisplayName: put('DisplayName', 'x') };
};

/** The same alarm again but for something. */
const alarmSpoilers = (step: string) => {
  const put =
    (change: Partial<PutMetricAlarmCommandInput>): Spoiler =>
    async (stack) => {
      const cloudWatch = isGlobal(step) ? stack.aws.globalCloudWatch : stack.aws.cloudWatch;
      const AlarmName = idOf(stack, step, 'alarmName');
      const { MetricAlarms: [found] = [] } = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }),
      );
      const {
        AlarmArn: _arn,
        StateValue: _value,
        StateReason: _reason,
        StateUpdatedTimestamp: _updated,
        StateTransitionedTimestamp: _transitioned,
        ...config
      } = found!;
      await cloudWatch.send(new PutMetricAlarmCommand({ ...config, ...change } as PutMetricAlarmCommandInput));
    };
  return {
    metric: put({ Dimensions: [{ Name: 'InstanceId', Value: 'i-0123456789abcdef0' }] }),
    rings: put({ Threshold: 99_999 }),
    AlarmActions: put({ AlarmActions: [] }),
    ActionsEnabled: put({ ActionsEnabled: false }),
    AlarmDescription: put({ AlarmDescription: 'x' }),
  };
};

const checked =
  (change: Omit<UpdateHealthCheckCommandInput, 'HealthCheckId'>): Spoiler =>
  (stack) =>
    stack.aws.route53.send(
      new UpdateHealthCheckCommand({ HealthCheckId: idOf(stack, 'health-check', 'healthCheckId'), ...change }),
    );

const ruleSpoilers = (step: string) => {
  const put =
    (EventPattern: string, State: 'ENABLED' | 'DISABLED'): Spoiler =>
    (stack) =>
      stack.aws.events.send(new PutRuleCommand({ Name: idOf(stack, step, 'rule'), EventPattern, State }));
  const event = step === 'database-events' ? 'aws.rds' : 'aws.codedeploy';
  return {
    EventPattern: put('{"source":["aws.s3"]}', 'ENABLED'),
    State: put(`{"source":["${event}"]}`, 'DISABLED'),
  };
};

const targetSpoilers = (step: string) => {
  const put =
    (change: { Arn?: string; text?: string }): Spoiler =>
    (stack) =>
      stack.aws.events.send(
        new PutTargetsCommand({
          Rule: idOf(stack, step, 'rule'),
          Targets: [
            {
              Id: 'mail',
              Arn: change.Arn ?? idOf(stack, 'alarm-topic', 'topicArn'),
              InputTransformer: { InputTemplate: `"${change.text ?? 'x'}"` },
            },
          ],
        }),
      );
  return { Arn: put({ Arn: 'arn:aws:sns:us-east-1:123456789012:other' }), InputTransformer: put({ text: 'y' }) };
};

/** The same dashboard with nothing on it. */
const emptied: Spoiler = (stack) =>
  stack.aws.cloudWatch.send(
    new PutDashboardCommand({ DashboardName: idOf(stack, 'dashboard', 'dashboard'), DashboardBody: '{"widgets":[]}' }),
  );

const AccountId = '123456789012';

export const spoilers: Spoilers = {
  'alarm-topic': topicSpoilers('alarm-topic'),
  'alarm-topic-global': topicSpoilers('alarm-topic-global'),
  ...Object.fromEntries(watched.map(({ id }) => [id, alarmSpoilers(id)])),
  'health-check': {
    IPAddress: checked({ IPAddress: '203.0.113.77' }),
    Port: checked({ Port: 8443 }),
    ResourcePath: checked({ ResourcePath: '/elsewhere' }),
    FullyQualifiedDomainName: checked({ FullyQualifiedDomainName: 'other.example.com' }),
    FailureThreshold: checked({ FailureThreshold: 10 }),
    EnableSNI: checked({ EnableSNI: false }),
    Disabled: checked({ Disabled: true }),
    Inverted: checked({ Inverted: true }),
  },
  'deployment-events': ruleSpoilers('deployment-events'),
  'deployment-mail': targetSpoilers('deployment-mail'),
  'database-events': ruleSpoilers('database-events'),
  'database-mail': targetSpoilers('database-mail'),
  dashboard: { DashboardBody: emptied },
  'figures-access': policySpoilers('figures-access'),
  'figures-agent': associationSpoilers('figures-agent'),
  budget: {
    limit: (stack) =>
      stack.aws.budgets.send(
        new UpdateBudgetCommand({
          AccountId,
          NewBudget: {
            BudgetName: idOf(stack, 'budget', 'budgetName'),
            BudgetType: 'COST',
            TimeUnit: 'MONTHLY',
            BudgetLimit: { Amount: '5000', Unit: 'USD' },
          },
        }),
      ),
    async warnings(stack) {
      const at = { AccountId, BudgetName: idOf(stack, 'budget', 'budgetName') };
      const about = {
        NotificationType: 'ACTUAL',
        ComparisonOperator: 'GREATER_THAN',
        ThresholdType: 'PERCENTAGE',
      } as const;
      await stack.aws.budgets.send(new DeleteNotificationCommand({ ...at, Notification: { ...about, Threshold: 80 } }));
      await stack.aws.budgets.send(
        new CreateNotificationCommand({
          ...at,
          Notification: { ...about, Threshold: 95 },
          Subscribers: [{ SubscriptionType: 'EMAIL', Address: 'other@example.com' }],
        }),
      );
    },
  },
};

const withTags = (list: Input[] | undefined) => prefixed('aws:RequestTag', tagsIn(list));

/** Topics, by name; the tags that come with one are authorised on their own. */
const aboutTopic = ({ input, operation }: Scene) => {
  const named = input.TopicArn ?? input.ResourceArn ?? arn('sns', input.Name);
  const tags = withTags(input.Tags);
  return [
    on(`sns:${operation}`, named, tags),
    ...(operation === 'CreateTopic' && input.Tags ? [on('sns:TagResource', named, tags)] : []),
  ];
};

const aboutAlarm = ({ input, operation }: Scene) => {
  const names: string[] = input.AlarmNames ?? [input.AlarmName];
  const tags = withTags(input.Tags);
  return names.flatMap((name) => {
    const named = input.ResourceARN ?? arn('cloudwatch', `alarm:${name}`);
    return [
      on(`cloudwatch:${operation}`, named, tags),
      ...(operation === 'PutMetricAlarm' && input.Tags ? [on('cloudwatch:TagResource', named, tags)] : []),
    ];
  });
};

const aboutDashboard = ({ input, operation }: Scene) => {
  const names: string[] = input.DashboardNames ?? [input.DashboardName];
  const tags = withTags(input.Tags);
  return names.flatMap((name) => {
    const named = global('cloudwatch', `dashboard/${name}`);
    return [
      on(`cloudwatch:${operation}`, named, tags),
      ...(input.Tags ? [on('cloudwatch:TagResource', named, tags)] : []),
    ];
  });
};

const aboutRule = ({ input, operation }: Scene) => {
  const named = input.ResourceARN ?? arn('events', `rule/${input.Name ?? input.Rule}`);
  const tags = withTags(input.Tags);
  return [
    on(`events:${operation}`, named, tags),
    ...(operation === 'PutRule' && input.Tags ? [on('events:TagResource', named, tags)] : []),
  ];
};

/** Budgets has one action for all that changes, and one for all that looks. */
const aboutBudget = ({ input, operation }: Scene) => {
  const name = input.Budget?.BudgetName ?? input.NewBudget?.BudgetName ?? input.BudgetName;
  const named = input.ResourceARN ?? global('budgets', `budget/${name}`);
  const isTags = /Tag/.test(operation);
  const action = isTags ? operation : operation.startsWith('Describe') ? 'ViewBudget' : 'ModifyBudget';
  const tags = withTags(input.ResourceTags);
  return [
    on(`budgets:${action}`, named, tags),
    ...(operation === 'CreateBudget' && input.ResourceTags ? [on('budgets:TagResource', named, tags)] : []),
  ];
};

const aboutCheck = ({ input, operation }: Scene) => [
  on(`route53:${operation}`, `arn:aws:route53:::healthcheck/${input.HealthCheckId}`),
];

export const authorizations: Authorizations = {
  'sns:Unsubscribe': ({ operation }) => [on(`sns:${operation}`, '*')],
  'sns:*': aboutTopic,
  'cloudwatch:DescribeAlarms': ({ operation }) => [on(`cloudwatch:${operation}`, '*')],
  'cloudwatch:DescribeAlarmHistory': ({ operation }) => [on(`cloudwatch:${operation}`, '*')],
  'cloudwatch:GetMetricData': ({ operation }) => [on(`cloudwatch:${operation}`, '*')],
  'cloudwatch:GetMetricStatistics': ({ operation }) => [on(`cloudwatch:${operation}`, '*')],
  'cloudwatch:DeleteDashboards': aboutDashboard,
  'cloudwatch:GetDashboard': aboutDashboard,
  'cloudwatch:PutDashboard': aboutDashboard,
  'cloudwatch:*': aboutAlarm,
  'events:*': aboutRule,
  'budgets:*': aboutBudget,
  'route53:CreateHealthCheck': ({ operation }) => [on(`route53:${operation}`, '*')],
  'route53:DeleteHealthCheck': aboutCheck,
  'route53:UpdateHealthCheck': aboutCheck,
};
