/** Time as the program sees it, so that a rehearsal can run faster and a test need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; it never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/**
 * Real time, or real time sped up: with `pace` 30 a minute of the clock passes in two seconds. It only goes forward
 * and never jumps, whoever sets the clock of the computer meanwhile.
 */
export function wallClock({ pace = 1, since = Date.now() }: { pace?: number; since?: number } = {}): Clock {
  const began = since + Math.max(0, Date.now() - since) * pace;
  const start = performance.now();
  return {
    now: () => Math.round(began + (performance.now() - start) * pace),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms / pace);
        signal?.addEventListener('abort', done);
      }),
  };
}
