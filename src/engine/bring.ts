import { Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import type { GivenFacts } from '../state/events.ts';
import { retiredId, retiredIn } from '../state/state.ts';
import { asStrictAs } from '../state/strict.ts';
import { change } from './change.ts';
import { look } from './drift.ts';
import { givenTo } from './given.ts';
import { findEarlier, make } from './make.ts';
import { changesOf, followable, immovable, replacing } from './differences.ts';
import { predecessor } from './plan.ts';
import { cannotFollow } from './what-changes.ts';
import { record, tell, type Run } from './run.ts';
import { settle, type Patience } from './settle.ts';
import type { AnyStep, Seen } from './step.ts';
import { teardown } from './teardown.ts';

interface Circumstances {
  /** The steps whose resources it is created from. */
  readonly needs: readonly string[];
  /** What AWS said about it before this run. */
  readonly seen: Seen<object> | undefined;
  /** Whether something it depends on was created or changed in this run. */
  readonly rests: boolean;
  /** Not to be waited for. */
  readonly skip: boolean;
  readonly patience: Patience;
}

/**
 * Brings one step's resource to what is given now: creates, changes, or keeps it, and waits until it is ready.
 *
 * @returns what other steps may read, and whether it was created or changed just now.
 */
export async function bring(
  run: Run,
  step: AnyStep,
  given: GivenFacts,
  circumstances: Circumstances,
): Promise<{ output: Facts; fresh: boolean }> {
  const { needs, rests, skip, patience } = circumstances;
  if (circumstances.seen?.is === 'gone') await record(run, { is: 'removed', step: step.id });
  await takeOver(run, step, { needs, given });
  // What was seen is of the one that made way.
  const seen = (await makeWay(run, step, given)) ? undefined : circumstances.seen;
  const known = run.journal.state.steps.get(step.id);
  const settled = async (handle: Facts, since: number): Promise<Facts> => {
    if (skip) return handle;
    const output = await settle(run, step, handle, since, patience);
    if (output) return output;
    tell(run, { is: 'changing', step: step.id, note: step.title });
    const changed = await change(run, step, givenTo(run, step, given), handle);
    await record(run, { is: 'changed', step: step.id, given, handle: changed });
    return settled(changed, run.clock.now());
  };

  // Lookups and gates are not changed, but looked at again.
  const anew = !known?.handle || (!step.create && changesOf(step, known.given, given).length > 0);
  const { handle, found } = anew ? await make(run, step, { needs, given }) : { handle: known.handle, found: false };
  const recorded = run.journal.state.steps.get(step.id);
  if (!recorded) throw new Error(`${step.id} was made and is not written down`);

  // An interrupted run may have created it from something else.
  const changes = changesOf(step, recorded.given, given);
  const stuck = immovable(step, changes);
  if (stuck.length > 0) {
    if (!anew || !step.delete || step.going?.data) throw leftBehind(step, stuck, recorded.given, given);
    // Nothing depends on it yet.
    await teardown(run, { data: undefined, only: new Set([step.id]) });
    return bring(run, step, given, { ...circumstances, seen: undefined });
  }
  const moving = followable(step, changes).length > 0;
  // What was there already may be neither what it should be nor labelled.
  const now = found && step.create ? await look(run, step, recorded) : seen;
  const seenDrift = now?.is === 'drifted' ? now.drift : undefined;
  const drift = moving ? seenDrift && { ...seenDrift, settings: true } : seenDrift;
  if (moving ? step.change : now?.is === 'drifted' && (step.change ?? drift)) {
    tell(run, { is: 'changing', step: step.id, note: step.title });
    const changed = await change(run, step, givenTo(run, step, given), handle, drift);
    await record(run, { is: 'changed', step: step.id, given, handle: changed });
    return { output: await settled(changed, run.clock.now()), fresh: true };
  }
  if (anew) return { output: await settled(handle, run.clock.now()), fresh: true };

  // A gate that was open before may be closed by a change since.
  const seenTooEarly = rests && !step.create;
  if (seen?.is === 'ready' && recorded.output && !seenTooEarly)
    return { output: asStrictAs(handle, { ...handle, ...seen.output }), fresh: false };
  const moment = run.clock.now();
  // A creation time in the future means that the clock has been set back.
  const since = seenTooEarly ? moment : Math.min(recorded.madeAt ?? moment, moment);
  return { output: await settled(handle, since), fresh: false };
}

/**
 * Makes of what another step has in its place what this one has to have there. The other step has nothing from then on; a
 * run that died between the two does the same again.
 */
async function takeOver(
  run: Run,
  step: AnyStep,
  { needs, given }: { readonly needs: readonly string[]; readonly given: GivenFacts },
): Promise<void> {
  const other = predecessor(run.steps, step, run.journal.state);
  const handle = other && run.journal.state.steps.get(other.id)?.handle;
  if (!handle) return;
  if (!run.journal.state.steps.get(step.id)?.handle) {
    await record(run, { is: 'started', step: step.id, needs, given });
    const changed = await change(run, step, givenTo(run, step, given), handle);
    await record(run, { is: 'made', step: step.id, handle: changed });
  }
  await record(run, { is: 'removed', step: other.id });
}

/**
 * Lets what was made from other answers make way for another one, or lets one come back that had made way: the answers
 * that it was made from are back.
 *
 * @returns whether one came back.
 */
async function makeWay(run: Run, step: AnyStep, given: GivenFacts): Promise<boolean> {
  const { journal } = run;
  const isOther = (was: GivenFacts) => replacing(step, changesOf(step, was, given)).length > 0;
  const known = journal.state.steps.get(step.id);
  if (known && isOther(known.given)) {
    if (known.handle) await record(run, { is: 'retired', step: step.id, as: retiredId(journal.state, step.id) });
    // What an interrupted run had begun for other answers, and did not make.
    else if (!(await findEarlier(run, step, known.given))) await record(run, { is: 'removed', step: step.id });
  }
  if (journal.state.steps.has(step.id)) return false;
  for (const from of retiredIn(journal.state, step.id)) {
    const former = journal.state.steps.get(from);
    if (!former || isOther(former.given)) continue;
    const isThere = (await look(run, step, former))?.is !== 'gone';
    await record(run, isThere ? { is: 'restored', step: step.id, from } : { is: 'removed', step: from });
    if (isThere) return true;
  }
  return false;
}

function leftBehind(step: AnyStep, names: readonly string[], was: GivenFacts, is: GivenFacts): Trouble {
  const answers = names.filter((name) => name in step.asks);
  if (answers.length > 0) return cannotFollow(step, answers, was.answers, is.answers);
  const what = names.join(', ');
  return new Trouble(
    'aws',
    {
      en: `${step.title.en} still belongs to a resource that was recreated (${what}), and cannot be moved to the new one.`,
      ko: `새로 만든 자원(${what})에 맞춰 바꿀 수 없습니다: ${step.title.ko}.`,
    },
    {
      en: 'Delete it in the AWS console, then run the command again to recreate it.',
      ko: 'AWS 콘솔에서 삭제한 뒤 명령을 다시 실행하면 새로 만듭니다.',
    },
  );
}
