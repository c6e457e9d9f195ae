import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
import { DnsUnreachable } from '../../src/dns/dns-unreachable.ts';
import type { Run } from '../../src/engine/run.ts';
import type { Trouble } from '../../src/errors.ts';
import { newStack, type Stack } from '../support/stack.ts';

const zonesOf = (stack: Stack) => stack.rehearsal.account.data.zones.map(({ id }) => id);
const choice = async (stack: Stack, flags = {}) => {
  const { settled } = await stack.plan({ database: 'none', ...flags });
  return settled.get('hosted-zone');
};

describe('which hosted zone is used', () => {
  test('a new one, when there is none of that name', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('example.org');
    expect(await choice(stack)).toBe('create');
  });

  test('the one that is there', async () => {
    const stack = newStack();
    const { id } = stack.rehearsal.account.addHostedZone('example.com');
    expect(await choice(stack)).toBe(id);
  });

  test('of several the one that the world is sent to', async () => {
    const stack = newStack({ scenario: 'name-servers-not-set' });
    await stack.aws.route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'theirs 1' }));
    const { id } = stack.rehearsal.account.addHostedZone('example.com');
    await stack.aws.route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'theirs 2' }));
    expect(zonesOf(stack)).toHaveLength(3);
    expect(await choice(stack)).toBe(id);
  });

  test('of several that the world is sent to none of, the one that is named', async () => {
    const stack = newStack({ scenario: 'name-servers-not-set' });
    for (const CallerReference of ['theirs 1', 'theirs 2'])
      await stack.aws.route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference }));
    await expect(choice(stack)).rejects.toMatchObject({ kind: 'usage' });
    const [first = ''] = zonesOf(stack);
    expect(await choice(stack, { 'hosted-zone': first })).toBe(first);
    expect(await choice(stack, { 'hosted-zone': 'create' })).toBe('create');
  });

  test('ours stays ours, though another of its name appears later', async () => {
    const stack = newStack();
    const { hostedZoneId } = await stack.up({ database: 'none' });
    await stack.aws.route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'theirs' }));
    const outputs = await stack.up();
    expect(outputs.hostedZoneId).toBe(hostedZoneId);
  });

  test('one of another name is refused before anything is made', async () => {
    const stack = newStack();
    const { id } = stack.rehearsal.account.addHostedZone('example.org');
    await expect(stack.up({ 'hosted-zone': id })).rejects.toMatchObject({ kind: 'usage' });
    expect(stack.calls.filter(({ write }) => write)).toEqual([]);
  });
});

