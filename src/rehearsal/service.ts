import type { AccountData, RegionData } from './account.ts';
import type { Latency } from './latencies.ts';
import type { Scenario } from './scenarios.ts';
import type { Tags } from './tags.ts';

/** What an operation acts on: the account at one moment, seen from one region. */
export interface Call {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly region: string;
  readonly account: AccountData;
  /** What the account has in this region. */
  readonly here: RegionData;
  readonly scenario: Scenario;
  /** The moment, in milliseconds since 1970, at which something that begins now is over. */
  after(latency: Latency): number;
  /** A new seed for an id, different for each call and the same in each run of the same calls. */
  seed(): string;
}

/** What shows how things stand, without anybody asking for anything. */
export type Moment = Pick<Call, 'now' | 'account' | 'here' | 'scenario'>;

type CommandOf<Sdk, Name extends keyof Sdk> = Sdk[Name] extends abstract new (...args: never[]) => infer Command
  ? Command
  : never;

type OperationOf<Command> = Command extends {
  readonly input: infer Input;
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }>;
}
  ? (input: Input, call: Call) => Omit<Output, '$metadata'>
  : never;

/** Operations of an SDK client package, by name, with the package's own types of input and output. */
export type Operations<Sdk> = {
  readonly [Name in keyof Sdk as Name extends `${infer Operation}Command` ? Operation : never]?: OperationOf<
    CommandOf<Sdk, Name>
  >;
};

/** Something in an account, as its service counts it. */
export interface Thing {
  readonly kind: string;
  readonly id: string;
  readonly tags: Tags;
}

/** A service as the rehearsal plays it: what it does, and what it keeps in the account or in each region. */
export interface Service {
  /** By name; here their types no longer matter. */
  readonly operations: Readonly<Record<string, (input: never, call: Call) => object>>;
  readonly global?: {
    /** What there is before anybody asks for anything. */
    atFirst(): Partial<AccountData>;
    /** What there is now, but for what AWS, or whoever set the rehearsal up, put there, and what ends by itself. */
    inventory(account: AccountData): Thing[];
  };
  readonly regional?: {
    atFirst(region: string, scenario: Scenario): Partial<RegionData>;
    inventory(here: RegionData): Thing[];
  };
  /** Lets the time that has passed have its effect on a region. */
  settle?(moment: Moment): void;
}
