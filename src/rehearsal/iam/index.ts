import { policies } from './policies.ts';
import { profiles } from './profiles.ts';
import { providers } from './providers.ts';
import { roles } from './roles.ts';
import { simulator } from './simulator.ts';

export const iam = { ...roles, ...policies, ...profiles, ...providers, ...simulator };
