import { afterAll, describe, expect, test } from 'vitest';
import { unrepeatable } from '../../src/aws/at-most-once.ts';
import { connect } from '../../src/aws/clients.ts';
import { answersFor } from '../../src/engine/choose.ts';
import { Trouble } from '../../src/errors.ts';
import { questions } from '../../src/steps/index.ts';
import { steps } from '../support/steps.ts';
import { built } from '../engine/mortal.ts';
import { once } from '../support/built-stack.ts';
import { toldBy } from '../support/flags-for.ts';
import { newStack, type Flags, type RunOptions, type Stack } from '../support/stack.ts';
import { figures, full, random, seed, thorough } from '../support/thorough.ts';
import { faults, suffer, type Fault, type Wire } from '../support/wire.ts';

const variants: readonly { readonly called: string; readonly flags: Flags; readonly changed: Flags }[] = [
  {
    called: 'everything',
    flags: { 'elastic-ip': 'true', www: 'true', ssh: 'my-ip' },
    changed: {
      'instance-type': 't3.small',
      'database-class': 'db.t4g.small',
      'database-storage': '30',
      'app-port': '3000',
      'health-path': '/up',
      ssh: '198.51.100.7/32',
    },
  },
  {
    called: 'straight to the server',
    flags: { entry: 'elastic-ip', database: 'none', ssh: 'my-ip' },
    changed: { 'instance-type': 't3.small', ssh: 'none' },
  },
];

const tally = new Map<string, number>();
const count = (what: string) => void tally.set(what, (tally.get(what) ?? 0) + 1);
afterAll(() =>
  figures(
    `Faults in process (seed ${seed}): ${[...tally].map(([what, times]) => `${times.toLocaleString('en')} ${what}`).join(', ')}`,
  ),
);

/** Builds, changes and takes away; `run` stands around each of the three. */
async function life(
  stack: Stack,
  { flags, changed }: (typeof variants)[number],
  run: (work: () => Promise<unknown>) => Promise<void>,
  options: RunOptions,
): Promise<{ whole: string[]; after: string[]; left: string[] }> {
  await run(() => stack.up(flags, options));
  const whole = built(stack);
  await run(() => stack.up(changed, options));
  const after = built(stack);
  await run(() => stack.teardown(flags['database'] === 'none' ? undefined : 'delete', options));
  return { whole, after, left: built(stack) };
}

const straight = async (work: () => Promise<unknown>) => void (await work());

/** Of what would be made twice if it were asked for twice, how often the account was asked. */
const asked = ({ calls }: Stack) =>
  Object.fromEntries(
    [...unrepeatable].map((name) => {
      const operation = name.replace(/Command$/, '');
      return [operation, calls.filter((call) => call.operation === operation).length];
    }),
  );

const kinds = Object.entries(faults).flatMap(([fault, { moments }]) =>
  moments.map((moment) => ({ fault: fault as Fault, moment })),
);

describe.each(variants)('a fault that happens once ($called)', (variant) => {
  // In `npm test` each kind happens to one of the variants, in turns.
  const here = kinds.filter((_, index) => full || variants[index % variants.length] === variant);

  /** What an undisturbed life comes to, and the writes in it. */
  const undisturbed = once(async () => {
    const stack = newStack();
    const ends = await life(stack, variant, straight, {});
    const writes = new Set(stack.calls.filter(({ write }) => write).map(({ operation }) => operation));
    return { ends, writes, asked: asked(stack) };
  });

  test.each(here)(
    'to each operation, $fault, $moment AWS acted, is gone on from at once',
    async ({ fault, moment }) => {
      const smooth = await undisturbed();
      // All in one life, or each in a life of its own.
      const lives = thorough ? [...smooth.writes].map((one) => new Set([one])) : [new Set(smooth.writes)];
      for (const left of lives) {
        const where = [...left].join();
        const stack = newStack();
        const wire: Wire = (attempt, next) => {
          if (!left.delete(attempt.operation)) return next();
          count(`${fault} ${moment}`);
          return suffer(fault, moment, attempt, next);
        };
        count('lives');
        expect(await life(stack, variant, straight, { wire }), where).toEqual(smooth.ends);
        expect([...left], where).toEqual([]);
        expect(asked(stack), where).toEqual(smooth.asked);
      }
    },
  );
});

