import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Trouble } from '../../src/errors.ts';
import { Refusal } from '../../src/rehearsal/errors.ts';
import { builtStack } from '../support/built-stack.ts';
import { everyNth } from '../support/thorough.ts';

test(
  'what AWS refuses while a lost stack is taken up is told in a sentence, and the same command goes on',
  { timeout: 300_000 },
  async () => {
    const reads = Array.from({ length: 60 }, (_, index) => index + 1);
    for (const at of everyNth(reads, 9)) {
      let calls = 0;
      const onCall = () => {
        if (++calls === at) throw new Refusal('InternalFailure', 'of the test', 500);
      };
      const stack = await builtStack({ entry: 'elastic-ip', database: 'none' }, { onCall });
      rmSync(stack.stateFile);
      const thrown = await stack.up({}, { recover: true }).catch((error: unknown) => error);
      if (thrown instanceof Error) expect(thrown, `at call ${at}`).toBeInstanceOf(Trouble);
      await stack.up({}, { recover: true });
      expect(stack.state.steps.size, `at call ${at}`).toBeGreaterThan(20);
    }
  },
);
