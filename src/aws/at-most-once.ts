import { isClockSkewError, isThrottlingError } from '@smithy/core/retry';

/** The part of an SDK client that a plug-in needs. */
export interface Pluggable {
  readonly middlewareStack: {
    add(
      middleware: (next: Handler, context: object) => Handler,
      options: { step: 'initialize' | 'finalizeRequest'; priority: 'high' | 'low'; name: string },
    ): void;
  };
  readonly config: { region(): Promise<string> };
}

export type Handler = (args: { input: object }) => Promise<{ output: object; response: unknown }>;

/** AWS may or may not have acted on the request: only looking tells. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  /** Not the `cause`: there the SDK's retry looks for a network error, and repeats the request when it finds one. */
  readonly lost: unknown;

  constructor(commandName: string, lost: unknown) {
    super(`${commandName.replace(/Command$/, '')} was sent, but its answer was lost`);
    this.lost = lost;
  }
}

/** These take neither a token nor a unique name, so the SDK's own retry could make a second one. */
export const unrepeatable: ReadonlySet<string> = new Set([
  'CreateVpcCommand',
  'CreateInternetGatewayCommand',
  'AllocateAddressCommand',
  'CreateAssociationCommand',
  'CreateDeploymentCommand',
  // It has a token, which is forgotten before the SDK gives up.
  'StartBuildCommand',
]);

interface Answered {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const isStatus = (error: unknown, least: number, most: number) => {
  const status = (error as Answered).$metadata?.httpStatusCode ?? 0;
  return status >= least && status <= most;
};

/** AWS says itself that it did nothing: a refusal, or that requests come too fast, for which EC2 has status 503. */
const isRefused = (error: unknown): boolean => isThrottled(error) || isStatus(error, 400, 499);

export const isThrottled = (error: unknown): boolean =>
  error instanceof Error && isThrottlingError(error as Parameters<typeof isThrottlingError>[0]);

/** A success response, from AWS or from something in between, that is truncated or unreadable. */
export const isGarbled = (error: unknown): boolean => isStatus(error, 200, 299);

/**
 * Where the clock of the computer is wrong, the SDK marks every error as one that the right time will mend, and would
 * ask ten times for what AWS refuses for another reason.
 */
function keepFromClock(error: unknown): void {
  const { $metadata } = error as Answered;
  if ($metadata && !isClockSkewError(error as Parameters<typeof isClockSkewError>[0]))
    Object.defineProperty($metadata, 'clockSkewCorrected', { get: () => undefined, set() {} });
}

/**
 * Keeps the SDK from sending an unrepeatable create twice: when its answer is lost, the error says so, and the
 * engine looks for the thing before it asks again. Anything else whose answer cannot be read is asked again. Sits
 * inside the SDK's retry, which repeats neither an error that it does not know nor one with a good status.
 */
export function atMostOnce(client: Pluggable): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const { commandName } = context as { readonly commandName: string };
      try {
        return await next(args);
      } catch (error) {
        if (unrepeatable.has(commandName) && !isRefused(error)) throw new OutcomeUnknown(commandName, error);
        if (isRefused(error)) keepFromClock(error);
        throw isGarbled(error) ? Object.assign(error as Error, { $retryable: {} }) : error;
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'atMostOnce' },
  );
}
