import { describe, expect, test } from 'vitest';
import { allActions } from '../../src/permissions/actions.ts';
import implied from '../../src/permissions/implied.json' with { type: 'json' };
import { actionsIn, deliveryPolicy, policy as base } from '../../src/permissions/policy.ts';
import deliveryScopes from '../../src/permissions/scopes-delivery.json' with { type: 'json' };
import baseScopes from '../../src/permissions/scopes.json' with { type: 'json' };
import { simulations } from '../../src/permissions/simulations.ts';
import { script } from './script.ts';

const { actionsOf, byPrefix, generate, isCurrent, isRead, neededActions, policyOf, sources } = script;

const policies = [base, deliveryPolicy];
const policy = { Statement: policies.flatMap(({ Statement }) => Statement) };
const scopes = [...baseScopes, ...deliveryScopes];
const called = new Set(sources().flatMap(actionsOf));
const statementsWith = (action: string) =>
  policy.Statement.filter((statement) => actionsIn(statement).includes(action));
const importing = (names: string, client: string) =>
  actionsOf({ path: 'step.ts', text: `import {${names}} from '@aws-sdk/client-${client}';` });

describe('the committed files', () => {
  test('are what `node scripts/permissions.mjs` writes', async () => {
    const stale = (await generate()).filter((file) => !isCurrent(file)).map(({ path }) => path);
    expect(stale).toEqual([]);
  });

  test('cover every command that the sources construct', () => {
    const constructed = sources().flatMap(({ text }) =>
      [...text.matchAll(/\bnew (\w+)Command\(/g)].map(([, name]) => name),
    );
    const named = new Set(
      sources().flatMap(({ text }) => [...text.matchAll(/\b(\w+)Command\b/g)].map(([, name]) => name)),
    );
    expect(constructed.length).toBeGreaterThan(50);
    expect(constructed.filter((name) => !named.has(name))).toEqual([]);
    expect([...called].filter((action) => !allActions.includes(action))).toEqual([]);
  });
});

describe('the actions', () => {
  test('are well-formed, sorted, and without wildcards', () => {
    for (const action of allActions) expect(action).toMatch(/^[a-z][a-z0-9-]+:[A-Z][A-Za-z0-9]+$/);
    expect(allActions).toEqual([...new Set(allActions)].toSorted());
  });

  test('are found in commands and paginators, not in types and clients', () => {
    expect(importing('DeleteLoadBalancerCommand', 'elastic-load-balancing-v2')).toEqual([
      'elasticloadbalancing:DeleteLoadBalancer',
    ]);
    expect(importing('ACMClient, paginateListCertificates, type CertificateDetail', 'acm')).toEqual([
      'acm:ListCertificates',
    ]);
  });

  test('of a service that the script does not know are an error', () => {
    expect(() => importing('ListQueuesCommand', 'sqs')).toThrow('does not know @aws-sdk/client-sqs');
  });

  test('of S3 have the names that IAM has for them', () => {
    expect(importing('DeleteObjectsCommand, HeadObjectCommand, PutObjectCommand', 's3')).toEqual([
      's3:DeleteObject',
      's3:GetObject',
      's3:PutObject',
    ]);
  });

  test('that other calls need come with them, and only with them', () => {
    expect(neededActions(['iam:CreateRole'])).toEqual(['iam:CreateRole', 'iam:TagRole']);
    expect(neededActions(['iam:DeleteRole'])).toEqual(['iam:DeleteRole']);
    expect(implied.flatMap(({ of }) => of).filter((action) => !called.has(action))).toEqual([]);
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
    expect(patterns).not.toContain('ec2:Describe*');
    expect(byPrefix(['ec2:DescribeAddresses', 'rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'])).toEqual([
      'ec2:DescribeAddresses',
      'rds:Describe*',
    ]);
  });

  test.each(policies)('has a name of its own for each statement', ({ Statement }) => {
    const names = Statement.map(({ Sid }) => Sid);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9]+$/);
  });

  test('has no write action whose scope nobody has decided: say it in src/permissions/scopes.json', () => {
    const decided = new Set(scopes.flatMap(({ Action }) => Action));
    expect(allActions.filter((action) => !isRead(action) && !decided.has(action))).toEqual([]);
  });

  test('has no scope for what is not needed any more', () => {
    expect(scopes.flatMap(({ Action }) => Action).filter((action) => !allActions.includes(action))).toEqual([]);
  });

  test('allows a new call at once, where it can be seen', () => {
    const { Statement } = policyOf(['sqs:CreateQueue', 'sqs:ListQueues']);
    expect(Statement.map(({ Sid, Action }) => ({ Sid, Action }))).toEqual([
      { Sid: 'Look', Action: ['sqs:ListQueues'] },
      { Sid: 'Undecided', Action: ['sqs:CreateQueue'] },
    ]);
  });

  test('lets only EC2 have the role of a server, and only CodeDeploy the role that is made for it', () => {
    expect(statementsWith('iam:PassRole')).toEqual([
      expect.objectContaining({
        Resource: 'arn:*:iam::*:role/*-server-role',
        Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      }),
      expect.objectContaining({
        Resource: 'arn:*:iam::*:role/*-deploy-role',
        Condition: { StringEquals: { 'iam:PassedToService': 'codedeploy.amazonaws.com' } },
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

  test('allows writes everywhere only with a condition, but for a zone, which has neither tags nor a name', () => {
    const open = policy.Statement.filter(({ Resource, Condition }) => Resource === '*' && !Condition);
    const writes = open.flatMap(actionsIn).filter((action) => !isRead(action));
    expect(writes).toEqual(['route53:CreateHostedZone']);
  });

  test('keeps away from the records that say who answers for a domain, and allows those that the steps make', () => {
    const made = sources()
      .filter(({ text }) => text.includes('@aws-sdk/client-route-53'))
      .flatMap(({ text }) => [...text.matchAll(/\bType: '([A-Z]+)'/g)].map(([, type]) => type));
    const spared = statementsWith('route53:ChangeResourceRecordSets')[0]?.Condition?.['ForAllValues:StringNotEquals'];
    const types = spared?.['route53:ChangeResourceRecordSetsRecordTypes'];
    expect(types).toEqual(['NS', 'SOA']);
    expect(made.length).toBeGreaterThan(2);
    expect(made.filter((type = '') => types?.includes(type))).toEqual([]);
  });

  test.each(policies)('fits into a managed policy, where IAM takes 6,144 characters without white space', (one) => {
    expect(JSON.stringify(one).replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
  });

  test('lets a load balancer with security groups be made, for which ELB asks EC2 with the rights of the user', () => {
    expect(neededActions(['elasticloadbalancing:CreateLoadBalancer'])).toContain('ec2:GetSecurityGroupsForVpc');
    expect(base.Statement.find(({ Sid }) => Sid === 'Look')?.Action).toContain('ec2:GetSecurityGroupsForVpc');
  });
});

describe('the simulations', () => {
  const shop = { stack: 'shop', partition: 'aws-cn', region: 'cn-north-1', account: '123456789012' };
  const asked = policies.flatMap((one) => simulations(one, shop));

  test('ask about every action of a policy once', () => {
    const names = asked.flatMap(({ ActionNames }) => ActionNames);
    expect([...new Set(names)].toSorted()).toEqual(allActions);
    for (const one of policies) {
      const once = simulations(one, shop).flatMap(({ ActionNames }) => ActionNames);
      expect(new Set(once).size).toBe(once.length);
    }
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
