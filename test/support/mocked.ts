import { mockClient } from 'aws-sdk-client-mock';
import { onTestFinished } from 'vitest';

/** Mocks every client of a class until the test ends: other files run in the same process. */
export const mocked: typeof mockClient = (client) => {
  const mock = mockClient(client);
  onTestFinished(() => mock.restore());
  return mock;
};
