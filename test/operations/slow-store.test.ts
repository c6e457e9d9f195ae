import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { DurableEvent } from '../../src/state/events.ts';
import type { Store } from '../../src/state/store.ts';
import { newStack } from '../support/stack.ts';

/** A store that takes its time with every event, as one does that is reached over a network. */
function slowly(durable: DurableEvent[]) {
  let busy = 0;
  return (files: Store): Store => ({
    ...files,
    async open(name) {
      const log = await files.open(name);
      return {
        ...log,
        async append(event) {
          expect(++busy, 'events at a time').toBe(1);
          for (let turn = 0; turn < 50; turn++) await setImmediate();
          await log.append(event);
          durable.push(event);
          busy--;
        },
      };
    },
  });
}

test('whatever time a store takes, the intent is durable before the thing is there, and each event before it is shown', async () => {
  const durable: DurableEvent[] = [];
  const intended = () => new Set(durable.flatMap((event) => (event.is === 'started' ? [event.step] : [])));
  const unintended = new Set<string>();
  const stack = newStack({
    afterCall: () => {
      const known = intended();
      for (const { tags } of stack.rehearsal.account.inventory()) {
        const step = tags['stepway:step'];
        if (step !== undefined && !known.has(step)) unintended.add(step);
      }
    },
  });
  const keeping = slowly(durable);
  await stack.up({}, { keeping });
  expect(unintended).toEqual(new Set());
  expect(intended().size).toBeGreaterThan(20);

  await stack.teardown('delete', { keeping });
  expect(stack.rehearsal.account.inventory()).toEqual([]);
  // Looked up before the first write, and shown when that is written down.
  const shown = stack.events.filter((event) => durable.some((one) => one === event));
  expect(shown).toEqual(durable.filter((event) => stack.events.some((one) => one === event)));
  expect(shown.length).toBeGreaterThan(60);
});
