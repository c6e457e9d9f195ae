import { createHash } from 'node:crypto';
import type { Aws } from '../aws/clients.ts';
import { explain } from '../aws/explain.ts';
import { nameOf, uniqueNameOf } from '../aws/names.ts';
import type { Clock } from '../clock.ts';
import type { Dns } from '../dns/dns.ts';
import type { Durable, Event, Passing } from '../state/events.ts';
import type { Journal } from '../state/journal.ts';
import { generationOf, isBeforeIds, retiredIn } from '../state/state.ts';
import { idOf, type AnyStep, type Context } from './step.ts';

/** One run of the program on one stack. */
export interface Run {
  /** Every step, each after those it needs. */
  readonly steps: readonly AnyStep[];
  readonly aws: Aws;
  readonly clock: Clock;
  readonly dns: Dns;
  readonly journal: Journal;
  readonly show: (event: Event) => void;
  /** Aborts when the user wants to stop: what is in progress finishes, waits end. */
  readonly signal: AbortSignal;
}

/** Something happened: it is recorded before it is shown. */
export async function record({ journal, clock, show }: Run, what: Durable): Promise<void> {
  const event = { at: clock.now(), ...what };
  await journal.append(event);
  show(event);
}

/** Something that only the screen shows: it waits for no disk. */
export const tell = ({ clock, show }: Run, what: Passing): void => show({ at: clock.now(), ...what });

/** Reports that a step failed, in the user's words, and returns what to throw. An internal error passes unchanged. */
export function failed(run: Run, step: AnyStep, error: unknown): unknown {
  const trouble = explain(error, step.title);
  if (!trouble) return error;
  if (trouble.kind !== 'interrupted')
    tell(run, { is: 'failed', step: step.id, what: trouble.what, todo: trouble.todo });
  return trouble;
}

/** Everything that a step works with, except what it is given. */
export function contextOf(run: Run, step: AnyStep): Context {
  const { state } = run.journal;
  const { name: stack, id, begunAt, pin, answers } = state;
  const beforeIds = isBeforeIds(state);
  if (!pin) throw new Error('no account is pinned yet');
  const name = nameOf(stack, step.id);
  const uniqueName = uniqueNameOf(stack, id, step.id);
  const domain = answers.get('domain')?.value;
  const dnsAt = answers.get('dns')?.value;
  const facts = {
    clock: run.clock,
    dns: run.dns,
    ...pin,
    stack,
    name,
    uniqueName,
    uniqueNames: beforeIds ? [uniqueName, name] : [uniqueName],
    tags: {
      'stepway:id': id,
      'stepway:name': stack,
      'stepway:step': step.id,
      'stepway:region': pin.region,
      ...(typeof domain === 'string' && { 'stepway:domain': domain }),
      ...(dnsAt === 'manual' && { 'stepway:dns': dnsAt }),
      'stepway:since': new Date(begunAt).toISOString().slice(0, 10),
      Name: name,
    },
    beforeIds,
    retired: retiredIn(state, step.id).flatMap((as) => idOf(state.steps.get(as)?.handle ?? {})),
    token: createHash('sha256')
      .update(`${id} ${step.id} ${generationOf(state, step.id)}`)
      .digest('hex')
      .slice(0, 32),
  };
  // Through the prototype: copying would create every client, used or not.
  return Object.assign(Object.create(run.aws) as Aws, facts);
}
