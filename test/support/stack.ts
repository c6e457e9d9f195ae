import { setMaxListeners } from 'node:events';
import { dirname, join } from 'node:path';
import { connect, type Aws, type Connection } from '../../src/aws/clients.ts';
import type { Clock } from '../../src/clock.ts';
import { agreeOnData, agreeOnLoss } from '../../src/commands/consent.ts';
import { meetNamesake, takeUp } from '../../src/commands/namesakes.ts';
import { prepare, type Prepared } from '../../src/commands/prepare.ts';
import { signIn } from '../../src/commands/sign-in.ts';
import type { Surroundings } from '../../src/commands/surroundings.ts';
import type { Outputs } from '../../src/engine/outputs.ts';
import type { Run } from '../../src/engine/run.ts';
import type { Removal } from '../../src/engine/context.ts';
import { teardown, type ReceiptRow } from '../../src/engine/teardown.ts';
import { up } from '../../src/engine/up.ts';
import { Answers } from '../../src/questions/answers.ts';
import {
  rehearse,
  type AccountStore,
  type ObservedCall,
  type Rehearsal,
  type RehearsalOptions,
} from '../../src/rehearsal/rehearsal.ts';
import type { Facts } from '../../src/facts.ts';
import type { Event } from '../../src/state/events.ts';
import { fileStore, readState, type Disk } from '../../src/state/file-store.ts';
import { draftJournal, openJournal, type Journal } from '../../src/state/journal.ts';
import { emptyState, hasBegun, type State } from '../../src/state/state.ts';
import { questions, steps } from '../../src/steps/index.ts';
import { outputsOf } from '../../src/ui/outputs-view.ts';
import { temporaryFolder } from './folder.ts';
import { virtualClock } from './virtual-clock.ts';
import { attachBehindRetries, type Wire } from './wire.ts';

/** Answers as their flags would say them: `{ entry: 'elastic-ip' }`. What is absent is saved or a default. */
export type Flags = Readonly<Record<string, string>>;

export interface StackOptions extends Partial<RehearsalOptions> {
  /** What the stack is called; `demo`, when absent. */
  readonly name?: string;
  /** Where the state file is; a temporary folder of the test's own, when absent. */
  readonly folder?: string;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** How long to wait for the user once nothing else is left to do, in seconds; an hour, when absent. */
  readonly patience?: number;
  readonly skip?: ReadonlySet<string>;
  readonly data?: Removal['data'];
  /** Whether to take up a stack of this name that has no state here. */
  readonly recover?: boolean;
  /** Stands between each client of this run and the account. */
  readonly between?: NonNullable<Connection['attach']>;
  /** Stands between the SDK's retries of this run and the account. */
  readonly wire?: Wire;
  /** Makes another run of it, with a world of its own. */
  readonly wrap?: (run: Run) => Run;
  /** What the state is written to; the real disk, when absent. */
  readonly disk?: Disk;
}

/** A whole stack on a simulated account: each method is a run of the program of its own. */
export interface Stack {
  readonly rehearsal: Rehearsal;
  readonly clock: Clock;
  readonly stateFile: string;
  /** What is written down, read from the disk. */
  readonly state: State;
  /** What is written down of a step's thing; fails when there is none. */
  handle(step: string): Facts;
  /** Every call that reached the account, and every event shown, since the beginning. */
  readonly calls: ObservedCall[];
  readonly events: Event[];
  /** Clients of our own, to look and meddle behind the program's back. */
  readonly aws: Aws;
  /** What `plan` would do; answers that it is given are not saved. */
  plan(flags?: Flags, options?: RunOptions): Promise<Prepared>;
  up(flags?: Flags, options?: RunOptions): Promise<Outputs>;
  teardown(data?: Removal['data'], options?: RunOptions): Promise<ReceiptRow[]>;
  /** Looks for a stack whose state file was lost; tells how many things of it were found. */
  recover(flags?: Flags): Promise<number>;
  /** The same account, clock and folder under another scenario, seen by other eyes, or with another stack. */
  under(
    options: Pick<StackOptions, 'name' | 'folder' | 'scenario' | 'otherwise' | 'onCall' | 'afterCall' | 'latencies'>,
  ): Stack;
}

const region = 'us-east-1';
const defaults: Flags = { region, domain: 'app.example.com' };

/** An account that outlives the rehearsal that plays it. */
function memoryStore(): AccountStore {
  let kept: string | undefined;
  return { load: () => kept, save: (json) => void (kept = json) };
}

