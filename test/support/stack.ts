import { setMaxListeners } from 'node:events';
import { dirname, join } from 'node:path';
import { connect, type Aws, type Connection } from '../../src/aws/clients.ts';
import { connectPricing } from '../../src/aws/price-list.ts';
import type { Clock } from '../../src/clock.ts';
import type { Diagnosis } from '../../src/doctor/diagnose.ts';
import type { Removal } from '../../src/engine/step.ts';
import type { Outputs } from '../../src/engine/outputs.ts';
import type { Survey } from '../../src/engine/plan.ts';
import type { Run } from '../../src/engine/run.ts';
import type { ReceiptRow } from '../../src/engine/teardown.ts';
import { activate, costOf, type Cost } from '../../src/operations/cost.ts';
import { diagnose, diagnoseOnceSettled, type DiagnoseOptions } from '../../src/operations/diagnose.ts';
import { practise, type Drilled } from '../../src/operations/drill.ts';
import { openGauges, type Reading } from '../../src/operations/metrics.ts';
import { onStack } from '../../src/operations/on-stack.ts';
import { plan } from '../../src/operations/plan.ts';
import type { Prepared } from '../../src/operations/prepare.ts';
import { lookForStack } from '../../src/operations/recover.ts';
import type { Site } from '../../src/operations/site.ts';
import { status } from '../../src/operations/status.ts';
import { teardown } from '../../src/operations/teardown.ts';
import { up } from '../../src/operations/up.ts';
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
import { emptyState, type State } from '../../src/state/state.ts';
import type { Store } from '../../src/state/store.ts';
import { userCache } from '../../src/state/user-cache.ts';
import { steps } from '../../src/steps/index.ts';
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
  readonly livePrices?: boolean;
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
  /** Stands in front of the state's files. */
  readonly keeping?: (files: Store) => Store;
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
  teardown(data?: Removal['data'], options?: RunOptions): Promise<readonly ReceiptRow[]>;
  /** Restores a copy of the database, and removes it again. */
  practise(options?: RunOptions): Promise<Drilled>;
  /** Looks for a stack whose state file was lost, and writes down what is found of it. */
  recover(flags?: Flags): Promise<void>;
  /** What AWS says of what is recorded. */
  status(): Promise<Survey>;
  /** What it costs, as the bill has it, and the bill told to tell it apart. */
  cost(options?: { isLooked?: boolean }): Promise<Cost>;
  activate(): Promise<void>;
  /** What its gauges have shown. */
  gauges(): Promise<readonly Reading[]>;
  /** What the doctor says of it, at once or after a repair; what visitors get is the rehearsal's, when absent. */
  diagnose(options?: { visit?: DiagnoseOptions['visit']; isRepaired?: boolean }): Promise<Diagnosis>;
  /** The same account, clock and folder under another scenario, seen by other eyes, or with another stack. */
  under(
    options: Pick<StackOptions, 'name' | 'folder' | 'scenario' | 'otherwise' | 'onCall' | 'afterCall' | 'latencies'>,
  ): Stack;
}

const region = 'us-east-1';
export const defaults: Flags = { region, domain: 'app.example.com' };

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

  /** What a run of the program has been told. */
  function answersTo(given: Flags): Answers {
    const saved = readState(stateFile)?.answers ?? new Map();
    const answers = new Answers({
      flags: new Map(
        Object.entries({ ...defaults, name, ...given }).filter(([key]) => Object.hasOwn(given, key) || !saved.has(key)),
      ),
      file: new Map(),
      setting: { folder: name, region },
      examples: false,
    });
    answers.remember(saved);
    return answers;
  }

  const siteOf = (options: RunOptions): Site => {
    const { disk, signal = new AbortController().signal, wrap = (run: Run) => run, keeping } = options;
    const files = fileStore(dirname(stateFile), disk && { disk });
    setMaxListeners(0, signal);
    return {
      // A run that died here in a test would hold the lock of this process.
      store: { ...(keeping?.(files) ?? files), lock: async () => async () => undefined },
      clock,
      cache: userCache({ XDG_CACHE_HOME: join(folder, 'cache') }, 'linux'),
      signal,
      connect: async (journal, region) => {
        const aws = connect({ region, attach: attached(options) });
        return wrap({
          steps,
          aws,
          dns: rehearsal.dns,
          clock,
          journal,
          show: (event) => void events.push(event),
          signal,
        });
      },
      priceList: async (region) => connectPricing({ region, attach: rehearsal.attach }),
      myAddress: () => rehearsal.myAddress(),
      repositoryIds: () => rehearsal.repositoryIds(),
    };
  };

  const place = (flags: Flags, options: RunOptions) => ({
    site: siteOf(options),
    answers: answersTo(flags),
    dialogue: {},
  });

  const given = ({ skip = new Set<string>(), ...options }: RunOptions) => ({ patience: 3600, ...options, skip });

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

    plan: (flags = {}, options = {}) => plan(place(flags, options), name, given(options)),

    up: async (flags = {}, options = {}) => {
      const { site, ...rest } = place(flags, options);
      const built = await onStack(site, name, (journal) => up({ site, journal, ...rest }, given(options)));
      return built?.outputs ?? {};
    },

    teardown: (data, options = {}) => {
      const site = siteOf(options);
      return onStack(site, name, async (journal) => (await teardown(site, journal, {}, { data })) ?? []);
    },

    practise: (options = {}) => {
      const site = siteOf(options);
      return onStack(site, name, (journal) => practise(site, journal, undefined));
    },

    recover: async (flags = {}) => {
      const events = await lookForStack(place(flags, {}), name, true);
      await onStack(siteOf({}), name, async (journal) => {
        for (const event of events) await journal.append(event);
      });
    },

    async status() {
      return status(siteOf({}), this.state, { skip: new Set() });
    },

    async cost({ isLooked = true } = {}) {
      return costOf(siteOf({}), this.state, { region: undefined, isLooked });
    },

    async activate() {
      await activate(siteOf({}), this.state, undefined);
    },

    async gauges() {
      return (await openGauges(siteOf({}), this.state, undefined))();
    },

    async diagnose({ visit = rehearsal.visit, isRepaired = false } = {}) {
      const look = isRepaired ? diagnoseOnceSettled : diagnose;
      const { diagnosis } = await look(siteOf({}), this.state, {
        skip: new Set(),
        visit,
        typed: (command) => `stepway ${command}`,
      });
      return diagnosis;
    },

    under: (other) => newStack({ ...options, folder, clock, store, ...other }),
  };
}
