import { afterAll, describe, expect, test } from 'vitest';
import { unrepeatable } from '../../src/aws/at-most-once.ts';
import { built } from '../engine/mortal.ts';
import { newStack, type Flags } from '../support/stack.ts';
import { figures } from '../support/thorough.ts';
import type { Wire } from '../support/wire.ts';

const variants: readonly (readonly [flags: Flags, changed: Flags])[] = [
  [{ 'elastic-ip': 'true' }, { 'instance-type': 't3.small', 'database-class': 'db.t4g.small' }],
  [
    { entry: 'elastic-ip', database: 'none', ssh: 'my-ip' },
    { 'instance-type': 't3.small', ssh: 'none' },
  ],
];

let answers = 0;
afterAll(() => figures(`Slow answers: ${answers.toLocaleString('en')} answers that each took 30 s`));

/** Of what would be made twice if it were asked for twice, how often the account was asked. */
const asked = (calls: readonly { readonly operation: string }[]) =>
  [...unrepeatable].map((name) => calls.filter(({ operation }) => `${operation}Command` === name).length);

describe.each(variants)('every answer of AWS takes 30 s (%j)', (flags, changed) => {
  test.each(['before', 'after'] as const)(
    '%s it has acted: nothing is doubled, and it is said why it takes long',
    async (moment) => {
      const smooth = newStack();
      await smooth.up(flags);
      const stack = newStack();
      const wire: Wire = async (_, next) => {
        answers++;
        if (moment === 'before') await stack.clock.sleep(30_000);
        try {
          return await next();
        } finally {
          if (moment === 'after') await stack.clock.sleep(30_000);
        }
      };
      await stack.up(flags, { wire });
      expect(built(stack)).toEqual(built(smooth));
      expect(asked(stack.calls)).toEqual(asked(smooth.calls));
      const notes = stack.events.flatMap((event) =>
        event.is === 'waiting' ? [`${event.step}: ${event.note.en}`] : [],
      );
      for (const step of ['vpc', 'server', 'server-role']) expect(notes).toContain(`${step}: AWS is slow to respond`);
      await stack.up(changed, { wire });
      expect(built(stack).filter((one) => one === 'instance server')).toHaveLength(1);
      await stack.teardown('delete', { wire });
      expect(built(stack)).toEqual([]);
    },
  );
});

test('nobody is told that AWS is slow when it is not', async () => {
  const stack = newStack();
  await stack.up({ database: 'none' });
  await stack.teardown();
  expect(stack.events.filter((event) => event.is === 'waiting' && event.note.en === 'AWS is slow to respond')).toEqual(
    [],
  );
});
