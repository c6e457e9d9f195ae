import type { Blocker } from '../aws/blocker.ts';
import { isDenied, isHeld, isNotFound } from '../aws/error-names.ts';
import { Stranger } from '../aws/stranger.ts';
import { interrupted, Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import { oneLine } from '../plain.ts';
import type { Recorded } from '../state/state.ts';
import type { Words } from '../words.ts';
import { failed } from './failed.ts';
import { findPatiently, mayBeUnlisted, notYetListed } from './make.ts';
import { contextOf, tell, type Run } from './run.ts';
import { gone, idOf, type AnyStep, type Duration, type Kept, type Removal } from './step.ts';
import { walk } from './walk.ts';
import { watch } from './watch.ts';

/** What became of one resource. */
export interface ReceiptRow {
  readonly step: string;
  readonly title: Words;
  readonly id: string;
  /** `unknown`: whether it is ours cannot be known, so it was left alone. */
  readonly outcome: 'deleted' | 'kept' | 'unknown';
  readonly why?: Words;
}

export interface TeardownOptions {
  readonly data: Removal['data'];
  /** The steps to delete; everything in the state, when absent. */
  readonly only?: ReadonlySet<string>;
}

/** Network interfaces of a load balancer and a certificate's last use have been seen to linger for 20 minutes. */
const usualGoing: Duration = { earliest: 0, usual: 60, every: 2, limit: 30 * 60 };

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
  const dependants = (id: string) => [...recorded].filter(([, { needs }]) => needs.includes(id)).map(([one]) => one);
  const rows: ReceiptRow[] = [];
  /** What is kept, by step, although it should have gone. */
  const staying = new Map<string, readonly ReceiptRow[]>();
  /** What we lack the permission for: the rest goes all the same. */
  const refusals: unknown[] = [];
  for (const id of recorded.keys()) if (!byId.has(id)) throw unheardOf(id);
  await assertPossible(run, recorded, byId, data);

  await walk(
    [...recorded.keys()],
    dependants,
    async (id) => {
      const step = byId.get(id);
      const known = recorded.get(id);
      if (!step || !known) return;
      const above = [...new Set(dependants(id).flatMap((one) => staying.get(one) ?? []))];
      try {
        // What a kept resource was created from has to stay as well.
        if (dependants(id).some((one) => staying.has(one))) {
          const row = await keepBelow(run, step, known, above);
          rows.push(...row);
          // A lookup is nothing of its own: what rests on it rests on what it has found.
          return void staying.set(id, row.length > 0 ? row : above);
        }
        const { row, stays } = await remove(run, step, known, data);
        rows.push(...row);
        if (stays) staying.set(id, row);
        else tell(run, { is: 'removed', step: id });
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

/** @throws Trouble when what was ordered for some data cannot be had; nothing is deleted before that is known. */
async function assertPossible(
  run: Run,
  recorded: ReadonlyMap<string, Recorded>,
  byId: ReadonlyMap<string, AnyStep>,
  data: Removal['data'],
): Promise<void> {
  for (const [id, { handle, removingSince }] of recorded) {
    const step = byId.get(id);
    if (!step?.impossible || !handle) continue;
    const since = removingSince ?? run.clock.now();
    const trouble = await step
      .impossible(Object.assign(contextOf(run, step), { data, since }), handle)
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
      const title = byId.get(step)?.title;
      return title ? [{ step, title, id, outcome: 'kept' as const, why }] : [];
    });

const keep = (run: Run, { id: step, title }: AnyStep, { id, why, unknown }: Kept): ReceiptRow => {
  tell(run, { is: 'kept', step, id, why });
  return { step, title, id, outcome: unknown ? 'unknown' : 'kept', why };
};

const neededBy = (above: readonly ReceiptRow[]): Words => ({
  en: `still needed by ${above.map(({ title, id }) => `${title.en} (${id})`).join(', ')}`,
  ko: `남은 자원에 필요합니다: ${above.map(({ title, id }) => `${title.ko}(${id})`).join(', ')}`,
});

/** What stays because others rest on it; a lookup only if it is in the receipt anyway. */
async function keepBelow(run: Run, step: AnyStep, known: Recorded, above: readonly ReceiptRow[]) {
  if (step.stays) return known.handle ? [keep(run, step, step.stays(known.handle))] : [];
  const handle = step.delete && (known.handle ?? (await lookForOurs(run, step, known)));
  return handle ? [keep(run, step, { id: idOf(handle), why: neededBy(above) })] : [];
}

async function remove(
  run: Run,
  step: AnyStep,
  known: Recorded,
  data: Removal['data'],
): Promise<{ row: ReceiptRow[]; stays: boolean }> {
  const keptRow = (kept: Kept) => keep(run, step, kept);
  if (known.handle && step.stays) return { row: [keptRow(step.stays(known.handle))], stays: false };
  if (!step.create || !step.delete) return { row: [], stays: false };

  const handle = known.handle ?? (await lookForOurs(run, step, known));
  if (!handle) return { row: [], stays: false };
  const id = idOf(handle);
  if (known.removingSince === undefined) tell(run, { is: 'removing', step: step.id });
  const since = run.journal.state.steps.get(step.id)?.removingSince ?? run.clock.now();

  const kept = await askToGo(run, step, known, handle, Object.assign(contextOf(run, step), { data, since }));
  if (kept.some(({ theirs }) => theirs)) return { row: kept.map(keptRow), stays: false };
  const keptRows = kept.map(keptRow);
  if (kept.some((one) => one.id === id)) return { row: keptRows, stays: true };
  const why = await untilGone(run, step, handle);
  const deleted = { step: step.id, title: step.title, id, outcome: 'deleted', ...(why && { why }) } as const;
  return { row: [deleted, ...keptRows], stays: false };
}

/** What an attempt with an unknown outcome may have created. A stranger in its place is not ours to delete. */
async function lookForOurs(run: Run, step: AnyStep, { given }: Recorded): Promise<Facts | undefined> {
  try {
    return await findPatiently(run, step, Object.assign(contextOf(run, step), given));
  } catch (error) {
    if (error instanceof Stranger) return undefined;
    throw error;
  }
}

const stillInUse: Words = { en: 'still in use by resources being deleted', ko: '삭제 중인 다른 자원이 아직 사용 중' };

/** What is ours and being deleted has let go by then, or is known to be ours. In seconds. */
const timeToLetGo = 30;

/** How long to wait for what nobody can name, in seconds: because looking is not permitted, or AWS gives no reason. */
const timeToBeNamed = 10 * 60;

const inTheWay = (blockers: readonly Blocker[]): Words => {
  const list = (language: keyof Words) => blockers.map(({ name }) => name[language]).join(', ');
  return {
    en: `AWS does not delete it because of ${list('en')}. Remove that, then run the same command again`,
    ko: `다음이 있어 AWS가 삭제를 거부합니다: ${list('ko')}. 삭제한 뒤 같은 명령을 다시 실행하세요`,
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
function askToGo(
  run: Run,
  step: AnyStep,
  known: Recorded,
  handle: Facts,
  context: Parameters<NonNullable<AnyStep['delete']>>[0],
) {
  const duration = { ...usualGoing, every: step.goes?.every ?? usualGoing.every };
  const began = run.clock.now();
  const isFresh = () => mayBeUnlisted(known, run.clock.now());
  let note = stillInUse;
  /** A look that fails, perhaps because it is not permitted, tells nothing. */
  const look = async () => (await step.blockers?.(context, handle).catch(() => [])) ?? [];
  // It ends below: what does not go is kept, and is no failure.
  const watching = { duration, note: () => note, giveUp: () => undefined };
  return watch<readonly Kept[]>(run, step, watching, async () => {
    try {
      return (await step.delete?.(context, handle)) ?? [];
    } catch (error) {
      if (isNotFound(error) && !isFresh()) return [];
      if (!isNotFound(error) && !isHeld(error)) throw error;
      note = isNotFound(error) ? notYetListed : stillInUse;
      const waited = (run.clock.now() - began) / 1000;
      if (isNotFound(error) || waited < timeToLetGo) return undefined;
      const why = whyKept(error, waited, await look());
      return why && [{ id: idOf(handle), why }];
    }
  });
}

/** Waits until AWS, asked by its id, no longer has it; returns what is in its place, if anything. */
async function untilGone(run: Run, step: AnyStep, handle: Facts): Promise<Words | undefined> {
  const context = contextOf(run, step);
  let last: Words = { en: 'AWS still lists it', ko: 'AWS 목록에 아직 남아 있음' };
  const end = await watch(run, step, { duration: step.goes ?? usualGoing, note: () => last }, async () => {
    const seen = (await step.check?.(context, handle)) ?? gone;
    if (seen.is === 'pending') last = seen.note;
    return seen.is === 'gone' ? seen : undefined;
  });
  return end.note;
}
