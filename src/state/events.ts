import type { Facts } from '../facts.ts';
import type { Answer, Source } from '../questions/question.ts';
import type { Words } from '../words.ts';

/** What a step was given when it was made. */
export interface GivenFacts {
  readonly needs: Facts;
  readonly answers: Facts;
}

/** What is recorded. The state is the sum of these. */
export type Durable =
  | { readonly is: 'begun'; readonly version: number; readonly name: string; readonly id: string }
  /** A stack whose state was lost is taken up where it was found: from now on this is that stack. */
  | { readonly is: 'recovered'; readonly version: number; readonly id: string }
  | { readonly is: 'answered'; readonly question: string; readonly value: Answer; readonly from: Source }
  | { readonly is: 'pinned'; readonly account: string; readonly region: string; readonly partition: string }
  /** On disk before the create call. */
  | { readonly is: 'started'; readonly step: string; readonly needs: readonly string[]; readonly given: GivenFacts }
  /** On disk before the waiting. */
  | { readonly is: 'made'; readonly step: string; readonly handle: Facts }
  | { readonly is: 'ready'; readonly step: string; readonly output: Facts }
  | { readonly is: 'changed'; readonly step: string; readonly given: GivenFacts; readonly handle: Facts }
  /** Another one is made in its place: it is written down under another id until it has gone. */
  | { readonly is: 'retired'; readonly step: string; readonly as: string }
  /** It is the one again: its answers are back. */
  | { readonly is: 'restored'; readonly step: string; readonly from: string }
  | { readonly is: 'removing'; readonly step: string }
  | { readonly is: 'removed'; readonly step: string }
  /** Kept on purpose after its step was removed: it belongs in the receipt, whichever run finishes. */
  | { readonly is: 'kept'; readonly step: string; readonly id: string; readonly why: Words };

/** What only the screen shows. */
export type Passing =
  /** What was checked before the first write, without obstacles. */
  | {
      readonly is: 'preflight';
      readonly rows: readonly { readonly [field: string]: string | Words | true | undefined }[];
    }
  /** `task` is what only the user can do about it. */
  | { readonly is: 'waiting'; readonly step: string; readonly note: Words; readonly task?: Words }
  /** The AWS CLI commands that do the same as the step. */
  | { readonly is: 'command'; readonly step: string; readonly command: string }
  | { readonly is: 'changing'; readonly step: string; readonly note: Words }
  | { readonly is: 'failed'; readonly step: string; readonly what: Words; readonly todo: Words };

/** Something that happened, and when (milliseconds since 1970). The journal, the screen and the tests read the same. */
export type Event = { readonly at: number } & (Durable | Passing);
export type DurableEvent = { readonly at: number } & Durable;
