import type { Words } from '../words.ts';
import { node } from './kinds/node.ts';
import { other } from './kinds/other.ts';
import { isStarted, packageOf } from './kinds/package.ts';
import { pages } from './kinds/pages.ts';
import { python } from './kinds/python.ts';
import { spring } from './kinds/spring.ts';
import type { Project } from './project.ts';
import type { Detected, Kind, KindName } from './traits.ts';

/** In the order in which they are tried: a Spring Boot or Django project often has a package.json for its frontend. */
const detectors: readonly ((project: Project) => Detected | undefined)[] = [
  spring.detect,
  (project) => (project.has('manage.py') ? python.detect(project) : undefined),
  (project) => (isStarted(packageOf(project)) ? node.detect(project) : undefined),
  python.detect,
  pages.detect,
  node.detect,
];

/** What kind of project it is, by its files alone. */
export function detect(project: Project): Detected {
  for (const look of detectors) {
    const found = look(project);
    if (found) return found;
  }
  return other.detect(project);
}

const asked: Words = { en: 'Project type set by --kind', ko: '--kind로 지정함' };

const kinds: { readonly [K in KindName]: Kind<K> } = { node, spring, python, static: pages, other };

/** A project of the kind that the user says it is; what is not to be seen in it is what such projects usually have. */
export function as(name: KindName, project: Project): Detected {
  const kind = kinds[name];
  return kind.detect(project) ?? { traits: kind.usual(project), because: asked };
}
