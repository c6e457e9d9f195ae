import type { AccountData, RegionData } from './account.ts';
import type { Latency } from './latencies.ts';
import type { Scenario } from './scenarios.ts';

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

/** The operations of one service when its types no longer matter. */
export type Service = Readonly<Record<string, (input: never, call: Call) => object>>;
