import { expect, test } from 'vitest';
import { builtStack } from '../support/built-stack.ts';
import { flagsOfEachAnswer } from '../support/flags-for.ts';
import { temporaryFolder } from '../support/folder.ts';

test.each(await flagsOfEachAnswer())(
  'a stack built with %o whose state is lost is taken up without these flags, and nothing of it changed or removed',
  async (flags) => {
    const stack = await builtStack(flags);
    await stack.clock.sleep(30 * 60_000);
    const { plan } = await stack.under({ folder: temporaryFolder() }).plan({}, { recover: true });
    const undone = plan.flatMap(({ step, action }) => (step.create && action !== 'keep' ? `${action} ${step.id}` : []));
    expect(undone, 'What was answered has to follow from what is there: `says.answers`, `says.absence`').toEqual([]);
  },
);
