import type { Blocker } from '../aws/blocker.ts';
import { isHeld, isNotFound } from '../aws/error-names.ts';
import type { Facts } from '../facts.ts';
import { NotYet } from '../errors.ts';
import { oneLine } from '../plain.ts';
import type { Recorded } from '../state/state.ts';
import { joined, type Words } from '../words.ts';
import { mayBeUnlisted, notYetListed } from './make.ts';
import { contextOf, type Run } from './run.ts';
import { gone, idOf, type AnyStep, type Context, type Duration, type Kept, type Removal } from './step.ts';
import { watch } from './watch.ts';

/** Network interfaces of a load balancer and a certificate's last use have been seen to linger for 20 minutes. */
const usualGoing: Duration = { earliest: 0, usual: 60, every: 2, limit: 30 * 60 };

const stillInUse: Words = { en: 'still in use by resources being deleted', ko: '삭제 중인 다른 자원이 아직 사용 중' };

/** What is ours and being deleted has let go by then, or is known to be ours. In seconds. */
const timeToLetGo = 30;

/** How long to wait for what nobody can name, in seconds: because looking is not permitted, or AWS gives no reason. */
const timeToBeNamed = 10 * 60;

const inTheWay = (blockers: readonly Blocker[]): Words => {
  const list = joined(', ', ...blockers.map(({ name }) => name));
  return {
    en: `AWS does not delete it because of ${list.en}. Remove that, then run the same command again`,
    ko: `다음이 있어 AWS가 삭제를 거부합니다: ${list.ko}. 삭제한 뒤 같은 명령을 다시 실행하세요`,
  };
};

const inWordsOfAws = (error: unknown): Words => {
  const said = error instanceof Error ? `${error.name}: ${oneLine(error.message).slice(0, 300)}` : '';
  return {
    en: `AWS still refuses to delete it: "${said}". Remove what it names, then run the same command again`,
    ko: `AWS가 삭제를 계속 거부합니다("${said}"). 원인을 없앤 뒤 같은 명령을 다시 실행하세요`,
  };
};

/** Why to wait no longer; what is ours lets go in time. */
function whyKept(error: unknown, waited: number, blockers: readonly Blocker[]): Words | undefined {
  const theirs = blockers.filter(({ isOurs }) => !isOurs);
  if (theirs.length > 0) return inTheWay(theirs);
  return waited >= (blockers.length > 0 ? usualGoing.limit : timeToBeNamed) ? inWordsOfAws(error) : undefined;
}

/**
 * Sends the delete until AWS accepts it: what still uses the resource may take minutes to let go, and a resource created
 * a moment ago may not be visible everywhere in AWS, which does not mean that it is gone. What others use is kept, and
 * so is what AWS goes on refusing to delete.
 */
export function askToGo(
  run: Run,
  step: AnyStep,
  known: Recorded,
  handle: Facts,
  context: Context & Removal,
): Promise<readonly Kept[]> {
  const duration = { ...usualGoing, every: step.going?.takes?.every ?? usualGoing.every };
  const began = run.clock.now();
  const isFresh = () => mayBeUnlisted(known, run.clock.now());
  let note = stillInUse;
  /** A look that fails, perhaps because it is not permitted, tells nothing. */
  const look = async () => (await step.going?.blockers?.(context, handle).catch(() => [])) ?? [];
  // It ends below: what does not go is kept, and is no failure.
  const watching = { duration, note: () => note, giveUp: () => undefined };
  return watch<readonly Kept[]>(run, step, watching, async () => {
    try {
      return (await step.delete?.(context, handle)) ?? [];
    } catch (error) {
      if (error instanceof NotYet) {
        note = error.note;
        const isLate = run.clock.now() - began > usualGoing.limit * 1000;
        return isLate ? [{ id: idOf(handle), why: error.note }] : undefined;
      }
      const isMissing = isNotFound(error);
      if (isMissing && !isFresh()) return [];
      if (!isMissing && !isHeld(error)) throw error;
      note = isMissing ? notYetListed : stillInUse;
      const waited = (run.clock.now() - began) / 1000;
      if (isMissing || waited < timeToLetGo) return undefined;
      const why = whyKept(error, waited, await look());
      return why && [{ id: idOf(handle), why }];
    }
  });
}

/** Waits until AWS, asked by its id, no longer has it; returns what is in its place, if anything. */
export async function untilGone(run: Run, step: AnyStep, handle: Facts): Promise<Words | undefined> {
  const context = contextOf(run, step);
  let last: Words = { en: 'AWS still lists it', ko: 'AWS 목록에 아직 남아 있음' };
  const end = await watch(
    run,
    step,
    { duration: step.going?.takes ?? usualGoing, isGoing: true, note: () => last },
    async () => {
      const seen = (await step.check?.(context, handle)) ?? gone;
      if (seen.is === 'pending') last = seen.note;
      return seen.is === 'gone' ? seen : undefined;
    },
  );
  return end.note;
}
