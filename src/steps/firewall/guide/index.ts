import type { Pages } from '../../../guide/topic.ts';
import { entry } from './entry.ts';
import { networkAcl } from './network-acl.ts';
import { securityGroups } from './security-groups.ts';

export const pages: Pages = { network: [securityGroups, networkAcl], entry: [entry] };
