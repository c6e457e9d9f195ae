import type { Tags } from '../aws/tags.ts';
import type { AnyStep, OutputOf, OutputsOf } from '../engine/step.ts';
import type { Facts } from '../facts.ts';
import type { AnswersTo } from '../questions/question.ts';
import type { Words } from '../words.ts';
import type { Recorder } from './recorder.ts';
import type { Spellings } from './to-command.ts';

/** What a step is given, with symbols for what AWS is yet to say. */
interface Given<Step extends AnyStep> {
  readonly region: string;
  readonly tags: Tags;
  readonly needs: OutputsOf<Step['needs']>;
  readonly answers: AnswersTo<Step['asks']>;
  say(words: Words): string;
}

interface Parts<Step extends AnyStep> {
  /** In place of `find` for lookups: `find` reads responses, which do not exist before the script runs. */
  lookUp?(recorder: Recorder, given: Given<Step>): OutputOf<Step>;
  /** What comes once the thing is made: how it is waited for, and what `check` would add to its handle. */
  wait?(recorder: Recorder, given: Given<Step> & { readonly output: OutputOf<Step> }): Facts | void;
  /** Its operation that is refused as long as one of AWS's services has not heard of what another one made. */
  readonly late?: string;
  /** Fields of its operations that the CLI does not take as the API does. */
  readonly spellings?: Spellings;
  /** An id of its answers that comes with the kind of thing before it, which other services do not take. */
  readonly prefixed?: string;
}

export interface ByHand extends Parts<AnyStep> {
  readonly step: AnyStep;
}

/** What a script does for a step that does not follow from the step's own calls. */
export const byHand = <const Step extends AnyStep>(step: Step, parts: Parts<Step>): ByHand => ({ step, ...parts });

/** Waits with one of the waiters that the CLI has. */
export function waitFor(recorder: Recorder, service: string, waiter: string, input: object): void {
  recorder.call(service, `wait ${waiter}`, input);
}
