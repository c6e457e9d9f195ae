/** Time as the program sees it, so that a rehearsal can run faster and a test need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`, or at once when `signal` aborts; it never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Real time. It only goes forward and never jumps, whoever sets the clock of the computer meanwhile. */
export function wallClock(): Clock {
  const began = Date.now();
  const start = performance.now();
  return {
    now: () => Math.round(began + (performance.now() - start)),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        signal?.addEventListener('abort', done);
      }),
  };
}

/** A clock that was set by another one at `since`, and runs faster: with `pace` 30 a minute of it passes in two seconds. */
export function faster(clock: Clock, { pace, since }: { pace: number; since: number }): Clock {
  const start = clock.now();
  const began = since + Math.max(0, start - since) * pace;
  return {
    now: () => Math.round(began + (clock.now() - start) * pace),
    sleep: (ms, signal) => clock.sleep(ms / pace, signal),
  };
}
