import { NormalizedSchema } from '@smithy/core/schema';
import type { Pluggable } from './at-most-once.ts';

/** Something that answered with success and said nothing that was asked: a proxy's page, a line cut off. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** The SDK asks again. */
  readonly $retryable = {};
  readonly $metadata: object;

  constructor(commandName: string, { $metadata = {} }: Output) {
    super(`the answer to ${commandName.replace(/Command$/, '')} says nothing`);
    this.$metadata = $metadata;
  }
}

interface Output {
  readonly $metadata?: { readonly requestId?: string };
}

/** What asks, and what makes something whose id is in the answer. */
const tells = /^((Batch)?Get|Describe|List|Create|Run|Allocate|Request|Authorize|Associate|PutObject)/;

/** Their answers may be empty: a bucket that never had versions, and S3's listings that have nothing but a header. */
const mayBeEmpty: ReadonlySet<string> = new Set(['GetBucketVersioningCommand', 'CreateBucketCommand']);

type Schema = Parameters<typeof NormalizedSchema.of>[0];

interface Context {
  readonly commandName: string;
  readonly __smithy_context: { readonly operationSchema: readonly [...unknown[], output: Schema] };
}

/** Whether answers to an operation have any members at all, in the SDK's own schema of it. */
function hasMembers({ __smithy_context: { operationSchema } }: Context): boolean {
  const schema = NormalizedSchema.of(operationSchema.at(-1) as Schema);
  return schema.isStructSchema() && [...schema.structIterator()].length > 0;
}

const isEmpty = (output: Output) =>
  Object.entries(output).every(([name, value]) => name === '$metadata' || value === undefined);

/**
 * Takes no empty answer for "there is nothing": AWS says that with an empty list or an error of its own, and whatever
 * else answers with status 200 has not been asked. Sits inside the SDK's retry.
 */
export function insistOnAnswers(client: Pluggable): void {
  client.middlewareStack.add(
    (next, within) => async (args) => {
      const result = await next(args);
      const context = within as Context;
      const { commandName } = context;
      const output: Output = result.output;
      const mustTell = tells.test(commandName) && !mayBeEmpty.has(commandName) && hasMembers(context);
      // AWS gives each of its answers a number; a page of somebody else's that need not say anything has none.
      const isAnswer = mustTell ? !isEmpty(output) : output.$metadata?.requestId !== undefined;
      if (!isAnswer) throw new NoAnswer(commandName, output);
      return result;
    },
    { step: 'finalizeRequest', priority: 'low', name: 'insistOnAnswers' },
  );
}
