import type { Run } from '../../src/engine/run.ts';
import type { RunOptions, Stack } from '../support/stack.ts';

type Attach = NonNullable<RunOptions['between']>;

/** What a run sees of one of its calls. */
export interface Send {
  readonly operation: string;
  readonly write: boolean;
}

/** Stands between the clients of one run and the account; `next` sends the call. */
export const around =
  (middle: (send: Send, next: () => Promise<unknown>) => Promise<unknown>): Attach =>
  (client) => {
    client.middlewareStack.add(
      (next, context) => (args) => {
        const operation = (context as { commandName: string }).commandName.replace(/Command$/, '');
        return middle({ operation, write: !/^(Describe|Get|List|Simulate)/.test(operation) }, () => next(args));
      },
      { step: 'initialize', priority: 'high', name: 'between' },
    );
  };

const forever = new Promise<never>(() => {});

/** Where a process dies: at its nth write call, before the call leaves it or before the answer comes back. */
export interface Death {
  readonly at: number;
  readonly moment: 'before' | 'after';
}

/**
 * Lets a run die at one of its write calls: from then on nothing that it awaits ever comes back. Tells whether it
 * died or came to its end.
 */
export async function mortal(
  { at, moment }: Death,
  run: (options: Pick<RunOptions, 'between' | 'wrap'>) => Promise<unknown>,
): Promise<'died' | 'ended'> {
  let writes = 0;
  let dead = false;
  let die = () => {};
  const death = new Promise<'died'>((resolve) => {
    die = () => {
      dead = true;
      resolve('died');
    };
  });
  const between = around(async ({ write }, next) => {
    if (dead) return forever;
    const fatal = write && ++writes === at;
    if (fatal && moment === 'before') {
      die();
      return forever;
    }
    const answer = await next();
    if (fatal) die();
    return dead ? forever : answer;
  });
  const whileAlive = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    return dead ? forever : value;
  };
  const wrap = (run: Run): Run => ({
    ...run,
    // An answer that was already on its way through the program when it died is not written down any more.
    journal: {
      get state() {
        return run.journal.state;
      },
      append: (event) => (dead ? undefined : run.journal.append(event)),
      close: () => run.journal.close(),
    },
    dns: { delegation: (zone) => whileAlive(run.dns.delegation(zone)) },
    clock: { now: () => run.clock.now(), sleep: (ms, signal) => whileAlive(run.clock.sleep(ms, signal)) },
  });
  return Promise.race([run({ between, wrap }).then(() => 'ended' as const), death]);
}

/** What is in the account, by kind and step: twice the same means that something was made twice. */
export const built = ({ rehearsal }: Stack): string[] =>
  rehearsal.account
    .inventory()
    .map(({ kind, tags, id }) => `${kind} ${tags['stepway:step'] ?? (/interface|rule/.test(kind) ? '' : id)}`)
    .toSorted();

/** The deaths to try: each seventh write call, or all of them with STEPWAY_ALL_KILLS. */
export function deaths(writes: number): Death[] {
  const step = process.env['STEPWAY_ALL_KILLS'] ? 1 : 7;
  const moments = ['before', 'after'] as const;
  return moments.flatMap((moment, shift) =>
    Array.from({ length: writes }, (_, index): Death => ({ at: index + 1, moment })).filter(
      ({ at }) => at % step === shift % step,
    ),
  );
}