describe('a storm', () => {
  /** How likely each thing is to happen to an attempt: in all, more than half of them fail. */
  const weather: readonly (readonly [share: number, Fault, 'before' | 'after'])[] = [
    [0.3, 'too fast', 'before'],
    [0.03, 'status 500', 'before'],
    [0.03, 'status 502 in HTML', 'before'],
    [0.03, 'status 503', 'before'],
    [0.02, 'status 500', 'after'],
    [0.02, 'status 502 in HTML', 'after'],
    [0.02, 'status 503', 'after'],
    [0.03, 'cut off', 'before'],
    [0.03, 'cut off', 'after'],
    [0.02, 'cut short', 'after'],
    [0.02, 'garbled', 'after'],
  ];

  const storm = (from: number): Wire => {
    const next = random(from);
    return (attempt, send) => {
      let chance = next();
      for (const [share, fault, moment] of weather) {
        chance -= share;
        if (chance >= 0) continue;
        count(`${fault} ${moment}`);
        return suffer(fault, moment, attempt, send);
      }
      return send();
    };
  };

  /** Runs until it ends well; each time that it does not, it has said in a sentence why. */
  const again = async (work: () => Promise<unknown>) => {
    for (let tries = 1; tries <= 20; tries++) {
      count('runs');
      try {
        return void (await work());
      } catch (error) {
        if (!(error instanceof Trouble)) throw error;
        expect(error.kind).toBe('aws');
        expect(error.what.en).toMatch(/^[A-Z].+\.$/);
        expect(error.todo.en).toMatch(/same command/);
        expect(error.what.en + error.todo.en).not.toMatch(/deserialization|\$response|undefined/i);
        count('runs that stopped with a sentence and were resumed');
      }
    }
    expect.unreachable('it never ended well');
  };

  const seeds = Array.from({ length: thorough ? 200 : full ? 4 : variants.length }, (_, index) => seed + index);
  test.each(seeds)('of seed %i ends with one of each thing, and then with none', async (from) => {
    const variant = variants[from % variants.length]!;
    const smooth = newStack();
    const ends = await life(smooth, variant, straight, {});
    const stack = newStack();
    count('lives');
    expect(await life(stack, variant, again, { wire: storm(from) })).toEqual(ends);
    expect(asked(stack)).toEqual(asked(smooth));
  });
});

/** Whatever is asked of it, it is there. */
const anything: unknown = new Proxy(() => undefined, {
  get(_, name) {
    if (name === 'then') return undefined;
    if (name === Symbol.toPrimitive) return () => 'anything';
    if (name === Symbol.iterator) return () => [][Symbol.iterator]();
    return anything;
  },
  apply: () => anything,
});

/** Beside what is known of it, whatever is asked of it is there. */
const knowing = (known: object): object =>
  new Proxy(known, { get: (_, key) => (Reflect.get(known, key) as unknown) ?? anything });

test('the steps that are looked for before they are made again are exactly those of which AWS would make two', async () => {
  const found: string[] = [];
  const answers = toldBy({ delivery: 'github', repository: 'octocat/shop' }).preview(questions);
  for (const step of steps) {
    const { id, create } = step;
    const sent: string[] = [];
    const client = {
      async send(command: object) {
        sent.push(command.constructor.name);
        // There is always another page.
        if (sent.length > 20) throw new Error('enough');
        return anything;
      },
    };
    const clients = Object.fromEntries(Object.keys(connect({ region: 'us-east-1' })).map((name) => [name, client]));
    const known: object = {
      ...clients,
      dns: { records: async () => ({ nameServers: [], records: [], delegated: [], unanswered: [] }) },
      name: 'anything',
      uniqueName: 'anything',
      uniqueNames: ['anything'],
      tags: { 'stepway:id': '0a1b2c3d', 'stepway:name': 'anything', 'stepway:region': 'us-east-1' },
      needs: knowing({
        certificate: knowing({ records: [{ name: '_a.example.com', value: '_b.acm-validations.aws' }] }),
      }),
      answers: answersFor(step, answers),
    };
    const context = knowing(known) as never;
    // What it makes of such answers does not matter.
    await create?.(context).catch(() => undefined);
    if (create) expect(sent, id).not.toEqual([]);
    if (sent.some((name) => unrepeatable.has(name))) found.push(id);
  }
  expect(found).toEqual(steps.filter((step) => step.making?.unrepeatable).map(({ id }) => id));
});

describe('a sign-in that expires on the way', () => {
  const moments = thorough ? Array.from({ length: 60 }, (_, index) => 1 + 5 * index) : [3, 40, 120];
  test.each(moments)('at call %i stops with a sentence, loses nothing, and goes on', async (at) => {
    const smooth = newStack();
    await smooth.up();
    const stack = newStack();
    let calls = 0;
    const wire: Wire = ({ service }, next) => {
      if (++calls < at) return next();
      const [name, message] =
        service === 'ec2'
          ? ['RequestExpired', 'Request has expired.']
          : ['ExpiredToken', 'The security token included in the request is expired'];
      throw Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
    };
    const error: unknown = await stack.up({}, { wire }).catch((reason: unknown) => reason);
    // A run of fewer calls has ended before.
    if (calls >= at) {
      expect(error).toMatchObject({
        kind: 'aws',
        what: { en: expect.stringMatching(/AWS session has expired/) as string },
        todo: { en: expect.stringMatching(/Nothing is lost\. Sign in again.*same command/) as string },
      });
      count('sign-ins that expired');
    }
    await stack.up();
    expect(built(stack)).toEqual(built(smooth));
    expect(asked(stack)).toEqual(asked(smooth));
  });
});
