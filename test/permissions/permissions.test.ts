import { describe, expect, test } from 'vitest';
import { allActions } from '../../src/permissions/actions.ts';
import implied from '../../src/permissions/implied.json' with { type: 'json' };
import { policy } from '../../src/permissions/policy.ts';
import scopes from '../../src/permissions/scopes.json' with { type: 'json' };
import { simulations } from '../../src/permissions/simulations.ts';
import { script } from './script.ts';

const { actionsOf, generate, isCurrent, isRead, neededActions, policyOf, sources } = script;

const called = new Set(sources().flatMap(actionsOf));
const statementsWith = (action: string) => policy.Statement.filter(({ Action }) => Action.includes(action));
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
    const known = new Set(allActions.map((action) => action.split(':')[1]));
    expect(constructed.length).toBeGreaterThan(50);
    expect(constructed.filter((name) => !known.has(name))).toEqual([]);
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
    expect(() => importing('ListBucketsCommand', 's3')).toThrow('does not know @aws-sdk/client-s3');
  });

  test('that other calls need come with them, and only with them', () => {
    expect(neededActions(['iam:CreateRole'])).toEqual(['iam:CreateRole', 'iam:TagRole']);
    expect(neededActions(['iam:DeleteRole'])).toEqual(['iam:DeleteRole']);
    expect(implied.flatMap(({ of }) => of).filter((action) => !called.has(action))).toEqual([]);
  });
});

describe('the policy', () => {
  test('allows every action, and nothing else', () => {
    const allowed = new Set(policy.Statement.flatMap(({ Action }) => Action));
    expect([...allowed].toSorted()).toEqual(allActions);
    expect(policy.Statement.filter(({ Effect }) => Effect !== 'Allow')).toEqual([]);
  });

  test('has no wildcard in an action, and a name of its own for each statement', () => {
    expect(policy.Statement.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
    const names = policy.Statement.map(({ Sid }) => Sid);
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

  test('lets only EC2 have a role, and only the role of a server', () => {
    expect(statementsWith('iam:PassRole')).toEqual([
      expect.objectContaining({
        Resource: 'arn:*:iam::*:role/*-server-role',
        Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      }),
    ]);
  });

  test('changes IAM by name only', () => {
    const changes = allActions.filter((action) => action.startsWith('iam:') && !isRead(action));
    const resources = changes.flatMap(statementsWith).flatMap(({ Resource }) => Resource);
    expect(changes.length).toBeGreaterThan(10);
    for (const resource of resources) expect(resource).toMatch(/^arn:\*:iam::\*:(role|instance-profile)\/[\w*/-]{5,}$/);
  });

  test('allows writes everywhere only with a condition, but for a zone, which has neither tags nor a name', () => {
    const open = policy.Statement.filter(({ Resource, Condition }) => Resource === '*' && !Condition);
    const writes = open.flatMap(({ Action }) => Action).filter((action) => !isRead(action));
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

  test('fits into a managed policy, where IAM takes 6,144 characters and does not count white space', () => {
    expect(JSON.stringify(policy).replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6144);
  });
});

describe('the simulations', () => {
  const asked = simulations({ stack: 'shop', partition: 'aws-cn', region: 'cn-north-1', account: '123456789012' });

  test('ask about every action once', () => {
    expect(asked.flatMap(({ ActionNames }) => ActionNames).toSorted()).toEqual(allActions);
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
