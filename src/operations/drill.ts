import { runScript } from '../aws/shell-commands.ts';
import { bring } from '../engine/bring.ts';
import { needsFrom } from '../engine/choose.ts';
import { contextOf, record, type Run } from '../engine/run.ts';
import { idOf, shared } from '../engine/step.ts';
import { teardown } from '../engine/teardown.ts';
import { Trouble } from '../errors.ts';
import { oneLine } from '../plain.ts';
import type { Facts } from '../facts.ts';
import type { Journal } from '../state/journal.ts';
import type { State } from '../state/state.ts';
import { databaseName } from '../steps/database/instance.ts';
import { restoresMoment, rightTo } from '../steps/database/restore-rights.ts';
import { drill } from '../steps/restore/drill.ts';
import { readingScript, tablesIn } from '../steps/restore/reading.ts';
import { steps } from '../steps/index.ts';
import { outputsOf } from './outputs.ts';
import { openDraft, openRun } from './sign-in.ts';
import { unlessStopped, type Site } from './site.ts';

/** What a drill has shown. */
export interface Drilled {
  /** Seconds until the copy was there. */
  readonly seconds: number;
  /** How many tables the server has read of there as the app; undefined where no app has used the database yet. */
  readonly tables: number | undefined;
}

/**
 * Asks IAM, before anybody agrees to it, whether a drill is allowed; where it does not tell, AWS will.
 *
 * @throws Trouble `aws` when it is not.
 */
export async function assertMayPractise(site: Site, state: State, region: string | undefined): Promise<void> {
  const run = await unlessStopped(site.signal, openDraft(site, state, region));
  const asked = rightTo(contextOf(run, drill), [...restoresMoment, ...drill.allows]).catch(() => undefined);
  const { what, fix } = (await unlessStopped(site.signal, asked)) ?? {};
  if (what && fix) throw new Trouble('aws', what, fix);
}

/**
 * Makes a copy of the database from its newest backup, has the server read it, and removes it: also when something went
 * wrong on the way. One that an earlier run has left is removed first; it tells nothing of how long it took.
 *
 * @throws Trouble when the copy cannot be made, or the server cannot read it.
 */
export async function practise(site: Site, journal: Journal, region: string | undefined): Promise<Drilled> {
  const run = await unlessStopped(site.signal, openRun(site, journal, region));
  const remove = () => teardown(run, { data: undefined, only: new Set([drill.id]) });
  if (journal.state.steps.has(drill.id)) await remove();
  const since = site.clock.now();
  let drilled: Drilled;
  try {
    const host = await copy(run);
    const seconds = Math.round((site.clock.now() - since) / 1000);
    drilled = { seconds, tables: await read(site, run, host) };
  } finally {
    // Who stops it is not kept waiting: the next run removes it.
    if (!site.signal.aborted && journal.state.steps.has(drill.id)) await remove();
  }
  if (journal.state.steps.has(drill.id)) throw stillThere(journal.state.steps.get(drill.id)?.handle);
  return drilled;
}

/** Makes the copy, and says where it is. */
async function copy(run: Run): Promise<string> {
  const { state } = run.journal;
  const chosen = new Set(run.steps.filter(({ id }) => state.steps.has(id) || id === drill.id));
  const output = (id: string): Facts => state.steps.get(id)?.output ?? {};
  const needs = needsFrom(drill, chosen, (need) => shared(need, output(need.id)));
  const made = await bring(
    run,
    drill,
    { needs, answers: {} },
    {
      needs: Object.values(drill.needs).map(({ id }) => id),
      seen: undefined,
      rests: false,
      skip: false,
      patience: () => true,
    },
  );
  await record(run, { is: 'ready', step: drill.id, output: made.output });
  const { host } = made.output;
  if (typeof host !== 'string') throw new Error('the copy is ready and has no address');
  return host;
}

/** In seconds: what the server may take. */
const limit = 120;

/** What the server reads of it; undefined where there is no server of ours that could. */
async function read(
  { clock, signal }: Site,
  { aws: { ssm }, journal }: Run,
  host: string,
): Promise<number | undefined> {
  const { instanceId, database, delivery } = outputsOf(steps, journal.state);
  if (instanceId === undefined || !database || delivery?.settings === undefined) return undefined;
  const { engine, port } = database;
  const { status, output, errors } = await runScript(
    { ssm, clock, signal, instanceId },
    {
      comment: 'stepway: reads a restored copy of the database',
      lines: readingScript({ engine, host, port, name: databaseName }),
      limit,
    },
  );
  if (status === 'Success') return tablesIn(output);
  throw unreadable(errors || status);
}

const stillThere = (handle: Facts = {}) =>
  new Trouble(
    'aws',
    {
      en: `The copy could not be removed, and goes on costing: ${idOf(handle)}.`,
      ko: `사본을 지우지 못했고 요금이 계속 나갑니다: ${idOf(handle)}.`,
    },
    {
      en: 'The next `stepway up` removes it; so does another `stepway db restore --drill`, before it makes a new one.',
      ko: '다음 `stepway up`이 지웁니다. `stepway db restore --drill`을 다시 실행해도 새로 만들기 전에 지웁니다.',
    },
  );

const unreadable = (said: string) =>
  new Trouble(
    'aws',
    {
      en: `The copy was restored, but the server could not read it: ${oneLine(said).slice(0, 300)}`,
      ko: `사본은 복원했지만 서버에서 읽지 못했습니다: ${oneLine(said).slice(0, 300)}`,
    },
    {
      en: 'The copy was removed again. A real restore would stop at the same place, with the app untouched: check the server with `stepway doctor`.',
      ko: '사본은 다시 지웠습니다. 실제 복원도 여기서 멈추고 앱은 그대로 둡니다. `stepway doctor`로 서버를 확인하세요.',
    },
  );
