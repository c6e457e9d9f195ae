import type { Clock } from '../../src/clock.ts';

/** A clock that a test moves on; what the network brings meanwhile comes in between. */
export function handClock(): { readonly clock: Clock; pass(ms: number): Promise<void> } {
  let now = Date.parse('2026-11-20T00:00:00Z');
  const sleepers = new Set<{ readonly at: number; wake(): void }>();
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    clock: {
      now: () => now,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted) return resolve();
          const sleeper = {
            at: now + ms,
            wake() {
              sleepers.delete(sleeper);
              signal?.removeEventListener('abort', sleeper.wake);
              resolve();
            },
          };
          sleepers.add(sleeper);
          signal?.addEventListener('abort', sleeper.wake);
        }),
    },
    async pass(ms) {
      const until = now + ms;
      for (;;) {
        await settle();
        const [next] = [...sleepers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
        if (!next) break;
        now = Math.max(now, next.at);
        next.wake();
      }
      now = until;
    },
  };
}
