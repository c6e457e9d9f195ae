import { isBusy } from '../aws/error-names.ts';
import type { Facts } from '../facts.ts';
import type { Words } from '../words.ts';
import { reasonToAskAgain } from './make.ts';
import type { Run } from './run.ts';
import type { AnyStep, Context, Duration } from './step.ts';
import { watch } from './watch.ts';

/** A server takes a minute to stop, a database many to finish an earlier change. */
const usualChange: Duration = { earliest: 0, usual: 60, every: 3, limit: 30 * 60 };

const stillBusy: Words = { en: 'busy with another operation', ko: '다른 작업이 아직 진행 중' };

/**
 * Applies what is given now to an existing resource, and retries while it is busy, or while AWS has not heard of what it
 * depends on. Returns its new handle.
 */
export function change(run: Run, step: AnyStep, given: Context, handle: Facts): Promise<Facts> {
  const { clock } = run;
  const since = clock.now();
  let note = stillBusy;
  return watch(run, step, { duration: usualChange, note: () => note }, async () => {
    try {
      return (await step.change?.(given, handle)) ?? handle;
    } catch (error) {
      note = isBusy(error) ? stillBusy : reasonToAskAgain(step, error, (clock.now() - since) / 1000);
      return undefined;
    }
  });
}
