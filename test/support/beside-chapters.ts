import { existsSync } from 'node:fs';
import { chapters } from '../../src/steps/index.ts';
import type { Authorizations } from './authorizing.ts';
import type { Spoilers } from './spoiling.ts';

/** What the tests of all steps have to know of a chapter's. */
interface Support {
  readonly authorizations?: Authorizations;
  readonly spoilers?: Spoilers;
}

/** What `support.ts` beside the tests of each chapter says, if there is one. */
export const besideChapters: readonly Support[] = await Promise.all(
  chapters
    .filter(({ id }) => existsSync(`test/steps/${id}/support.ts`))
    .map(({ id }) => import(`../steps/${id}/support.ts`) as Promise<Support>),
);
