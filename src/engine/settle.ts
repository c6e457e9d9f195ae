import { Trouble } from '../errors.ts';
import type { Facts } from '../facts.ts';
import type { Words } from '../words.ts';
import { listingLag } from './make.ts';
import { contextOf, tell, type Run } from './run.ts';
import type { AnyStep, Seen } from './step.ts';
import { tookTooLong, until } from './wait.ts';

const vanished = (step: AnyStep) =>
  new Trouble(
    'aws',
    {
      en: `${step.title.en} disappeared while it was being made.`,
      ko: `${step.title.ko}이(가) 만드는 도중에 사라졌습니다.`,
    },
    { en: 'Run the command again to make it anew.', ko: '명령을 다시 실행하면 새로 만듭니다.' },
  );

const notYetListed: Words = { en: 'AWS does not list it yet', ko: 'AWS 목록에 아직 나타나지 않음' };

/** Gives up waiting for the user, when there is nothing else left to do meanwhile. */
export type Patience = (elapsed: number) => boolean;

export const waitingForUser = (step: AnyStep, handle: Facts): Trouble => {
  const task = step.userTask?.now(handle) ?? step.title;
  return new Trouble('waiting', task, {
    en: 'When that is done, run the same command again: it goes on from here.',
    ko: '마친 뒤 같은 명령을 다시 실행하면 여기서부터 이어집니다.',
  });
};

/**
 * Waits until a thing is ready and returns its output.
 *
 * @param since when it was made: a resumed wait is not silent where an uninterrupted one would already look. How long
 *   to wait at most counts from now, so that running the command again goes on waiting.
 */
export async function settle(
  run: Run,
  step: AnyStep,
  handle: Facts,
  since: number,
  patience: Patience,
): Promise<Facts> {
  const { takes: duration, check } = step;
  if (!duration || !check) return handle;
  const context = contextOf(run, step);
  const began = run.clock.now();
  let last: Words | undefined;

  const output = await until(
    {
      clock: run.clock,
      signal: run.signal,
      since,
      duration,
      before: () => {
        const waited = (run.clock.now() - began) / 1000;
        if (duration.forUser) {
          if (!patience(waited)) throw waitingForUser(step, handle);
        } else if (waited > duration.limit) throw tookTooLong(step.title, duration.limit, last);
        const task = step.userTask?.now(handle);
        tell(run, { is: 'waiting', step: step.id, note: last ?? step.title, ...(task && { task }) });
      },
    },
    async () => {
      const seen: Seen<object> = await check.call(step, context, handle);
      if (seen.is === 'ready') return seen.output as Facts;
      if (seen.is === 'gone' && run.clock.now() - since > listingLag.limit * 1000) throw vanished(step);
      last = seen.is === 'gone' ? notYetListed : seen.note;
      return undefined;
    },
  );
  return { ...handle, ...output };
}
