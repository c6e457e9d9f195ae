import { expect, test } from 'vitest';
import { newStack } from '../support/stack.ts';

test('a stack gets all that its app is delivered with, and loses all of it again', async () => {
  const stack = newStack();
  const { delivery } = await stack.up({ delivery: 'local' });
  expect(delivery).toEqual({
    bucket: 'demo-delivery-123456789012-us-east-1',
    application: 'demo-application',
    deploymentGroup: 'demo-deployment-group',
  });
  await stack.teardown('delete');
  expect(stack.rehearsal.account.inventory()).toEqual([]);
});
