import type { Clock } from '../clock.ts';
import { interrupted, Trouble } from '../errors.ts';
import type { Words } from '../words.ts';
import type { Duration } from './step.ts';

const second = 1000;

/**
 * How long to be silent before looking again, in seconds: until the earliest plausible moment, then at a steady
 * pace, then, after twice the usual time, less and less often.
 */
export function pause({ earliest, usual, every }: Duration, elapsed: number, late: number): number {
  if (elapsed < earliest) return Math.max(earliest - elapsed, 0.1);
  if (elapsed < 2 * usual) return every;
  return Math.min(every * 1.5 ** late, Math.max(30, every));
}

export interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** When what it waits for began, in milliseconds since 1970. */
  readonly since: number;
  readonly duration: Duration;
  /** Called before each pause with how long it has taken, in seconds; may throw to give up. */
  readonly before?: (elapsed: number) => void;
  /** Called when a look itself takes long. */
  readonly slow?: () => void;
}

/** After so many milliseconds without an answer people begin to wonder. */
const wonder = 10_000;

async function attended<T>({ clock, slow }: Waiting, look: () => Promise<T>): Promise<T> {
  const answered = new AbortController();
  void clock.sleep(wonder, answered.signal).then(() => {
    if (!answered.signal.aborted) slow?.();
  });
  try {
    return await look();
  } finally {
    answered.abort();
  }
}

/**
 * Looks once right away and then, at the pace of `duration`, until `look` gives something.
 *
 * @throws Trouble `interrupted` as soon as the signal aborts.
 */
export async function until<T>(waiting: Waiting, look: () => Promise<T | undefined>): Promise<T> {
  const { clock, signal, since, duration, before } = waiting;
  for (let late = 0; ;) {
    const found = await attended(waiting, look);
    if (found !== undefined) return found;
    const elapsed = (clock.now() - since) / second;
    before?.(elapsed);
    if (elapsed >= 2 * duration.usual) late++;
    if (!signal.aborted) await clock.sleep(pause(duration, elapsed, late) * second, signal);
    if (signal.aborted) throw interrupted();
  }
}

/** What can be done about a wait: of what is made, `doctor` knows what is in the way. */
const ways = {
  making: {
    en: 'Nothing is lost: `stepway doctor` finds what is in the way, and the same command again goes on waiting.',
    ko: '잃은 것은 없습니다. 막힌 곳은 `stepway doctor`로 찾을 수 있고, 같은 명령을 다시 실행하면 이어서 기다립니다.',
  },
  going: {
    en: 'Nothing is lost: run the same command again to keep waiting, or check with `stepway status`.',
    ko: '잃은 것은 없습니다. 같은 명령을 다시 실행하면 이어서 기다리고, `stepway status`로 상태를 볼 수 있습니다.',
  },
} as const satisfies Record<string, Words>;

/** @param is whether what it waits for is being made or changed, or going away. */
export function tookTooLong(title: Words, limit: number, note: Words, is: keyof typeof ways): Trouble {
  const minutes = Math.round(limit / 60);
  return new Trouble(
    'aws',
    {
      en: `${title.en}: timed out after ${minutes} minutes. Last status: ${note.en}.`,
      ko: `${title.ko}: ${minutes}분이 지나도 끝나지 않았습니다. 마지막 상태: ${note.ko}.`,
    },
    ways[is],
  );
}
