import type { Service } from '../service.ts';
import { builds } from './builds.ts';
import { sendArtifacts } from './course.ts';
import { projects } from './projects.ts';

/** How an app is built. */
export const codebuild = {
  operations: { ...projects, ...builds },
  regional: {
    atFirst: () => ({ buildProjects: [], builds: [] }),
    inventory: ({ buildProjects }) => buildProjects.map(({ name, tags }) => ({ kind: 'project', id: name, tags })),
  },
  settle: sendArtifacts,
} satisfies Service;
