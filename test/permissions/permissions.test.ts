import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documents, lengthOf, longest } from '../../scripts/policies.ts';
import { command as plan } from '../../src/commands/plan.ts';
import { allow, reads } from '../../src/permissions/allow.ts';
import { merged } from '../../src/permissions/policy.ts';
import { simulations } from '../../src/permissions/simulations.ts';
import { chapters, steps } from '../../src/steps/index.ts';
import { actionsIn, allActions, allowances, isRead } from '../support/allowed.ts';
import { actionsOf, actionsOfAll, sources } from '../support/called.ts';

const policy = { Statement: documents.flatMap((one) => one.policy.Statement) };
const statementsWith = (action: string) =>
  policy.Statement.filter((statement) => actionsIn(statement).includes(action));
const importing = (names: string, client: string) =>
  actionsOf({ path: 'step.ts', text: `import {${names}} from '@aws-sdk/client-${client}';` });

test.each(documents)('$path is what `npm run permissions` writes', ({ path, policy: wanted }) => {
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(wanted);
});

test('all of them can be printed, and go with the package', () => {
  const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: string[] };
  const option = plan.options?.find(({ flags }) => flags.startsWith('--permissions'));
  expect(option?.choices).toEqual(documents.flatMap(({ part }) => part ?? []));
  expect(option?.choices).toContain('delivery');
  expect(files).toContain('iam-policy*.json');
});

