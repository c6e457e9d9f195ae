import type { Clock } from '../../src/clock.ts';

/** How many times faster than real time each goes. */
export const paces = {
  /** Somebody waits for what a machine does, and not for ever. */
  real: 1,
  /** A deployment goes on, or a load balancer makes its checks, and somebody looks every other second how far it is. */
  watching: 5,
  /** Nothing real is under way: minutes of AWS's own pass in seconds. */
  idle: 60,
};
export type Pace = keyof typeof paces;

const tick = 10;

/** The time of a ground. Nobody waits in it without real time passing. */
export function groundClock(pace: () => Pace): Clock {
  let now = Date.now();
  let seen = performance.now();
  const catchUp = () => {
    const real = performance.now();
    now += (real - seen) * paces[pace()];
    seen = real;
    return now;
  };
  return {
    now: () => Math.round(catchUp()),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const until = catchUp() + ms;
        if (ms <= 0 || signal?.aborted) return void setImmediate(resolve);
        const timer = setInterval(() => {
          if (catchUp() < until && !signal?.aborted) return;
          clearInterval(timer);
          resolve();
        }, tick);
      }),
  };
}
