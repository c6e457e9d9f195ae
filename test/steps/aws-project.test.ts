import { expect, test } from 'vitest';
import { newStack } from '../support/stack.ts';
import { troubleOf } from '../support/trouble.ts';

test('in an AWS project, delivery from GitHub is refused before anything is made, with the way out', async () => {
  const stack = newStack({ scenario: 'aws-project' });
  const flags = { region: 'us-east-2', delivery: 'github', repository: 'octocat/shop', database: 'none' };
  const trouble = await troubleOf(stack.up(flags));
  expect(trouble.kind).toBe('usage');
  expect(trouble.what.en).toContain('forbids identity providers');
  expect(trouble.todo.en).toContain('--delivery local');
  expect(trouble.todo.ko).toContain('--delivery local');
  expect(stack.calls.filter(({ operation }) => /^(Create|Run|Put|Allocate|Request)/.test(operation))).toEqual([]);

  await stack.up({ ...flags, delivery: 'local' });
  expect(stack.state.steps.has('server')).toBe(true);
});
