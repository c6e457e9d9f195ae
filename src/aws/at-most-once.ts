/** The part of an SDK client that a plug-in needs. */
export interface Pluggable {
  readonly middlewareStack: {
    add(
      // The SDK types a middleware per client; this one fits them all.
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      middleware: (next: any, context: any) => (args: any) => Promise<any>,
      options: { step: 'initialize' | 'finalizeRequest'; priority: 'high' | 'low'; name: string },
    ): void;
  };
  readonly config: { region(): Promise<string> };
}

/** AWS may or may not have acted on the request: nobody can tell without looking. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  /** Not the `cause`: there the SDK's retry looks for a network error, and repeats the request when it finds one. */
  readonly lost: unknown;

  constructor(commandName: string, lost: unknown) {
    super(`${commandName} was sent, but its answer was lost`);
    this.lost = lost;
  }
}

/** These take neither a token nor a unique name, so the SDK's own retry could make a second one. */
const unrepeatable = new Set([
  'CreateVpcCommand',
  'CreateInternetGatewayCommand',
  'AllocateAddressCommand',
  'CreateAssociationCommand',
  'CreateDeploymentCommand',
]);

interface Answered {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** What AWS says instead of acting when requests come too fast; EC2 says it with status 503. */
const tooFast = /^(Throttl\w+|RequestLimitExceeded|RequestThrottled\w*|TooManyRequests\w*|SlowDown)$/;

/** Below 500 AWS answered for itself, and a request that it refused did nothing. */
const refused = (error: unknown) => {
  const { name = '', $metadata: { httpStatusCode: status } = {} } = error as Answered;
  return tooFast.test(name) || (status !== undefined && status < 500);
};

/**
 * Keeps the SDK from sending an unrepeatable create twice: when its answer is lost, the error says so, and the
 * engine looks for the thing before it asks again. Sits inside the SDK's retry, which does not repeat an error that
 * it does not know.
 */
export function atMostOnce(client: Pluggable): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          if (!unrepeatable.has(commandName) || refused(error)) throw error;
          throw new OutcomeUnknown(commandName, error);
        }
      },
    { step: 'finalizeRequest', priority: 'low', name: 'atMostOnce' },
  );
}
