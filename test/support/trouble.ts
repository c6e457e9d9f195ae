import { expect } from 'vitest';
import { Trouble } from '../../src/errors.ts';

/** What a run stops with that has to stop. */
export async function troubleOf(run: Promise<unknown>): Promise<Trouble> {
  const error: unknown = await run.then(
    () => expect.unreachable('it should have failed'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Trouble);
  return error as Trouble;
}
