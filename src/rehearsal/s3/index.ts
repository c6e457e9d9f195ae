import type { Service } from '../service.ts';
import { buckets } from './buckets.ts';
import { objects } from './objects.ts';

export const s3 = {
  operations: { ...buckets, ...objects },
  global: {
    atFirst: () => ({ buckets: [] }),
    inventory: (account) =>
      account.buckets
        .filter(({ foreign, goneAt }) => !foreign && !goneAt)
        .map(({ name, tags }) => ({ kind: 'bucket', id: name, tags })),
  },
} satisfies Service;
