import { Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import { asStrictAs } from '../state/strict.ts';
import type { Words } from '../words.ts';
import { notYetListed, unlistedFor } from './make.ts';
import { contextOf, type Run } from './run.ts';
import type { AnyStep, Seen } from './step.ts';
import { watch } from './watch.ts';

const neverListed = ({ title }: AnyStep) =>
  new Trouble(
    'aws',
    {
      en: `${title.en}: AWS still does not list it ${unlistedFor(false) / 60_000} minutes after creation.`,
      ko: `${title.ko}: ${unlistedFor(false) / 60_000}분이 지나도 AWS 목록에 나타나지 않습니다.`,
    },
    {
      en: 'Nothing is lost: wait a few minutes, then run the same command again. It looks for the resource before creating another one.',
      ko: '잃은 것은 없습니다. 몇 분 뒤 같은 명령을 다시 실행하세요. 이미 있는지 먼저 찾아보고, 없을 때만 새로 만듭니다.',
    },
  );

const vanished = (step: AnyStep, last: Words) =>
  new Trouble(
    'aws',
    {
      en: `${step.title.en} disappeared while it was being created. Last status: ${last.en}.`,
      ko: `만드는 도중에 사라졌습니다: ${step.title.ko}. 마지막 상태: ${last.ko}.`,
    },
    { en: 'Run the command again to recreate it.', ko: '명령을 다시 실행하면 새로 만듭니다.' },
  );

const cameOutWrong = ({ title }: AnyStep, note: Words, fix: Words) =>
  new Trouble('aws', { en: `${title.en}: ${note.en}.`, ko: `${title.ko}: ${note.ko}.` }, fix);

/** It is there, and is not what it has to be. */
const unlike: Facts = {};

/** Whether to go on waiting for the user after so many seconds. */
export type Patience = (elapsed: number) => boolean;

/** What the user has to do: from the last look or, if that does not say, the general task. */
export const taskOf = ({ making }: AnyStep, handle: Facts, seen: Seen<object>): Words | undefined =>
  making?.task && ((seen.is === 'pending' && seen.fix) || making.task.now(handle));

/** What is the user's to do, and what was seen of it. */
export const turnOf = (task: Words, seen: Words): Words => ({
  en: `${task.en}\nCurrent status: ${seen.en}.`,
  ko: `${task.ko}\n현재 상태: ${seen.ko}.`,
});

const waitingForUser = (task: Words, seen: Words) =>
  new Trouble('waiting', turnOf(task, seen), {
    en: 'When that is done, run the same command again to continue.',
    ko: '마친 뒤 같은 명령을 다시 실행하면 여기서부터 이어집니다.',
  });

/**
 * Waits until a resource is ready and returns its output; undefined when it is there, and has first to be made what it
 * has to be, as it was made from another one.
 *
 * @param since when it was created, so that a resumed wait looks when an uninterrupted one would.
 * @throws Trouble `waiting` when it is the user's turn, and `patience` has run out.
 */
export async function settle(
  run: Run,
  step: AnyStep,
  handle: Facts,
  since: number,
  patience: Patience,
): Promise<Facts | undefined> {
  const { making: { takes: duration, task: theirs, inherits } = {}, check } = step;
  if (!duration || !check) return handle;
  const context = contextOf(run, step);
  let task = theirs?.now(handle);
  let last: Words | undefined;
  const note = () => last ?? notYetListed;

  const watching = {
    duration,
    since,
    note,
    task: () => task,
    ...(task && { giveUp: (waited: number) => (patience(waited) || !task ? undefined : waitingForUser(task, note())) }),
  };
  const output = await watch(run, step, watching, async () => {
    const seen: Seen<object> = await check.call(step, context, handle);
    if (seen.is === 'ready') return seen.output as Facts;
    if (seen.is === 'drifted' && !seen.fix && inherits) return unlike;
    if (seen.is === 'gone' && run.clock.now() - since > unlistedFor(last !== undefined))
      throw last ? vanished(step, last) : neverListed(step);
    if (seen.is === 'drifted' && seen.fix) throw cameOutWrong(step, seen.note, seen.fix);
    last = seen.is === 'gone' ? last : seen.note;
    task = taskOf(step, handle, seen);
    return undefined;
  });
  return output === unlike ? undefined : asStrictAs(handle, { ...handle, ...output });
}
