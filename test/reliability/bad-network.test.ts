import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountOf, additions, inventory, type Sight } from '../moto/account.ts';
import { projectOn, type Done } from '../moto/project.ts';
import { broken, tooFast } from '../support/faults.ts';
import { motoMissing, startMoto, type Moto } from '../support/moto.ts';
import type { Call, Hooks } from '../support/proxy.ts';
import { figures, random, seed, thorough } from '../support/thorough.ts';

const everything = '--domain example.com --elastic-ip --www';

const counts = (things: Partial<Record<keyof Sight, string[]>>) =>
  Object.fromEntries(Object.entries(things).map(([kind, ids]) => [kind, ids.length]));

/**
 * A lost answer to these is only tried in process: AWS keeps the SDK from making a second one by a token or a name,
 * which moto ignores.
 */
const doubledByMoto = ({ operation }: Call) =>
  /^(RunInstances|CreateRouteTable|CreateLoadBalancer|CreateListener|POST \/2013-04-01\/hostedzone)$/.test(operation);

/** How often something went wrong, by kind. */
type Tally = Record<string, number>;

/** Goes wrong at the first call of each operation, and never again. */
function once(
  tally: Tally,
  kind: string,
  moment: keyof Hooks,
  fault: Exclude<ReturnType<NonNullable<Hooks['before']>>, Promise<unknown>>,
): () => Hooks {
  const seen = new Set<string>();
  return () => ({
    [moment]: (call: Call) => {
      const { service, operation, write } = call;
      const name = `${service} ${operation.replace(/[A-Z0-9]{10,}/g, 'ID')}`;
      if (!write || seen.has(name) || (moment === 'after' && doubledByMoto(call))) return undefined;
      seen.add(name);
      tally[kind] = (tally[kind] ?? 0) + 1;
      return fault;
    },
  });
}

/** Nothing works as it should: each call is at the mercy of chance. */
function storm(tally: Tally, from: number): () => Hooks {
  const next = random(from);
  const met = (kind: string) => {
    tally[kind] = (tally[kind] ?? 0) + 1;
  };
  return () => ({
    before(call) {
      const chance = next();
      if (chance < 0.3) {
        met('throttled');
        return tooFast(call);
      }
      if (chance < 0.38) {
        met('5xx before');
        return broken(chance < 0.34 ? 502 : 503);
      }
      if (chance < 0.42) {
        met('cut off before');
        return 'drop';
      }
      return undefined;
    },
    after(call) {
      const chance = next();
      if (doubledByMoto(call)) return undefined;
      if (chance < 0.07) {
        met('5xx after');
        return broken(500);
      }
      if (chance < 0.11) {
        met('cut off after');
        return 'drop';
      }
      return undefined;
    },
  });
}

/** AWS acts at once, and its answer to some of the changes is held back for so many seconds. */
function held(tally: Tally, seconds: number, isHeld: (call: Call) => boolean): () => Hooks {
  return () => ({
    async after(call) {
      if (!call.write || !isHeld(call)) return;
      const kind = `answers held back for ${seconds} s`;
      tally[kind] = (tally[kind] ?? 0) + 1;
      await sleep(seconds * 1000);
    },
  });
}

interface Weather {
  readonly what: string;
  readonly flags: string;
  readonly hooks: (tally: Tally) => () => Hooks;
}

/** Backing off takes minutes of real time, too long for every run of the tests. */
const storms = Array.from({ length: thorough ? 12 : 0 }, (_, index): Weather => ({
  what: `a storm of throttling, failures and cut connections (seed ${seed + index})`,
  flags: everything,
  hooks: (tally) => storm(tally, seed + index),
}));

/** They take as long as they say. */
const slow: readonly Weather[] = [
  {
    what: `one answer in eight that takes 30 s (seed ${seed})`,
    flags: everything,
    hooks: (tally) => {
      const next = random(seed);
      return held(tally, 30, () => next() < 1 / 8);
    },
  },
  {
    what: 'answers that come after 60 s, too late',
    flags: everything,
    hooks: (tally) => {
      const left = new Set(['CreateVpc', 'CreateInternetGateway', 'AllocateAddress']);
      return held(tally, 70, ({ operation }) => left.delete(operation));
    },
  },
];

const mishaps: readonly Weather[] = (
  [
    { what: 'the first answer to each change lost', moment: 'after', fault: 'drop' },
    { what: 'the first of each change cut off', moment: 'before', fault: 'drop' },
    { what: 'the first of each change failing after it was made', moment: 'after', fault: broken(500) },
    { what: 'the first of each change failing before it is made', moment: 'before', fault: broken(503) },
  ] as const
).map(({ what, moment, fault }) => ({ what, flags: everything, hooks: (tally) => once(tally, what, moment, fault) }));

const weathers = [...(thorough ? [...mishaps, ...slow] : mishaps.slice(0, 1)), ...storms];

describe.skipIf(motoMissing())('a bad network and a busy AWS', () => {
  let moto: Moto;
  /** What an undisturbed run makes, by its flags. */
  const whole = new Map<string, Record<string, number>>();

  /** Runs a command until it ends well; each time that it does not, it has to say in a sentence why, and to go on. */
  async function untilDone(run: () => Promise<Done>, tally: Tally): Promise<void> {
    for (let tries = 1; tries <= 8; tries++) {
      const { code, stderr, stdout } = await run();
      if (code === 0) return;
      tally['stopped and resumed'] = (tally['stopped and resumed'] ?? 0) + 1;
      expect(code, stderr).toBe(4);
      expect(stderr, stdout).toMatch(/✖ .+\n/);
      expect(stderr).not.toContain('    at ');
    }
    expect.unreachable('it never ended well');
  }

  beforeAll(async () => {
    moto = await startMoto();
    for (const flags of new Set(weathers.map((weather) => weather.flags))) {
      await moto.reset();
      const account = accountOf(moto);
      const before = await account.look();
      const project = projectOn(moto, flags);
      await untilDone(() => project.up(), {});
      whole.set(flags, counts(additions(before, await account.look())));
      project.remove();
    }
  }, 60_000);

  afterAll(() => moto.stop());

  test.each(weathers)(
    'ends with one of each thing, and then with none: $what',
    { timeout: 1_800_000 },
    async ({ what, flags, hooks }) => {
      await moto.reset();
      const account = accountOf(moto);
      const before = await account.look();
      const project = projectOn(moto, flags);
      const tally: Tally = {};
      const weather = hooks(tally);

      moto.intercept(weather());
      await untilDone(() => project.up(), tally);
      moto.intercept({});
      expect(counts(additions(before, await account.look()))).toEqual(whole.get(flags));

      moto.intercept(weather());
      await untilDone(() => project.teardown('--data', 'delete'), tally);
      moto.intercept({});
      expect(inventory(await account.look())).toEqual(inventory(before));
      expect(Object.keys(tally).length).toBeGreaterThan(0);
      figures(`${what}: ${JSON.stringify(tally)}`);
      project.remove();
    },
  );
});
