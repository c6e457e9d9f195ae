import { afterAll, describe, expect, test } from 'vitest';
import { drawn, typical, type Latencies } from '../../src/rehearsal/rehearsal.ts';
import { built, deaths, mortal, type Death } from '../engine/mortal.ts';
import { builtStack, once } from '../support/built-stack.ts';
import { newStack, type Flags } from '../support/stack.ts';
import { figures, sampled } from '../support/thorough.ts';

/** AWS lists what it has made as late as it ever does. */
const late = drawn(() => 1);
const latencies: Latencies = (of) => (of.endsWith('visible') ? late(of) : typical(of));

const stacks: readonly { readonly called: string; readonly flags: Flags; readonly few: number }[] = [
  { called: 'behind a load balancer', flags: {}, few: 6 },
  { called: 'straight to the server', flags: { entry: 'elastic-ip', database: 'none', ssh: 'my-ip' }, few: 10 },
  {
    called: 'with what GitHub delivers its app with',
    flags: {
      entry: 'elastic-ip',
      database: 'none',
      network: 'default',
      delivery: 'github',
      repository: 'octocat/shop',
    },
    few: 6,
  },
];

let kills = 0;
afterAll(() => figures(`kills in process: ${kills}, each gone on from to one of each thing, or to none`));

const said = ({ of, at, moment }: Death) => `killed ${moment} ${of} ${at}`;

describe.each(stacks)('a program that is killed, $called', ({ flags, few }) => {
  /** What an undisturbed run makes, and every death that it and its teardown can die. */
  async function life() {
    const stack = newStack({ latencies });
    const up = await mortal(undefined, (options) => stack.up(flags, options));
    const whole = built(stack);
    const down = await mortal(undefined, (options) => stack.teardown('delete', options));
    expect(built(stack)).toEqual([]);
    return { whole, ups: deaths(up.calls, up.events), downs: deaths(down.calls, down.events) };
  }
  const undisturbed = once(life);

  /** Starts to build and is killed, each time at one of these deaths. */
  async function killed(...at: readonly Death[]) {
    const stack = newStack({ latencies });
    for (const death of at) {
      const { end } = await mortal(death, (options) => stack.up(flags, options));
      kills += end === 'died' ? 1 : 0;
    }
    return stack;
  }

  test('while it builds, goes on in its next run, and makes one of each thing', async () => {
    const { whole, ups } = await undisturbed();
    for (const death of sampled(ups, few)) {
      const stack = await killed(death);
      const outputs = await stack.up(flags);
      expect(built(stack), said(death)).toEqual(whole);
      expect(outputs.url, said(death)).toBe('https://app.example.com');
      const { steps } = stack.state;
      for (const [id, { output }] of steps) expect(output, `${id}, ${said(death)}`).toBeDefined();
    }
  });

  test('while it builds, leaves nothing that a teardown straight after does not find', async () => {
    const { ups } = await undisturbed();
    for (const death of sampled(ups, few - 1)) {
      const stack = await killed(death);
      await stack.teardown('delete');
      expect(built(stack), said(death)).toEqual([]);
      expect(stack.state.steps.size, said(death)).toBe(0);
    }
  });

  test('while it takes away, goes on in its next run, and leaves nothing', async () => {
    const { downs } = await undisturbed();
    for (const death of sampled(downs, few)) {
      const stack = await builtStack(flags, { latencies });
      const { end } = await mortal(death, (options) => stack.teardown('delete', options));
      kills += end === 'died' ? 1 : 0;
      await stack.teardown('delete');
      expect(built(stack), said(death)).toEqual([]);
      expect(stack.state.steps.size, said(death)).toBe(0);
    }
  });

  test('twice in a row, goes on in its third run', async () => {
    const { whole, ups } = await undisturbed();
    const seconds = ups.toReversed();
    for (const [index, first] of sampled(ups, few / 2).entries()) {
      // Somewhere in the second run: a step of 37 comes by every moment of it.
      const second = seconds[(index * 37) % seconds.length]!;
      const stack = await killed(first, { ...second, at: Math.ceil(second.at / 3) });
      await stack.up(flags);
      expect(built(stack), `${said(first)}, then ${said(second)}`).toEqual(whole);
    }
  });

  test('and called back to take away what it was building, leaves nothing, killed once more or not', async () => {
    const { ups, downs } = await undisturbed();
    for (const [index, first] of sampled(ups, few / 2).entries()) {
      const second = downs[(index * 37) % downs.length]!;
      const stack = await killed(first);
      await mortal(second, (options) => stack.teardown('delete', options));
      await stack.teardown('delete');
      expect(built(stack), `${said(first)}, then ${said(second)}`).toEqual([]);
    }
  });
});
