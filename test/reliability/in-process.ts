import { expect } from 'vitest';
import { connect } from '../../src/aws/clients.ts';
import { connectPricing } from '../../src/aws/price-list.ts';
import type { Clock } from '../../src/clock.ts';
import { exitCodes } from '../../src/errors.ts';
import { main } from '../../src/main.ts';
import { rehearse, type ObservedCall, type Rehearsal, type RehearsalOptions } from '../../src/rehearsal/rehearsal.ts';
import { noCache } from '../../src/state/user-cache.ts';
import type { World } from '../../src/world.ts';
import { virtualClock } from '../support/virtual-clock.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The account that stood in for the real one. */
  readonly account: Rehearsal['account'];
}

/** An account and the time in it, for several runs. */
export interface SimulatedWorld {
  readonly clock: Clock;
  readonly rehearsal: Rehearsal;
  readonly calls: readonly ObservedCall[];
}

export function newWorld(options: Partial<RehearsalOptions> = {}): SimulatedWorld {
  const { clock = virtualClock() } = options;
  const calls: ObservedCall[] = [];
  return { clock, calls, rehearsal: rehearse({ ...options, clock, onCall: (call) => void calls.push(call) }) };
}

interface Setting {
  readonly cwd: string;
  /** One of the run's own, when absent. */
  readonly world?: SimulatedWorld;
  /** Whether the user presses Ctrl-C as soon as anything is built. */
  readonly stopped?: boolean;
}

/** Runs `main` as the program does, in a world without a terminal, whose AWS is a simulated account. */
export async function runMain(
  argv: readonly string[],
  { cwd, stopped = false, world: simulated = newWorld() }: Setting,
): Promise<Ended> {
  const { clock, rehearsal } = simulated;
  const said = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof said) =>
    ({ isTTY: false, columns: 80, write: (text: string) => ((said[name] += text), true) }) as never;
  const world: World = {
    env: {},
    cwd,
    timeZone: 'UTC',
    input: { isTTY: false } as never,
    output: stream('stdout'),
    screen: stream('stderr'),
    clock,
    cache: noCache,
    connect: async ({ region }) => connect({ region, attach: rehearsal.attach }),
    priceList: async ({ region }) => connectPricing({ region, attach: rehearsal.attach }),
    configuredRegion: async () => undefined,
    dns: async () => rehearsal.dns,
    visit: (host) => rehearsal.visit(host),
    build: async () => ({ is: 'not-built', why: { en: 'Nothing is built here.', ko: '여기서는 빌드하지 않습니다.' } }),
    tryOut: async () => ({
      is: 'not-tried',
      why: { en: 'This world runs no app.', ko: '여기서는 앱을 실행하지 않습니다.' },
    }),
    pushImage: () => Promise.reject(new Error('this world has no docker')),
    myAddress: () => rehearsal.myAddress(),
    repositoryIds: () => rehearsal.repositoryIds(),
    onStop: (stop) => {
      if (stopped) stop();
      return () => undefined;
    },
    quit: (code) => expect.unreachable(`the program ended itself with ${code}`),
  };
  const code = await main(argv, world);
  return { code, ...said, account: rehearsal.account };
}

/** What the contract says of the end of any run: its exit code, its two sentences, and no word of the program's insides. */
export function expectContract({ code, stdout, stderr }: Ended, argv: readonly string[]): void {
  const where = JSON.stringify({ argv, code, stdout, stderr });
  expect(
    Object.values(exitCodes).filter((one) => one !== exitCodes.defect),
    where,
  ).toContain(code);
  expect(/^ +at \S+ \(|Internal error in stepway|stepway의 결함/m.test(stdout + stderr), where).toBe(false);
  const marks = stderr.match(/^[✖◷] /gm) ?? [];
  const failed = code !== exitCodes.done;
  if (!failed) expect(marks, where).toEqual([]);
  // What happened begins with a mark; what to do is indented under it and ends as a sentence; where there are several, each under its number.
  // A plan says itself what is in its way.
  else if (!/teardown|doctor/.test(argv.join(' ')) && !stdout.includes('"blocked": true')) {
    expect(marks, where).toHaveLength(1);
    const [, ...told] = stderr
      .slice(stderr.search(/^[✖◷] /m))
      .trimEnd()
      .split('\n');
    expect(told.length, where).toBeGreaterThan(0);
    for (const line of told) expect(line, where).toMatch(/^ {2,9}\S|^$/);
  }
}
