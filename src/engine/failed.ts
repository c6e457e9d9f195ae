import { explain } from '../aws/explain.ts';
import { tell, type Run } from './run.ts';
import type { AnyStep } from './step.ts';
import type { Trouble } from '../errors.ts';

/** Reports that a step failed, in the user's words, and returns what to throw. An internal error passes unchanged. */
export function failed(run: Run, step: AnyStep, error: unknown): unknown {
  const trouble: Trouble | undefined = explain(error, step.title);
  if (!trouble) return error;
  if (trouble.kind !== 'interrupted')
    tell(run, { is: 'failed', step: step.id, what: trouble.what, todo: trouble.todo });
  return trouble;
}
