import type { Clock } from '../clock.ts';
import type { Outputs } from '../engine/outputs.ts';
import { mayPass } from '../visit/meaning.ts';
import type { Visit, Visited } from '../visit/visit.ts';
import { lookUntil } from './look-until.ts';

type Visitor = (host: string) => Promise<Visit>;

/** The names that visitors type, as far as they point somewhere, the site's own first. */
type Names = Pick<Outputs, 'url' | 'www'>;

export const visitSite = (visit: Visitor, { url, www }: Names): Promise<readonly Visited[]> =>
  Promise.all(
    [url, www]
      .flatMap((one) => one ?? [])
      .map(async (one) => ({ url: one, visit: await visit(new URL(one).hostname) })),
  );

/** The same of a site that was just built or changed: as long as waiting may help, and patience lasts. */
export const visitUntilWell = (
  from: { readonly clock: Clock; readonly signal: AbortSignal; readonly visit: Visitor },
  names: Names,
  patience: number,
): Promise<readonly Visited[]> =>
  lookUntil(
    from,
    patience,
    () => visitSite((host) => from.visit(host), names),
    (seen) => !seen.some(({ visit }) => mayPass(visit)),
  );
