import { NormalizedSchema } from '@smithy/core/schema';
import type { Pluggable } from '../aws/at-most-once.ts';
import { serviceModelled } from '../aws/services.ts';
import { namesIn, symbol } from './symbols.ts';
import { kebab, type Call } from './to-command.ts';

/** Where in the answer to a command the value of a variable is. */
export interface Take {
  /** JMESPath. */
  readonly query: string;
  /** Lists and structures are taken as JSON. */
  readonly json?: true;
}

/** Something that a script does: a call, with what later ones may take from its answer, or a line of bash. */
export type Deed =
  | { readonly is: 'call'; readonly call: Call; readonly takes: ReadonlyMap<string, Take> }
  | { readonly is: 'line'; readonly line: string; readonly uses: readonly string[] };

type Schema = Parameters<typeof NormalizedSchema.of>[0];
type Operation = [kind: 9, namespace: string, name: string, traits: unknown, input: Schema, output: Schema];
interface Sending {
  readonly __smithy_context: { readonly operationSchema: Operation };
}

/** `server-group` and `GroupId` → `SERVER_GROUP_ID` */
function nameFor(owner: string, member: string): string {
  const own = owner.split('-');
  const rest = kebab(member).split('-');
  while (rest.length > 1 && own.includes(rest[0] ?? '')) rest.shift();
  return [...own, ...rest].join('_').toUpperCase();
}

/** Notes what would be sent to AWS, and answers it with symbols. */
export interface Recorder {
  /** Gives a client of the SDK this to talk to, in place of AWS. */
  attach(client: Pluggable): void;
  /** Does something in the name of `owner`, and returns what it would have sent. */
  during(owner: string, act: () => unknown): Promise<Deed[]>;
  /** Notes a call that no client has sent; what is taken from its answer is named by hand. */
  call(service: string, operation: string, input: object): { take(name: string, query: string): string };
  line(line: string): void;
}

export function recorder(): Recorder {
  let owner = '';
  let deeds: Deed[] = [];
  /** What answers hold besides texts, and the symbol that it becomes where it is sent on. */
  const whole = new WeakMap<object, () => string>();

  const note = (call: Call) => {
    const takes = new Map<string, Take>();
    deeds.push({ is: 'call', call, takes });
    const take = (name: string, one: Take) => {
      takes.set(name, one);
      return symbol(name);
    };
    return take;
  };

  /** An answer of that shape: each text in it is a symbol that knows where it came from. */
  function answer(schema: NormalizedSchema, query: string, member: string, take: ReturnType<typeof note>): unknown {
    const name = () => nameFor(owner, member);
    const keep = <Thing extends object>(thing: Thing) => {
      whole.set(thing, () => take(name(), { query, json: true }));
      return thing;
    };
    if (schema.isStringSchema()) return take(name(), { query });
    if (schema.isListSchema()) return keep([answer(schema.getValueSchema(), `${query}[0]`, member, take)]);
    if (!schema.isStructSchema()) return undefined;
    const members = (schema.getSchema() as unknown as { 4: string[] })[4];
    const get = (_: object, at: string | symbol) =>
      typeof at === 'string' && members.includes(at)
        ? answer(schema.getMemberSchema(at), query ? `${query}.${at}` : at, at, take)
        : undefined;
    return keep(new Proxy({}, { get }));
  }

  /** The input of a call, as plain data: a value taken whole from a response is a symbol as well. */
  function plain(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const taken = whole.get(value);
    if (taken) return taken();
    if (Array.isArray(value)) return value.map(plain);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }

  return {
    attach: (client) =>
      client.middlewareStack.add(
        (_, sending) =>
          async ({ input }) => {
            const { __smithy_context: smithy } = sending as Sending;
            const [, namespace, operation, , , output] = smithy.operationSchema;
            const take = note({ service: serviceModelled(namespace).cli, operation, input: plain(input) as object });
            return { response: undefined, output: answer(NormalizedSchema.of(output), '', '', take) as object };
          },
        { step: 'initialize', priority: 'high', name: 'commands' },
      ),
    async during(who, act) {
      owner = who;
      deeds = [];
      await act();
      return deeds;
    },
    call(service, operation, input) {
      const take = note({ service, operation, input });
      return { take: (name, query) => take(nameFor(owner, name), { query }) };
    },
    line: (line) => void deeds.push({ is: 'line', line, uses: namesIn(line) }),
  };
}
