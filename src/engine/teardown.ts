import { isDenied } from '../aws/error-names.ts';
import { Stranger } from '../aws/tags.ts';
import { interrupted, Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import { stepIdOf, type Recorded } from '../state/state.ts';
import type { Words } from '../words.ts';
import { givenTo } from './given.ts';
import { askToGo, untilGone } from './going.ts';
import { findPatiently } from './make.ts';
import { contextOf, failed, record, type Run } from './run.ts';
import { idOf, type AnyStep, type Kept, type Removal } from './step.ts';
import { walk } from './walk.ts';
import { watch } from './watch.ts';

/** What became of one resource. */
export interface ReceiptRow {
  /** What it was written down under. */
  readonly step: string;
  readonly title: Words;
  readonly id: string;
  /** `unknown`: whether it is ours cannot be known, so it was left alone. */
  readonly outcome: 'deleted' | 'kept' | 'unknown';
  readonly why?: Words;
  /** Of what is kept: the day (YYYY-MM-DD) before which AWS lets nobody delete it. */
  readonly until?: string;
}

export interface TeardownOptions {
  readonly data: Removal['data'];
  /** The steps to delete; everything in the state, when absent. */
  readonly only?: ReadonlySet<string>;
}

const unheardOf = (step: string) =>
  new Trouble(
    'state',
    {
      en: `The state file contains a step that this version of stepway does not know: ${step}.`,
      ko: `상태 파일에 이 버전의 stepway가 모르는 항목(${step})이 있습니다.`,
    },
    {
      en: 'Nothing was deleted. Update stepway, then run the command again.',
      ko: '아무것도 삭제하지 않았습니다. stepway를 업데이트한 뒤 다시 실행하세요.',
    },
  );

/**
 * Deletes what is in the state, dependents first, as much in parallel as they allow, and reports what became of each
 * resource. Everything deleted was looked up afterwards with a describe call of its own, and was gone.
 */
export async function teardown(run: Run, { data, only }: TeardownOptions): Promise<ReceiptRow[]> {
  const byId = new Map(run.steps.map((step) => [step.id, step]));
  const recorded = new Map([...run.journal.state.steps].filter(([id]) => !only || only.has(id)));
  const stepOf = (id: string) => byId.get(stepIdOf(id));
  const goesFirst = (one: string, id: string) => stepOf(one)?.going?.before?.some((step) => step.id === stepIdOf(id));
  const dependants = (id: string) =>
    [...recorded].flatMap(([one, { needs }]) => (needs.includes(stepIdOf(id)) || goesFirst(one, id) ? one : []));
  const others = othersThan(run, recorded);
  const rows: ReceiptRow[] = [];
  /** What is kept, by step, although it should have gone. */
  const staying = new Map<string, readonly ReceiptRow[]>();
  /** What we lack the permission for: the rest goes all the same. */
  const refusals: unknown[] = [];
  for (const id of recorded.keys()) if (!stepOf(id)) throw unheardOf(id);
  await assertPossible(run, recorded, byId, data);
  if (only) await untilUnused(run, recorded, byId);

  await walk(
    [...recorded.keys()],
    dependants,
    async (id) => {
      const step = stepOf(id);
      const known = recorded.get(id);
      if (!step || !known) return;
      const above = [...new Set(dependants(id).flatMap((one) => staying.get(one) ?? []))];
      try {
        // What a kept resource was created from has to stay as well.
        if (dependants(id).some((one) => staying.has(one))) {
          const row = await keepBelow(run, step, id, known, { above, others });
          rows.push(...row);
          // A lookup is nothing of its own: what rests on it rests on what it has found.
          return void staying.set(id, row.length > 0 ? row : above);
        }
        if (only && known.handle && step.going?.isAmong?.(known.handle, others))
          return await record(run, { is: 'removed', step: id });
        const { row, stays } = await remove(run, step, id, known, {
          data,
          others,
          ...(only && id !== step.id && { replaced: true }),
        });
        rows.push(...row);
        if (stays) staying.set(id, row);
        else await record(run, { is: 'removed', step: id });
      } catch (error) {
        if (!isDenied(error)) throw failed(run, step, error);
        refusals.push(failed(run, step, error));
        staying.set(id, [{ step: id, title: step.title, id: known.handle ? idOf(known.handle) : '', outcome: 'kept' }]);
      }
    },
    run.signal,
  );
  if (run.signal.aborted) throw interrupted();
  if (refusals.length > 0) throw refusals[0];
  return [...rows, ...keptBefore(run, rows, byId)];
}

/** Without what holds data, was begun, and is not there: it was never made, and there is nothing to decide about. */
export async function withoutNeverMade(run: Run, going: readonly AnyStep[]): Promise<readonly AnyStep[]> {
  const isThere = async (step: AnyStep) => {
    const known = run.journal.state.steps.get(step.id);
    if (!step.going?.data || !known || known.handle) return true;
    return (await lookForOurs(run, step, known)) !== undefined;
  };
  const there = await Promise.all(going.map(isThere));
  return going.filter((_, at) => there[at]);
}

/** What of the stack is not about to go. */
const othersThan = ({ journal }: Run, going: ReadonlyMap<string, Recorded>): readonly Facts[] =>
  [...journal.state.steps].flatMap(([id, { handle }]) => (going.has(id) || !handle ? [] : [handle]));

/** Waits until nothing comes any more to what goes, by what only the user could change. */
async function untilUnused(
  run: Run,
  recorded: ReadonlyMap<string, Recorded>,
  byId: ReadonlyMap<string, AnyStep>,
): Promise<void> {
  for (const [id, { handle, needs }] of recorded) {
    const step = byId.get(stepIdOf(id));
    const lingers = step?.going?.lingers;
    if (!step || !handle || !lingers || !needs.some((need) => recorded.has(need))) continue;
    const begun = () => run.journal.state.steps.get(id)?.removingSince;
    if (begun() === undefined) await record(run, { is: 'removing', step: id });
    const until = (begun() ?? run.clock.now()) + lingers.seconds * 1000;
    const duration = { earliest: 0, usual: lingers.seconds, every: 30, limit: Infinity };
    await watch(run, step, { duration, isGoing: true, note: () => lingers.note }, async () =>
      run.clock.now() < until ? undefined : true,
    );
  }
}

/** @throws Trouble when what was ordered for some data cannot be had; nothing is deleted before that is known. */
async function assertPossible(
  run: Run,
  recorded: ReadonlyMap<string, Recorded>,
  byId: ReadonlyMap<string, AnyStep>,
  data: Removal['data'],
): Promise<void> {
  for (const [id, { handle, removingSince }] of recorded) {
    const step = byId.get(stepIdOf(id));
    const holds = step?.going?.data;
    if (!holds || !handle) continue;
    const since = removingSince ?? run.clock.now();
    const trouble = await holds
      .impossible?.(Object.assign(contextOf(run, step), { data, since }), handle)
      .catch((error: unknown) => {
        throw failed(run, step, error);
      });
    if (trouble) throw trouble;
  }
}

/** What an interrupted earlier run kept of things that can still be deleted. */
const keptBefore = (
  { journal }: Run,
  rows: readonly ReceiptRow[],
  byId: ReadonlyMap<string, AnyStep>,
): readonly ReceiptRow[] =>
  journal.state.kept
    .filter(({ id }) => !rows.some((row) => row.id === id))
    .flatMap(({ step, id, why }) => {
      const title = byId.get(stepIdOf(step))?.title;
      return title ? [{ step, title, id, outcome: 'kept' as const, why }] : [];
    });

const keep = async (
  run: Run,
  { title }: AnyStep,
  as: string,
  { id, why, unknown, until }: Kept,
): Promise<ReceiptRow> => {
  await record(run, { is: 'kept', step: as, id, why });
  return { step: as, title, id, outcome: unknown ? 'unknown' : 'kept', why, ...(until && { until }) };
};

const neededBy = (above: readonly ReceiptRow[]): Words => ({
  en: `still needed by ${above.map(({ title, id }) => `${title.en} (${id})`).join(', ')}`,
  ko: `남은 자원에 필요합니다: ${above.map(({ title, id }) => `${title.ko}(${id})`).join(', ')}`,
});

/** The line of what a lookup found, which is not ours to delete. */
async function keepFound(run: Run, step: AnyStep, as: string, { handle }: Recorded, others: readonly Facts[]) {
  const kept = handle && step.going?.stays?.(handle, others);
  return kept ? [await keep(run, step, as, kept)] : [];
}

/** What stays because others rest on it; a lookup only if it is in the receipt anyway. */
async function keepBelow(
  run: Run,
  step: AnyStep,
  as: string,
  known: Recorded,
  { above, others }: { readonly above: readonly ReceiptRow[]; readonly others: readonly Facts[] },
) {
  if (step.going?.stays) return keepFound(run, step, as, known, others);
  const handle = step.delete && (known.handle ?? (await lookForOurs(run, step, known)));
  return handle ? [await keep(run, step, as, { id: idOf(handle), why: neededBy(above) })] : [];
}

async function remove(
  run: Run,
  step: AnyStep,
  as: string,
  known: Recorded,
  { others, ...ordered }: Omit<Removal, 'since'> & { readonly others: readonly Facts[] },
): Promise<{ row: ReceiptRow[]; stays: boolean }> {
  if (step.going?.stays) return { row: await keepFound(run, step, as, known, others), stays: false };
  if (!step.create || !step.delete) return { row: [], stays: false };

  const handle = known.handle ?? (await lookForOurs(run, step, known));
  if (!handle) return { row: [], stays: false };
  const id = idOf(handle);
  if (known.removingSince === undefined) await record(run, { is: 'removing', step: as });
  const since = run.journal.state.steps.get(as)?.removingSince ?? run.clock.now();

  const context = Object.assign(contextOf(run, step), { ...ordered, since });
  const kept = await askToGo(run, step, known, handle, context);
  // The journal writes in the order of the calls.
  const keptRows = await Promise.all(kept.map((one) => keep(run, step, as, one)));
  if (kept.some(({ theirs }) => theirs)) return { row: keptRows, stays: false };
  if (kept.some((one) => one.id === id)) return { row: keptRows, stays: true };
  const why = await untilGone(run, step, handle);
  // What was ordered is looked for once more before the receipt says that it is there.
  const trouble = await step.going?.data?.impossible?.(context, handle);
  if (trouble) throw trouble;
  const deleted = { step: as, title: step.title, id, outcome: 'deleted', ...(why && { why }) } as const;
  return { row: [deleted, ...keptRows], stays: false };
}

/** What an attempt with an unknown outcome may have created. A stranger in its place is not ours to delete. */
async function lookForOurs(run: Run, step: AnyStep, { given }: Recorded): Promise<Facts | undefined> {
  try {
    return await findPatiently(run, step, givenTo(run, step, given));
  } catch (error) {
    if (error instanceof Stranger) return undefined;
    throw error;
  }
}
