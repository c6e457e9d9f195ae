import { join } from 'node:path';
import { packedFor } from '../../build/packed.ts';
import { recipeOf } from '../../build/recipe.ts';
import type { Architecture } from '../../build/server.ts';
import { detect } from '../../init/detect.ts';
import { readProject } from '../../init/project.ts';
import type { KindName } from '../../init/traits.ts';
import { contentOf } from '../../state/disk.ts';
import type { ToBuild } from './building.ts';

/** What the scripts of each kind of project name: those in the folder may be of another one, or the user's own. */
const signs: { readonly [K in KindName]: readonly [file: string, text: RegExp] | undefined } = {
  node: ['deploy/prepare.sh', /\bnodejs\d+/],
  spring: ['deploy/prepare.sh', /\bcorretto\b/],
  python: ['deploy/prepare.sh', /\bpython3\.\d+/],
  go: ['deploy/install.sh', /\bbin\/app\b/],
  static: ['deploy/run.sh', /\bnginx\b/],
  other: undefined,
  docker: undefined,
};

/**
 * How the project in a folder is built before it is sent; undefined where it goes as it stands. An install.sh of an
 * earlier `init` installs everything itself, so nothing is packed for it.
 *
 * @param where elsewhere all that is left in the folder is deployed, so what the server does not need goes.
 */
export function toBuild(
  folder: string,
  architecture: Architecture,
  where: 'here' | 'elsewhere' = 'here',
): ToBuild | undefined {
  const found = detect(readProject(folder));
  if ('what' in found) return undefined;
  const { traits } = found;
  const textOf = (file: string) => contentOf(join(folder, file))?.toString('utf8') ?? '';
  const recipe = recipeOf(traits, architecture);
  const [file, sign] = signs[traits.kind] ?? [];
  if (!recipe || file === undefined || !sign?.test(textOf(file))) return undefined;
  const takesPacked = textOf('deploy/install.sh').includes(packedFor);
  const does = recipe.phases.filter(
    ({ id }) => (id !== 'clean' || where === 'elsewhere') && (id !== 'pack' || takesPacked),
  );
  if (does.every(({ id }) => id === 'install' || id === 'clean')) return undefined;
  return { folder, architecture, runtime: recipe.runtime, phases: does };
}
