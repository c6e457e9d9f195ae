import { docker } from './kinds/docker.ts';
import { go } from './kinds/go.ts';
import { node } from './kinds/node.ts';
import { other } from './kinds/other.ts';
import { pages } from './kinds/pages.ts';
import { python } from './kinds/python.ts';
import { spring } from './kinds/spring.ts';
import { inOtherLanguage, nothingIn, ofOtherTool } from './kinds/unsupported.ts';
import { isPlain } from './node/start.ts';
import type { Project } from './project.ts';
import type { Detect, Detected, KindName, Refused } from './traits.ts';

/** Only what is of a kind: a package.json can be for a server or for pages. */
const only =
  (kind: KindName, detect: Detect): Detect =>
  (project, isSaid) => {
    const found = detect(project, isSaid);
    return found && 'traits' in found && found.traits.kind === kind ? found : undefined;
  };

/** In the order in which they are tried: what is certain before what is likely. */
const detectors: readonly Detect[] = [
  spring,
  (project, isSaid) => (project.has('manage.py') ? python(project, isSaid) : undefined),
  go,
  (project, isSaid) => {
    const refused = inOtherLanguage(project);
    return refused && (other(project, isSaid) ?? docker(project, isSaid) ?? refused);
  },
  only('node', node),
  only('python', python),
  node,
  pages,
  other,
  python,
  docker,
  ofOtherTool,
];

const first = (project: Project): Detected | Refused | undefined => {
  for (const look of detectors) {
    const found = look(project, false);
    if (found) return found;
  }
  return undefined;
};

/** What kind of project it is, by its files alone, or why nothing can be written for it, with the way out. */
export function detect(project: Project): Detected | Refused {
  const isRun = (folder: string) => {
    const found = first(project.below(folder));
    return found !== undefined && 'traits' in found;
  };
  return first(project) ?? nothingIn(project.folders('*').filter((folder) => isPlain(folder) && isRun(folder)));
}

const kinds: { readonly [K in KindName]: Detect } = {
  node,
  spring,
  python,
  go,
  static: (project, isSaid) => only('static', node)(project, isSaid) ?? pages(project, isSaid),
  docker,
  other,
};

/** A project of the kind that the user says it is. */
export function as(name: KindName, project: Project): Detected | Refused {
  const found = kinds[name](project, true);
  if (!found || ('traits' in found && found.traits.kind !== name)) return notOne(name);
  return found;
}

const notOne = (name: KindName): Refused => ({
  what: {
    en: `Nothing in this folder can be started as a project of the kind ${name}.`,
    ko: `이 폴더에서 --kind ${name} 종류로 시작할 것을 찾지 못했습니다.`,
  },
  instead: {
    en: 'Leave --kind out to see what is recognized, or choose another kind.',
    ko: '--kind 없이 실행해 무엇으로 판단하는지 보거나, 다른 종류를 지정하세요.',
  },
});
