import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtStack } from '../support/built-stack.ts';
import { everyNth } from '../support/thorough.ts';

test(
  'a state that has lost its end loses nothing of the stack: what its answers leave open is looked for as well',
  { timeout: 300_000 },
  async () => {
    const flags = { delivery: 'local' };
    const { stateFile } = await builtStack(flags);
    const lines = readFileSync(stateFile, 'utf8').split('\n').slice(0, -1);
    const first = lines.findIndex((line) => line.includes('"is":"started"'));
    const counts = lines.map((_, at) => at + 1).slice(first, -1);
    for (const count of everyNth(counts, 12)) {
      const stack = await builtStack(flags);
      writeFileSync(stack.stateFile, `${lines.slice(0, count).join('\n')}\n`);
      await stack.teardown('delete');
      expect(stack.rehearsal.account.inventory(), `of ${lines.length} lines ${count} left`).toEqual([]);
    }
  },
);
