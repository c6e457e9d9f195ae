import { isBusy, isDenied } from '../aws/error-names.ts';
import type { Tagged } from '../aws/tags.ts';
import { NotYet, Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import type { Words } from '../words.ts';
import type { Wanting } from './given.ts';
import { reasonToAskAgain } from './make.ts';
import type { Run } from './run.ts';
import { idOf, type AnyStep, type Context, type Drift, type Duration } from './step.ts';
import { watch } from './watch.ts';

/** A server takes a minute to stop, a database many to finish an earlier change. */
const usualChange: Duration = { earliest: 0, usual: 60, every: 3, limit: 30 * 60 };

const stillBusy: Words = { en: 'busy with another operation', ko: '다른 작업이 아직 진행 중' };

/** A policy of least privilege lets nobody label what has no label of ours: it would make it ours. */
async function restore(tags: Tagged, context: Context, handle: Facts): Promise<void> {
  try {
    await tags.restore();
  } catch (error) {
    if (!isDenied(error)) throw error;
    const id = idOf(handle);
    const tags = Object.entries(context.tags).map(([key, value]) => `${key}=${value}`);
    throw new Trouble(
      'aws',
      {
        en: `The tags of ${id} are missing, and you are not allowed to put them back.`,
        ko: `${id}의 태그가 없어졌는데, 태그를 다시 붙일 권한이 없습니다.`,
      },
      {
        en: `Ask an administrator of the account to add these tags to it, then run the same command again: ${tags.join(', ')}`,
        ko: `계정 관리자에게 다음 태그를 붙여 달라고 한 뒤 같은 명령을 다시 실행하세요: ${tags.join(', ')}`,
      },
      { cause: error },
    );
  }
}

/**
 * Applies what is given now to an existing resource, and retries while that is under way, while the resource is busy, or
 * while AWS has not heard of what it depends on. Returns its new handle.
 *
 * @param drift what alone has to be put right; all of it, when absent.
 */
export function change(run: Run, step: AnyStep, given: Wanting, handle: Facts, drift?: Drift): Promise<Facts> {
  const { clock } = run;
  const since = clock.now();
  let note = stillBusy;
  return watch(run, step, { duration: usualChange, note: () => note }, async () => {
    try {
      if (drift?.tags) await restore(drift.tags, given, handle);
      if (drift && !drift.settings) return handle;
      return (await step.change?.(given, handle)) ?? handle;
    } catch (error) {
      if (error instanceof NotYet) note = error.note;
      else note = isBusy(error) ? stillBusy : reasonToAskAgain(step, error, (clock.now() - since) / 1000);
      return undefined;
    }
  });
}
