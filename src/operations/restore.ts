import { describeDatabase } from '../aws/databases.ts';
import { teardown, type ReceiptRow } from '../engine/teardown.ts';
import type { Removal } from '../engine/step.ts';
import { idOf } from '../engine/step.ts';
import type { Run } from '../engine/run.ts';
import { restart, type Restarted } from '../env/restart.ts';
import { Trouble } from '../errors.ts';
import type { Journal } from '../state/journal.ts';
import { retiredIn, type State } from '../state/state.ts';
import { database } from '../steps/database/instance.ts';
import { empty, sourceOf } from '../steps/database/source.ts';
import { windowOf, type Window } from '../steps/from-backup.ts';
import { isLeft, markLeft } from '../steps/restore/left.ts';
import { steps } from '../steps/index.ts';
import { outputsOf } from './outputs.ts';
import { openDraft, openRun } from './sign-in.ts';
import { unlessStopped, type Site } from './site.ts';

/** A database of the stack, and what it was made from. */
export interface Made {
  readonly identifier: string;
  readonly from: string;
}

/** The one that the stack has now, and the one before it, which stays until it is removed. */
export interface Databases {
  readonly current: Made | undefined;
  readonly kept: Made | undefined;
  /** What the last restore was for, as it was answered. */
  readonly wanted: string;
}

/** @throws Trouble `usage` when the stack has no database. */
export function databasesOf(state: State): Databases {
  const made = (id: string | undefined): Made | undefined => {
    const known = id === undefined ? undefined : state.steps.get(id);
    return known?.handle && { identifier: idOf(known.handle), from: sourceOf(known.given.answers) };
  };
  const [current, kept] = [made(database.id), made(retiredIn(state, database.id).at(-1))];
  if (!current && !kept) throw noDatabase(state.name);
  const answer = state.answers.get('database-from')?.value;
  const wanted = typeof answer === 'string' && answer !== 'auto' ? answer : (current?.from ?? empty);
  return { current, kept, wanted };
}

const noDatabase = (name: string) =>
  new Trouble(
    'usage',
    { en: `The stack ${name} has no database.`, ko: `${name} 스택에는 데이터베이스가 없습니다.` },
    {
      en: 'To make one of a snapshot: `stepway up --database postgres --database-from SNAPSHOT`.',
      ko: '스냅샷으로 만들려면 `stepway up --database postgres --database-from 스냅샷`을 실행하세요.',
    },
  );

/** How far a restore has come, and what can be restored. */
export interface Standing extends Databases {
  /** A restore was begun, and the app has not been switched over to it. */
  readonly isUnfinished: boolean;
  /** From when to when the present database can be brought back; undefined without a backup. */
  readonly window: Window | undefined;
}

/** Asks AWS how it stands with the databases of a stack; changes nothing. */
export async function standingOf(site: Site, state: State, region: string | undefined): Promise<Standing> {
  const all = databasesOf(state);
  const { aws } = await unlessStopped(site.signal, openDraft(site, state, region));
  const { current, kept, wanted } = all;
  const [now, before] = await Promise.all(
    [current, kept].map(async (one) => one && describeDatabase(aws.rds, one.identifier)),
  );
  return {
    ...all,
    isUnfinished: current?.from !== wanted || (before !== undefined && !isLeft(before)),
    window: now && (await windowOf(aws.rds, now)),
  };
}

/** The server that runs the app of a stack for stepway; undefined where the app is not its. */
function serverOf(state: State): string | undefined {
  const { delivery, instanceId } = outputsOf(steps, state);
  return delivery?.settings === undefined ? undefined : instanceId;
}

/** Whether a restore switches the app over: without a delivery of stepway's, nobody but the user can. */
export const runsApp = (state: State): boolean => serverOf(state) !== undefined;

/**
 * Has the app take the database that its environment says now: a copy of it starts beside the one that serves, on the new
 * database, and takes over once it responds. The server has signed in there before that.
 *
 * @returns undefined when stepway runs no app of the stack.
 * @throws Trouble `aws` when the server cannot be reached, or did not say how it ended.
 */
export async function switchApp(
  site: Site,
  { journal, aws }: Run,
): Promise<Exclude<Restarted, { readonly is: 'unknown' }> | undefined> {
  const instanceId = serverOf(journal.state);
  if (instanceId === undefined) return undefined;
  const { clock, signal } = site;
  const ended = await restart({ ssm: aws.ssm, clock, signal, instanceId }).catch((error: unknown) => {
    throw error instanceof Error && error.name === 'InvalidInstanceId' ? notSwitched(error.name, error) : error;
  });
  if (ended.is === 'unknown') throw notSwitched(ended.status);
  return ended;
}

const notSwitched = (status: string, cause?: unknown) =>
  new Trouble(
    'aws',
    {
      en: `The database is ready, but the app does not use it yet: the server did not answer (${status}).`,
      ko: `데이터베이스는 준비됐지만 앱은 아직 쓰지 않습니다. 서버가 응답하지 않았습니다(${status}).`,
    },
    {
      en: 'Check the server with `stepway status`, then run `stepway db restore` to continue.',
      ko: '`stepway status`로 서버를 확인한 뒤 `stepway db restore`로 이어서 하세요.',
    },
    { cause },
  );

/** Writes down on both databases which one the app has left. */
export async function markBoth({ aws: { rds }, journal, clock }: Run): Promise<void> {
  const { current, kept } = databasesOf(journal.state);
  if (kept) await markLeft(rds, kept.identifier, new Date(clock.now()).toISOString().slice(0, 10));
  if (current) await markLeft(rds, current.identifier, undefined);
}

/**
 * Removes the database that the app has left.
 *
 * @throws Trouble `usage` when there is none.
 */
export async function removeKept(
  site: Site,
  journal: Journal,
  { region, data }: { readonly region: string | undefined; readonly data: NonNullable<Removal['data']> },
): Promise<readonly ReceiptRow[]> {
  const run = await unlessStopped(site.signal, openRun(site, journal, region));
  const only = new Set(retiredIn(journal.state, database.id));
  return teardown(run, { data, only });
}