export function newStack(options: StackOptions = {}): Stack {
  const {
    name = 'demo',
    folder = temporaryFolder(),
    clock = virtualClock(),
    store = memoryStore(),
    onCall,
    ...rest
  } = options;
  const calls: ObservedCall[] = [];
  const events: Event[] = [];
  const stateFile = join(folder, '.stepway', `${name}.jsonl`);
  const rehearsal = rehearse({
    ...rest,
    clock,
    store,
    onCall: async (call) => {
      calls.push(call);
      await onCall?.(call);
    },
  });

  const attached =
    ({ between, wire }: RunOptions) =>
    (client: Parameters<NonNullable<Connection['attach']>>[0]) => {
      between?.(client);
      if (wire) attachBehindRetries(client, rehearsal, clock, wire);
      else rehearsal.attach(client);
    };

  async function collect(journal: Journal, given: Flags): Promise<Answers> {
    const begun = journal.state.answers.size > 0;
    const answers = new Answers({
      flags: new Map(Object.entries(begun ? given : { ...defaults, name, ...given })),
      file: new Map(),
      setting: { folder: name, region },
      examples: false,
    });
    answers.remember(journal.state.answers);
    await answerAll(answers, journal);
    return answers;
  }

  async function answerAll(answers: Answers, journal: Journal) {
    for (const question of questions) {
      const answer = await answers.answer(question);
      if (answer && answers.isOpen(question) && journal.state.answers.get(question.key)?.value !== answer.value)
        await journal.append({ at: clock.now(), is: 'answered', question: question.key, ...answer });
    }
  }

  async function begin(journal: Journal, flags: Flags, options: RunOptions) {
    const { signal = new AbortController().signal, wrap = (run: Run) => run } = options;
    const answers = await collect(journal, flags);
    const region = String(answers.all.get('region')?.value);
    const aws = connect({ region, attach: attached(options) });
    const { pin } = await signIn(aws, journal.state, region);
    const show = (event: Event) => void events.push(event);
    setMaxListeners(0, signal);
    const run = wrap({ steps, aws, dns: rehearsal.dns, clock, journal, show, signal });
    return { answers, pin, run };
  }

  // What `prepare` and `takeUp` use of the surroundings.
  const here = {
    world: { myAddress: () => rehearsal.myAddress() },
    screen: { paragraph: () => undefined },
  } as unknown as Surroundings;

  /** Takes up a stack of this name that has no state here; tells how many things of it were found. */
  async function meet({ answers, pin, run }: Awaited<ReturnType<typeof begin>>, recover: boolean): Promise<number> {
    if (hasBegun(run.journal.state)) return 0;
    const namesake = await meetNamesake(run, pin, answers, { recover, screen: here.screen, asker: undefined });
    if (!namesake) return 0;
    await answerAll(answers, run.journal);
    return takeUp(here, run, pin, answers, namesake);
  }

  async function withJournal<T>({ disk }: RunOptions, work: (journal: Journal) => Promise<T>): Promise<T> {
    const journal = await openJournal(fileStore(dirname(stateFile), disk && { disk }), name, clock.now());
    try {
      return await work(journal);
    } finally {
      await journal.close();
    }
  }

  let aws: Aws | undefined;
  return {
    rehearsal,
    clock,
    stateFile,
    calls,
    events,
    get state() {
      return readState(stateFile) ?? emptyState;
    },
    handle(step) {
      const handle = this.state.steps.get(step)?.handle;
      if (!handle) throw new Error(`${step} was not made`);
      return handle;
    },
    get aws() {
      return (aws ??= connect({ region, attach: rehearsal.attach }));
    },

    plan: async (flags = {}, options = {}) => {
      const state = readState(stateFile);
      const journal = draftJournal(state, name);
      const begun = await begin(journal, flags, options);
      const { answers, pin, run } = begun;
      await meet(begun, options.recover ?? false);
      return prepare(here, run, pin, answers, options.skip ?? new Set());
    },

    up: (flags = {}, options = {}) =>
      withJournal(options, async (journal) => {
        const { skip = new Set<string>(), patience = 3600, data } = options;
        const begun = await begin(journal, flags, options);
        const { answers, pin, run } = begun;
        await meet(begun, options.recover ?? false);
        const { plan, settled, survey, preflight } = await prepare(here, run, pin, answers, skip);
        await agreeOnLoss(undefined as never, plan, data ? { data } : {}, undefined);
        const going = plan.filter(({ action }) => action === 'remove').map(({ step }) => step);
        const fate = await agreeOnData(undefined as never, going, data ? { data } : {}, undefined);
        if (!journal.state.pin) await journal.append({ at: clock.now(), is: 'pinned', ...pin });
        await up(run, { answers: settled, plan, survey, preflight, skip, patience });
        if (going.length > 0) await teardown(run, { data: fate, only: new Set(going.map(({ id }) => id)) });
        return outputsOf(steps, journal.state);
      }),

    teardown: (data, options = {}) =>
      withJournal(options, async (journal) => {
        const { run } = await begin(journal, {}, options);
        const going = steps.filter(({ id }) => journal.state.steps.has(id));
        return teardown(run, { data: await agreeOnData(undefined as never, going, data ? { data } : {}, undefined) });
      }),

    recover: (flags = {}) =>
      withJournal({}, async (journal) => {
        return meet(await begin(journal, flags, {}), true);
      }),

    under: (other) => newStack({ ...options, folder, clock, store, ...other }),
  };
}
