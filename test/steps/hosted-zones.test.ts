import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import { describe, expect, test } from 'vitest';
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