describe('what the sources call', () => {
  test('is found in commands and paginators, not in types and clients', async () => {
    expect(await importing('DeleteLoadBalancerCommand', 'elastic-load-balancing-v2')).toEqual([
      'elasticloadbalancing:DeleteLoadBalancer',
    ]);
    expect(await importing('ACMClient, paginateListCertificates, type CertificateDetail', 'acm')).toEqual([
      'acm:ListCertificates',
    ]);
    expect(await importing('PutPublicAccessBlockCommand, PutObjectCommand', 's3')).toEqual([
      's3:PutBucketPublicAccessBlock',
      's3:PutObject',
    ]);
    const constructed = sources.flatMap(({ text }) => text.match(/\bnew \w+Command\(/g) ?? []);
    expect(constructed.length).toBeGreaterThan(50);
  });

  test('is allowed by a step: say it in its `allows`', async () => {
    const called = await actionsOfAll(sources);
    expect(called.length).toBeGreaterThan(100);
    // Who may have a denial decoded learns more of it; it is never asked for, since it shows others' policies as well.
    const welcome = ['sts:DecodeAuthorizationMessage'];
    expect(called.filter((action) => !allActions.includes(action))).toEqual(welcome);
  });

  test.each(chapters)('in the folder of $id is allowed by the chapter', async ({ id, steps: own, allows = [] }) => {
    const called = await actionsOfAll(sources.filter(({ path }) => path.startsWith(`steps/${id}/`)));
    const allowed = new Set([...own.flatMap((step) => step.allows), ...allows].flatMap(({ actions }) => actions));
    expect(called.filter((action) => !allowed.has(action))).toEqual([]);
  });
});

describe('what a step may do', () => {
  test('is named without wildcards, and has a reason', () => {
    for (const action of allActions) expect(action).toMatch(/^[a-z][a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
    for (const { why } of allowances) expect(why).toMatch(/^[A-Z].*[^.]\.$|^stepway .*\.$/);
  });

  test('is merged where the scope is the same, or all but one thing of it', () => {
    const inRole = (step: string) => allow('By name.', `arn:*:iam::*:role/*-${step}`)('iam:CreateRole');
    expect(
      merged([reads('sqs:ListQueues'), inRole('a'), reads('sqs:GetQueueUrl'), inRole('b')]).map(({ actions, on }) => ({
        actions,
        on,
      })),
    ).toEqual([
      { actions: ['sqs:GetQueueUrl', 'sqs:ListQueues'], on: ['*'] },
      { actions: ['iam:CreateRole'], on: ['arn:*:iam::*:role/*-a', 'arn:*:iam::*:role/*-b'] },
    ]);
  });
});

describe('the policy', () => {
  test('allows every action, and nothing else', () => {
    const allowed = new Set(policy.Statement.flatMap(actionsIn));
    expect([...allowed].toSorted()).toEqual(allActions);
    expect(policy.Statement.filter(({ Effect }) => Effect !== 'Allow')).toEqual([]);
  });

  test('names each action that changes something, but what only labelled things can be changed by; reads that tell only how things are set up come by their prefix', () => {
    const patterns = policy.Statement.filter(
      ({ Condition }) => Condition?.['Null']?.['aws:ResourceTag/stepway:name'] !== 'false',
    )
      .flatMap(({ Action }) => Action)
      .filter((action) => action.includes('*'));
    for (const pattern of patterns) expect(pattern).toMatch(/^[a-z0-9]+:(Describe|Get|List)\w*\*$/);
    expect(patterns).toContain('rds:Describe*');
    expect(patterns).not.toContain('ec2:Describe*');
  });

  test('lets only the service have a role that the role is made for', () => {
    expect(statementsWith('iam:PassRole')).toEqual([
      expect.objectContaining({
        Resource: 'arn:*:iam::*:role/*-server-role',
        Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      }),
      expect.objectContaining({
        Resource: 'arn:*:iam::*:role/*-deploy-role',
        Condition: { StringEquals: { 'iam:PassedToService': 'codedeploy.amazonaws.com' } },
      }),
      expect.objectContaining({
        Resource: 'arn:*:iam::*:role/*-build-role',
        Condition: { StringEquals: { 'iam:PassedToService': 'codebuild.amazonaws.com' } },
      }),
      expect.objectContaining({
        Resource: 'arn:*:iam::*:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
        Condition: { StringEquals: { 'iam:PassedToService': 'config.amazonaws.com' } },
      }),
    ]);
  });

  test('changes IAM by name only', () => {
    const changes = allActions.filter((action) => action.startsWith('iam:') && !isRead(action));
    const resources = changes.flatMap(statementsWith).flatMap(({ Resource }) => Resource);
    expect(changes.length).toBeGreaterThan(10);
    for (const resource of resources)
      expect(resource).toMatch(/^arn:\*:iam::\*:(role|instance-profile|oidc-provider)\/[\w*/.-]{5,}$/);
  });

  test('allows writes everywhere only with a condition, but for what has neither tags nor a name', () => {
    const open = policy.Statement.filter(({ Resource, Condition }) => Resource === '*' && !Condition);
    const writes = open.flatMap(actionsIn).filter((action) => !isRead(action));
    expect(writes.toSorted()).toEqual([
      'ce:UpdateCostAllocationTagsStatus',
      'config:DeleteDeliveryChannel',
      'config:PutDeliveryChannel',
      'route53:CreateHealthCheck',
      'route53:CreateHostedZone',
      'sns:Unsubscribe',
    ]);
  });

  test('keeps away from the records that say who answers for a domain, and allows those that the steps make', () => {
    const made = sources
      .filter(({ text }) => text.includes('@aws-sdk/client-route-53'))
      .flatMap(({ text }) => [...text.matchAll(/\bType: '([A-Z]+)'/g)].map(([, type]) => type));
    const spared = statementsWith('route53:ChangeResourceRecordSets')[0]?.Condition?.['ForAllValues:StringNotEquals'];
    const types = spared?.['route53:ChangeResourceRecordSetsRecordTypes'];
    expect(types).toEqual(['NS', 'SOA']);
    expect(made.length).toBeGreaterThan(2);
    expect(made.filter((type = '') => types?.includes(type))).toEqual([]);
  });

  test.each(documents)('$path leaves room for the next step', ({ policy: one }) => {
    expect(lengthOf(one)).toBeLessThanOrEqual(longest);
  });

  test('lets a load balancer with security groups be made, for which ELB asks EC2 with the rights of the user', () => {
    const balancer = steps.find(({ id }) => id === 'load-balancer')!;
    expect(balancer.allows.flatMap(({ actions }) => actions)).toContain('ec2:GetSecurityGroupsForVpc');
    const [base] = documents;
    const open = base!.policy.Statement.filter(({ Resource, Condition }) => Resource === '*' && !Condition);
    expect(open.flatMap(({ Action }) => Action)).toContain('ec2:GetSecurityGroupsForVpc');
  });
});

describe('the simulations', () => {
  const shop = { stack: 'shop', partition: 'aws-cn', region: 'cn-north-1', account: '123456789012' };
  const asked = simulations(
    steps.map(({ allows }) => allows),
    shop,
  );

  test('ask about every action that a step needs for more than its checks', () => {
    const names = asked.flatMap(({ ActionNames }) => ActionNames);
    const needed = steps.flatMap(({ allows }) => allows.flatMap((one) => (one.for === 'checks' ? [] : one.actions)));
    expect([...new Set(names)].toSorted()).toEqual([...new Set(needed)].toSorted());
  });

  test('ask once about an action of which the call touches several things', () => {
    const server = steps.find(({ id }) => id === 'server')!;
    const names = simulations([server.allows], shop).flatMap(({ ActionNames }) => ActionNames);
    expect(server.allows.filter(({ actions }) => actions.includes('ec2:RunInstances')).length).toBeGreaterThan(2);
    expect(new Set(names).size).toBe(names.length);
  });

  test('ask about examples of what the policy is about', () => {
    expect(asked.find(({ ActionNames }) => ActionNames.includes('iam:PassRole'))).toEqual({
      ActionNames: ['iam:PassRole'],
      ResourceArns: ['arn:aws-cn:iam::123456789012:role/shop-server-role'],
      ContextEntries: [
        {
          ContextKeyName: 'iam:PassedToService',
          ContextKeyValues: ['ec2.amazonaws.com'],
          ContextKeyType: 'string',
        },
        { ContextKeyName: 'aws:RequestedRegion', ContextKeyValues: ['cn-north-1'], ContextKeyType: 'string' },
      ],
    });
    for (const { ResourceArns, ContextEntries } of asked) {
      for (const arn of ResourceArns) expect(arn).toMatch(/^(\*|arn:aws-cn:[^*]+)$/);
      for (const { ContextKeyValues } of ContextEntries) expect(ContextKeyValues.join('')).not.toContain('*');
    }
  });
});
