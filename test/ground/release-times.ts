import type { Machine } from './machine.ts';

/** How long the tool that puts releases on a server waits for what, in seconds. */
interface Times {
  readonly patience?: number;
  readonly forbearance?: number;
  readonly probation?: number;
  /** Not seconds, but how often an app may end by itself before it is given up. */
  readonly most_restarts?: number;
}

/** Has it wait for other times than on a real server, where nobody sits before a test. */
export const setTimes = (machine: Machine, times: Times): Promise<string> =>
  machine.must(
    `sed -i "${Object.entries(times)
      .map(([name, seconds]) => `s/^${name}=.*/${name}=${seconds}/`)
      .join('; ')}" /opt/stepway/release`,
  );
