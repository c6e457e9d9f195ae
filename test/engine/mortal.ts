import type { Handler } from '../../src/aws/at-most-once.ts';
import type { Run } from '../../src/engine/run.ts';
import type { DurableEvent } from '../../src/state/events.ts';
import type { Journal } from '../../src/state/journal.ts';
import type { RunOptions, Stack } from '../support/stack.ts';

type Attach = NonNullable<RunOptions['between']>;

/** What a run sees of one of its calls. */
export interface Send {
  readonly operation: string;
  readonly write: boolean;
}

/** Stands between the clients of one run and the account; `next` sends the call; two need two names. */
export const around =
  (middle: (send: Send, next: () => Promise<unknown>) => Promise<unknown>, name = 'between'): Attach =>
  (client) => {
    client.middlewareStack.add(
      (next, context) => (args) => {
        const operation = (context as { commandName: string }).commandName.replace(/Command$/, '');
        return middle({ operation, write: !/^(Describe|Get|List|Simulate)/.test(operation) }, () =>
          next(args),
        ) as ReturnType<Handler>;
      },
      { step: 'initialize', priority: 'high', name },
    );
  };

/** Notes which errors a run hears of AWS, as `CreateListener CertificateNotFoundException`. */
export function listener(): { heard: Set<string>; between: Attach } {
  const heard = new Set<string>();
  const between = around(async ({ operation }, next) => {
    try {
      return await next();
    } catch (error) {
      heard.add(`${operation} ${(error as Error).name}`);
      throw error;
    }
  });
  return { heard, between };
}

/** One for each who waits: a promise that all of them shared would keep every dead run in memory. */
const forever = () => new Promise<never>(() => {});

/** Where a process dies: at its nth call, or at the nth event that it writes down, before that is done or after. */
export interface Death {
  readonly of: 'call' | 'event';
  readonly at: number;
  readonly moment: 'before' | 'after';
}

/** Every death that a run of so many calls and events can die. */
export const deaths = (calls: number, events: number): Death[] =>
  (['before', 'after'] as const).flatMap((moment) => [
    ...Array.from({ length: calls }, (_, index) => ({ of: 'call' as const, at: index + 1, moment })),
    ...Array.from({ length: events }, (_, index) => ({ of: 'event' as const, at: index + 1, moment })),
  ]);

export interface Life {
  readonly end: 'died' | 'ended';
  /** How many calls and events it came to. */
  readonly calls: number;
  readonly events: number;
}

/**
 * Lets a run die: from then on nothing that it awaits ever comes back, and nothing is written down any more. Without
 * a death it only counts.
 */
export async function mortal(
  death: Death | undefined,
  run: (options: Pick<RunOptions, 'between' | 'wrap'>) => Promise<unknown>,
): Promise<Life> {
  const counts = { call: 0, event: 0 };
  let dead = false;
  /** The event that is on its way to the disk: it gets there before the next run reads what is there. */
  let last: Promise<unknown> = Promise.resolve();
  let die = () => {};
  const died = new Promise<'died'>((resolve) => {
    die = () => {
      dead = true;
      void last.then(() => resolve('died'));
    };
  });
  const isFatal = (of: Death['of']) => ++counts[of] === death?.at && of === death.of;

  const between = around(async (_, next) => {
    if (dead) return forever();
    const fatal = isFatal('call');
    if (fatal && death?.moment === 'before') {
      die();
      return forever();
    }
    try {
      return await next();
    } finally {
      // An error is an answer as well.
      if (fatal) die();
      if (dead) await forever();
    }
  });
  const whileAlive = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    return dead ? forever() : value;
  };
  const append = async (journal: Journal, event: DurableEvent) => {
    if (dead) return forever();
    const fatal = isFatal('event');
    if (!fatal || death?.moment === 'after') {
      const written = journal.append(event);
      last = written.catch(() => undefined);
      await whileAlive(written);
    }
    if (!fatal) return;
    die();
    // The dead do not go on to their next line.
    throw new Error('died');
  };
  const wrap = (run: Run): Run => ({
    ...run,
    journal: {
      get state() {
        return run.journal.state;
      },
      append: (event) => append(run.journal, event),
      close: () => run.journal.close(),
    },
    dns: {
      delegation: (zone) => whileAlive(run.dns.delegation(zone)),
      caa: (name, servers) => whileAlive(run.dns.caa(name, servers)),
      records: (zone) => whileAlive(run.dns.records(zone)),
      hasLeftoverDs: (zone, servers) => whileAlive(run.dns.hasLeftoverDs(zone, servers)),
      at: (name) => whileAlive(run.dns.at(name)),
      addresses: (name) => whileAlive(run.dns.addresses(name)),
    },
    clock: { now: () => run.clock.now(), sleep: (ms, signal) => whileAlive(run.clock.sleep(ms, signal)) },
  });
  const end = await Promise.race([run({ between, wrap }).then(() => 'ended' as const), died]);
  return { end, calls: counts.call, events: counts.event };
}

/** What is in the account, by kind and step: twice the same means that something was made twice. */
export const built = ({ rehearsal }: Stack): string[] =>
  rehearsal.account
    .inventory()
    .map(({ kind, tags, id }) => `${kind} ${tags['stepway:step'] ?? (/interface|rule/.test(kind) ? '' : id)}`)
    .toSorted();
