import type { Service } from '../service.ts';
import { policies } from './policies.ts';
import { profiles } from './profiles.ts';
import { providers } from './providers.ts';
import { roles } from './roles.ts';
import { simulator } from './simulator.ts';

export const iam = {
  operations: { ...roles, ...policies, ...profiles, ...providers, ...simulator },
  global: {
    atFirst: () => ({ roles: [], profiles: [], providers: [] }),
    inventory: (account) => [
      ...account.roles.map(({ name, tags }) => ({ kind: 'role', id: name, tags })),
      ...account.profiles.map(({ name, tags }) => ({ kind: 'instance-profile', id: name, tags })),
      ...account.providers.map(({ url, tags }) => ({ kind: 'oidc-provider', id: url, tags })),
    ],
  },
} satisfies Service;
