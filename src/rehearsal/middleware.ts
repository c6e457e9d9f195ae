import { NormalizedSchema, TypeRegistry } from '@smithy/core/schema';
import { serviceModelled, type IamPrefix } from '../aws/services.ts';
import { Refusal, RehearsalError } from './errors.ts';

/** The part of an SDK client that the rehearsal uses: every client of the AWS SDK v3 is one. */
export interface SdkClient {
  readonly middlewareStack: {
    add(
      middleware: (next: Handler, context: object) => Handler,
      options: { step: 'initialize'; priority: 'high'; name: string },
    ): void;
  };
  readonly config: { region(): Promise<string> };
}

type Handler = (args: { input: object }) => Promise<{ output: object; response: unknown }>;

/** One call of an operation. `service` is the prefix of its IAM actions. */
export interface Request {
  readonly service: IamPrefix;
  readonly operation: string;
  readonly region: string;
  readonly input: object;
}

type Schema = Parameters<typeof NormalizedSchema.of>[0];
type OperationSchema = [kind: 9, namespace: string, name: string, traits: unknown, input: Schema, output: Schema];
type ErrorSchema = [
  kind: -3,
  namespace: string,
  name: string,
  traits?: { awsQueryError?: [string, number]; httpError?: number },
];

/** Answers every call of `client` with `answer`, in place of the network. */
export function answerFor(client: SdkClient, answer: (request: Request) => Promise<object>): void {
  client.middlewareStack.add(
    (_, context) =>
      async ({ input }) => {
        const { __smithy_context: smithy } = context as { __smithy_context: { operationSchema: OperationSchema } };
        const [, namespace, operation, , inputSchema, outputSchema] = smithy.operationSchema;
        const service = serviceModelled(namespace).iam;
        check(NormalizedSchema.of(inputSchema), input, `${service} ${operation}`, true);
        try {
          const output = await answer({ service, operation, region: await client.config.region(), input });
          check(NormalizedSchema.of(outputSchema), output, `the answer to ${service} ${operation}`, false);
          return { response: undefined, output: { ...output, $metadata: metadata(200) } };
        } catch (error) {
          throw error instanceof Refusal ? asSdkException(error, namespace) : error;
        }
      },
    { step: 'initialize', priority: 'high', name: 'rehearsal' },
  );
}

const metadata = (httpStatusCode: number) => ({
  httpStatusCode,
  requestId: 'rehearsal',
  attempts: 1,
  totalRetryDelay: 0,
});

/**
 * Holds a value against the SDK's own schema of it: the wire would drop or garble what does not fit.
 * Inputs must be complete too; AWS itself leaves out members that its schemas demand of answers.
 */
function check(schema: NormalizedSchema, value: unknown, path: string, complete: boolean): void {
  if (value === undefined || value === null) return;
  const wanted = (what: string, holds: boolean) => {
    if (!holds) throw new RehearsalError(`${path} must be ${what}, not ${JSON.stringify(value)}`);
  };
  if (schema.isStructSchema()) {
    wanted('an object', typeof value === 'object');
    const shape = schema.getSchema() as unknown as { 4: string[]; 6?: number };
    const record = value as Record<string, unknown>;
    for (const name of complete ? shape[4].slice(0, shape[6] ?? 0) : []) {
      if (record[name] === undefined) throw new RehearsalError(`${path} lacks ${name}`);
    }
    for (const [name, member] of Object.entries(record)) {
      if (!shape[4].includes(name)) throw new RehearsalError(`${path} has no member ${name}`);
      check(schema.getMemberSchema(name), member, `${path}.${name}`, complete);
    }
  } else if (schema.isListSchema()) {
    wanted('a list', Array.isArray(value));
    (value as unknown[]).forEach((item, index) => check(schema.getValueSchema(), item, `${path}[${index}]`, complete));
  } else if (schema.isMapSchema()) {
    wanted('a map', typeof value === 'object');
    for (const [key, item] of Object.entries(value)) check(schema.getValueSchema(), item, `${path}.${key}`, complete);
  } else if (schema.isTimestampSchema()) wanted('a Date', value instanceof Date);
  else if (schema.isStringSchema()) wanted('a string', typeof value === 'string');
  else if (schema.isBooleanSchema()) wanted('true or false', typeof value === 'boolean');
  else if (schema.isNumericSchema()) wanted('a number', typeof value === 'number');
}

/** The exception that the SDK would have made of the error on the wire. */
function asSdkException({ code, message, status }: Refusal, namespace: string): Error {
  const registry = TypeRegistry.for(namespace);
  const modelled = registry.find((schema) => {
    const [kind, , name, traits] = schema as unknown as ErrorSchema;
    return kind === -3 && (traits?.awsQueryError?.[0] === code || name === code);
  }) as unknown as ErrorSchema | undefined;
  // Codes that the model does not know become the client package's general exception, under their own name.
  const base = TypeRegistry.for(`smithy.ts.sdk.synthetic.${namespace}`).getBaseException();
  const traits = modelled?.[3];
  const httpStatus = traits?.awsQueryError?.[1] ?? traits?.httpError ?? status;
  const Exception = registry.getErrorCtor((modelled ?? base) as never) as new (options: object) => Error;
  const $fault = httpStatus < 500 ? 'client' : 'server';
  return Object.assign(
    new Exception({ name: modelled?.[2] ?? code, $fault, message, $metadata: metadata(httpStatus) }),
    { Code: code },
  );
}
