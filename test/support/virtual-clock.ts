import type { Clock } from '../../src/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * A clock on which no time passes but what the program sleeps through: when nothing else is left to do,
 * it jumps to the next moment that somebody waits for.
 */
export function virtualClock(start = Date.parse('2026-11-20T00:00:00Z')): Clock {
  let now = start;
  let ticking = false;
  const sleepers: Sleeper[] = [];

  /** Work in hand may take a few turns of the event loop before it comes to its next sleep. */
  const idle = async () => {
    for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  const tick = async () => {
    ticking = true;
    while (sleepers.length > 0) {
      await idle();
      const next = sleepers.shift();
      if (!next) break;
      now = Math.max(now, next.at);
      next.wake();
    }
    ticking = false;
  };

  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const stop = () => {
          const place = sleepers.indexOf(sleeper);
          if (place >= 0) sleepers.splice(place, 1);
          wake();
        };
        const wake = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const sleeper: Sleeper = { at: now + ms, wake };
        const after = sleepers.findIndex(({ at }) => at > sleeper.at);
        sleepers.splice(after < 0 ? sleepers.length : after, 0, sleeper);
        signal?.addEventListener('abort', stop);
        if (!ticking) void tick();
      }),
  };
}
