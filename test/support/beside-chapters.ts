import { existsSync } from 'node:fs';
import { chapters } from '../../src/steps/index.ts';

/** What each chapter that has a file of this name beside its tests says there. */
export const besideChapters = <Said>(name: string): Promise<Said[]> =>
  Promise.all(
    chapters
      .filter(({ id }) => existsSync(`test/steps/${id}/${name}.ts`))
      .map(({ id }) => import(`../steps/${id}/${name}.ts`) as Promise<Said>),
  );
