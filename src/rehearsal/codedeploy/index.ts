import type { Service } from '../service.ts';
import { deployments } from './deployments.ts';
import { groups } from './groups.ts';
import { moveTraffic } from './shared.ts';

/** How an app gets onto the server. */
export const codedeploy = {
  operations: { ...groups, ...deployments },
  regional: {
    atFirst: () => ({ applications: [], deploymentGroups: [], deployments: [] }),
    inventory: ({ applications, deploymentGroups }) => [
      ...applications.map(({ name, tags }) => ({ kind: 'application', id: name, tags })),
      ...deploymentGroups.map(({ application, name, tags }) => ({
        kind: 'deploymentgroup',
        id: `${application}/${name}`,
        tags,
      })),
    ],
  },
  settle: moveTraffic,
} satisfies Service;