describe('which domain the hosted zone is for', () => {
  const host = 'api.dev.example.com';
  const zoneOf = async (stack: Stack, flags = {}) => {
    const { settled } = await stack.plan({ database: 'none', domain: host, ...flags });
    return [settled.get('zone'), settled.get('hosted-zone')];
  };

  test('the registered one, when nothing is there yet', async () => {
    expect(await zoneOf(newStack())).toEqual(['example.com', 'create']);
    expect(await zoneOf(newStack(), { domain: 'api.dev.example.co.kr' })).toEqual(['example.co.kr', 'create']);
  });

  test('the longest one in the account that the world is sent to', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('example.com');
    const { id } = stack.rehearsal.account.addHostedZone('dev.example.com');
    expect(await zoneOf(stack)).toEqual(['dev.example.com', id]);
    const { id: own } = stack.rehearsal.account.addHostedZone(host);
    expect(await zoneOf(stack)).toEqual([host, own]);
    expect(await zoneOf(stack, { domain: `a.b.${host}` })).toEqual([host, own]);
  });

  test.for(['private', 'not delegated'] as const)('not one that is %s', async (otherwise) => {
    const stack = newStack();
    const { id } = stack.rehearsal.account.addHostedZone('example.com');
    stack.rehearsal.account.addHostedZone('dev.example.com', otherwise);
    expect(await zoneOf(stack)).toEqual(['example.com', id]);
  });

  test('of two with one name, the one that the world is sent to', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('dev.example.com', 'not delegated');
    const { id } = stack.rehearsal.account.addHostedZone('dev.example.com');
    stack.rehearsal.account.addHostedZone('dev.example.com', 'private');
    expect(await zoneOf(stack)).toEqual(['dev.example.com', id]);
  });

  test('stays what it was when a longer zone appears later', async () => {
    const stack = newStack();
    await stack.up({ database: 'none', domain: host });
    stack.rehearsal.account.addHostedZone('dev.example.com', 'not delegated');
    await stack.up();
    expect(stack.handle('zone')).toMatchObject({ zoneName: 'example.com' });
  });

  test('a site under a delegated zone is reached there, with www.', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('example.com');
    const { id } = stack.rehearsal.account.addHostedZone(host);
    await stack.up({ database: 'none', domain: host, www: 'true' });
    expect(await stack.rehearsal.visit(`www.${host}`)).toMatchObject({ is: 'answered' });
    expect(stack.handle('www-alias')).toMatchObject({ zoneId: id });
  });

  const unheard = (run: Run): Run => ({
    ...run,
    dns: { ...run.dns, delegation: () => Promise.reject(new DnsUnreachable(['192.0.2.1:53'], { said: ['SERVFAIL'] })) },
  });

  test('when the DNS does not tell, it is asked for, and none is guessed', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('dev.example.com');
    await expect(stack.plan({ domain: host }, { wrap: unheard })).rejects.toMatchObject({
      kind: 'usage',
      what: { en: expect.stringMatching(/dev\.example\.com.*could not be looked up.*SERVFAIL/) },
      todo: { en: expect.stringMatching(/--zone dev\.example\.com or --zone example\.com/) },
    });
    await stack.plan({ domain: host, zone: 'dev.example.com', 'hosted-zone': 'create' }, { wrap: unheard });
  });

  test('of several zones, that the DNS does not tell is not called "delegated to none"', async () => {
    const stack = newStack();
    for (const state of [undefined, 'not delegated'] as const)
      stack.rehearsal.account.addHostedZone('example.com', state);
    await expect(stack.plan({}, { wrap: unheard })).rejects.toMatchObject({
      kind: 'usage',
      what: { en: expect.stringContaining('could not be looked up') },
    });
  });
});

describe('a name of the site that is cut off from its zone is an obstacle', () => {
  const host = 'api.dev.example.com';
  const troubleOf = async (stack: Stack, flags: Record<string, string>) => {
    const trouble = await stack.up({ database: 'none', ...flags }).then(
      () => expect.unreachable('it should have been stopped'),
      (error: unknown) => error as Trouble,
    );
    expect(stack.calls.filter(({ write }) => write)).toEqual([]);
    expect(trouble.kind).toBe('usage');
    return `${trouble.what.en} ${trouble.todo.en}`;
  };
  const cut = (stack: Stack, name: string) =>
    stack.rehearsal.account.data.zones[0]?.records.push({
      name: `${name}.`,
      type: 'NS',
      ttl: 300,
      values: ['ns1.elsewhere.example.', 'ns2.elsewhere.example.'],
      inSyncAt: 0,
    });

  test('by a zone that the domain is delegated to, although another was asked for', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('example.com');
    stack.rehearsal.account.addHostedZone('dev.example.com');
    expect(await troubleOf(stack, { domain: host, zone: 'example.com' })).toMatch(
      /dev\.example\.com is a zone of its own .*--zone dev\.example\.com, or choose a --domain that is not below/,
    );
  });

  test.for(['dev.example.com', host])('by NS records in the zone at %s', async (name) => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('example.com');
    cut(stack, name);
    expect(await troubleOf(stack, { domain: host })).toContain(
      `${name} is a zone of its own (NS ns1.elsewhere.example`,
    );
  });

  test('at www., which can be left out', async () => {
    const stack = newStack();
    stack.rehearsal.account.addHostedZone('example.com');
    cut(stack, 'www.app.example.com');
    expect(await troubleOf(stack, { www: 'true' })).toMatch(/--no-www/);
    await stack.up({ database: 'none', www: 'false' });
  });

  test('by others, before the domain has a zone here', async () => {
    const stack = newStack();
    const wrap = (run: Run): Run => ({
      ...run,
      dns: { ...run.dns, delegation: async (name) => (name === 'dev.example.com' ? ['ns1.elsewhere.example'] : []) },
    });
    const { preflight } = await stack.plan({ domain: host }, { wrap });
    expect(preflight.rows.find(({ result }) => result === 'obstacle')?.what?.en).toContain('a zone of its own');
  });
});
