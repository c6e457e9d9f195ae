import { parse } from 'yaml';
import { textIn, type Project } from '../project.ts';
import { manifestOf, scriptOf, shippedWith } from './manifest.ts';
import { lockFiles } from './packages.ts';

/** A package of a workspace. */
export interface Member {
  /** From the top of the workspace. */
  readonly path: string;
  readonly name: string;
  readonly project: Project;
}

function patternsOf(project: Project): readonly string[] {
  const { workspaces } = manifestOf(project);
  const listed = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: unknown } | undefined)?.packages;
  const all = [listed, packagesIn(project.text('pnpm-workspace.yaml'))].flat();
  return all.filter((pattern): pattern is string => typeof pattern === 'string' && !pattern.startsWith('!'));
}

function packagesIn(text: string): unknown {
  try {
    return (parse(text) as { packages?: unknown } | null)?.packages;
  } catch {
    return undefined;
  }
}

/** The packages of the workspace whose top a project is; none for any other project. */
export const membersOf = (project: Project): readonly Member[] =>
  patternsOf(project)
    .flatMap((pattern) => project.folders(pattern))
    .map((path) => ({ path, project: project.below(path) }))
    .filter((member) => member.project.has('package.json'))
    .map((member) => ({ ...member, name: textIn(manifestOf(member.project).name) }));

/** The packages that a script of the top names, as in `pnpm --filter api start`. */
export function namedBy(project: Project, script: string, members: readonly Member[]): readonly Member[] {
  const words = scriptOf(project, script).split(/[\s=]+/);
  return members.filter(({ path, name }) => words.some((word) => word === name || word.replace(/^\.\//, '') === path));
}

/** The nearest folder above which has the lock file of a project, or the workspace that it is in. */
export function topOf(project: Project): Project | undefined {
  for (let above = project.above(); above; above = above.above())
    if (lockFiles.some((file) => above?.has(file)) || patternsOf(above).length > 0) return above;
  return undefined;
}

/** What a package needs of the workspace around it. */
export function neededOf(project: Project, top: Project): readonly string[] {
  const members = new Set(membersOf(top).map(({ name }) => name));
  return [...shippedWith(project)]
    .filter(([name, of]) => members.has(name) || /^(workspace|link|portal|catalog):|^file:\.\./.test(of))
    .map(([name]) => name);
}
