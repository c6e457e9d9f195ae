import { StandardRetryStrategy } from '@smithy/core/retry';
import type { Handler, Pluggable } from '../../src/aws/at-most-once.ts';
import { serviceModelled, serviceOf } from '../../src/aws/services.ts';
import type { Clock } from '../../src/clock.ts';
import type { Rehearsal } from '../../src/rehearsal/rehearsal.ts';

/** One attempt of one call. */
export interface Attempt {
  /** The prefix of its IAM actions, such as `ec2`. */
  readonly service: string;
  readonly operation: string;
  readonly write: boolean;
}

/** Stands where the network is: every attempt of the SDK goes through it, and `next` lets AWS act and answer. */
export type Wire = (attempt: Attempt, next: () => Promise<unknown>) => Promise<unknown>;

type Middleware = Parameters<Pluggable['middlewareStack']['add']>[0];
type Stack = { add(middleware: Middleware, options: { step: string; priority: 'high'; name: string }): void };
type RefreshArguments = Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>;

/** The SDK's own retries, whose pauses pass on the simulated clock. */
class Retries extends StandardRetryStrategy {
  readonly #clock: Clock;

  constructor(clock: Clock, maxAttempts: number) {
    super({ maxAttempts, backoff: { setDelayBase: () => undefined, computeNextBackoffDelay: () => 0 } });
    this.#clock = clock;
  }

  override async refreshRetryTokenForRetry(...[token, info]: RefreshArguments) {
    const next = await super.refreshRetryTokenForRetry(token, info);
    const base = info.errorType === 'THROTTLING' ? 1000 : 50;
    await this.#clock.sleep(Math.min(20_000, base * 2 ** (next.getRetryCount() - 1)));
    return next;
  }
}

/** Lets the account answer behind the SDK's retries and whatever of ours sits in them, with `wire` in between. */
export function attachBehindRetries(client: Pluggable, rehearsal: Rehearsal, clock: Clock, wire: Wire): void {
  const config = client.config as unknown as {
    maxAttempts(): Promise<number>;
    retryStrategy: () => Promise<StandardRetryStrategy>;
    credentials: object;
  };
  let retries: Promise<StandardRetryStrategy> | undefined;
  config.retryStrategy = () => (retries ??= config.maxAttempts().then((most) => new Retries(clock, most)));
  config.credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'none' };

  const stack = client.middlewareStack as unknown as Stack;
  const last = { step: 'deserialize', priority: 'high' } as const;
  stack.add(
    (next, context) => (args) => {
      const { __smithy_context: smithy } = context as {
        __smithy_context: { operationSchema: readonly [type: number, namespace: string, operation: string] };
      };
      const [, namespace, operation] = smithy.operationSchema;
      const write = !/^(Describe|Get|List|Simulate)/.test(operation);
      return wire({ service: serviceModelled(namespace).iam, operation, write }, () =>
        next(args),
      ) as ReturnType<Handler>;
    },
    { ...last, name: 'wire' },
  );
  rehearsal.attach({
    config: client.config,
    middlewareStack: { add: (middleware, { name }) => stack.add(middleware, { ...last, name }) },
  });
}

const failure = (name: string, httpStatusCode: number | undefined, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...(httpStatusCode && { $metadata: { httpStatusCode } }), ...more });

/** How services say that calls come too fast. */
const tooFast = ({ service, operation }: Attempt) => {
  if (operation === 'ChangeResourceRecordSets')
    return failure('PriorRequestNotComplete', 400, 'Route 53 was still processing a prior request.');
  const { code, status, message } = serviceOf(service)!.throttling;
  return failure(code, status, message);
};

/** What can go wrong with an attempt, as the SDK hears of it: before AWS acts, after it has acted, or at both times. */
export const faults = {
  'too fast': { moments: ['before'], error: tooFast },
  'status 500': { moments: ['before', 'after'], error: () => failure('InternalFailure', 500, 'Internal error') },
  'status 502 in HTML': {
    moments: ['before', 'after'],
    error: () => failure('Error', 502, '@aws-sdk XML parse error: mismatched tags'),
  },
  'status 503': { moments: ['before', 'after'], error: () => failure('Unavailable', 503, 'Service unavailable') },
  'cut off': {
    moments: ['before', 'after'],
    error: () => failure('TimeoutError', undefined, 'socket hang up', { code: 'ECONNRESET' }),
  },
  'cut short': { moments: ['after'], error: () => failure('Error', 200, 'aborted', { code: 'ECONNRESET' }) },
  garbled: { moments: ['after'], error: () => failure('SyntaxError', 200, 'Unexpected token < in JSON') },
} as const satisfies Record<
  string,
  { readonly moments: readonly ('before' | 'after')[]; readonly error: (attempt: Attempt) => Error }
>;

export type Fault = keyof typeof faults;

/** Lets the fault happen to one attempt at one moment. */
export async function suffer(
  fault: Fault,
  moment: 'before' | 'after',
  attempt: Attempt,
  next: () => Promise<unknown>,
): Promise<never> {
  // A refusal is an answer as well, and is lost in the same way.
  if (moment === 'after') await next().catch(() => undefined);
  throw faults[fault].error(attempt);
}
