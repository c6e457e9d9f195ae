import { imagePhases } from '../build/image.ts';
import { isImage } from '../deploy/bundle.ts';
import type { ToBuildThere } from '../deploy/codebuild/buildspec.ts';
import type { ToBuild } from '../deploy/here/building.ts';
import { toBuild } from '../deploy/here/project.ts';
import type { State } from '../state/state.ts';
import { architectureIn, buildProjectIn, imagesIn } from './conditions.ts';

/** How a project becomes what is deployed: built on AWS by a project of CodeBuild, built here, or as it stands. */
export type Way =
  | { readonly is: 'there'; readonly project: string; readonly recipe: ToBuildThere }
  | { readonly is: 'here'; readonly recipe: ToBuild }
  | typeof asItStands;

export const asItStands = { is: 'as it stands' } as const;

/** How the project in a folder is built for a stack; without one, as for the usual server. */
export function wayOf(folder: string, state: State | undefined): Way {
  const architecture = state ? architectureIn(state) : 'amd64';
  const [project, repository] = state ? [buildProjectIn(state), imagesIn(state)] : [];
  if (isImage(folder))
    return project === undefined || repository === undefined
      ? asItStands
      : { is: 'there', project, recipe: { phases: imagePhases(repository, architecture) } };
  const recipe = toBuild(folder, architecture, project === undefined ? 'here' : 'elsewhere');
  if (!recipe) return asItStands;
  return project === undefined ? { is: 'here', recipe } : { is: 'there', project, recipe };
}
