import { deployments } from './deployments.ts';
import { groups } from './groups.ts';

/** How an app gets onto the server. */
export const codedeploy = { ...groups, ...deployments };
