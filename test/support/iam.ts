/** What one call asks of IAM: one action on one resource. Keys of conditions are as AWS writes them. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

type Values = string | readonly string[];

export interface Policy {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: Values;
    readonly Condition?: { readonly [operator: string]: { readonly [key: string]: Values | undefined } | undefined };
  }[];
}

const listOf = (values: Values | undefined): readonly string[] => (values === undefined ? [] : [values].flat());

/** Whoever asks, by the variables of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const named = (pattern: string) =>
  pattern.replaceAll('${aws:username}', 'rehearsal').replaceAll('${aws:userid}', 'AIDAEXAMPLE');

/** `*` stands for any text, also across the colons and slashes of an ARN; `?` for one character. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${named(pattern)
      .split(/([*?])/)
      .map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part.replace(/[.+^${}()|[\]\\/]/g, '\\$&')))
      .join('')}$`,
    's',
  ).test(text);

/** In ARNs the six parts are compared one by one. */
function arnMatches(pattern: string, arn: string): boolean {
  const parts = (one: string) => [...one.split(':').slice(0, 5), one.split(':').slice(5).join(':')];
  const wanted = parts(pattern);
  return parts(arn).every((part, at) => matches(wanted[at] ?? '', part));
}

type Test = (has: readonly string[], wanted: readonly string[]) => boolean;

/** The operators that the policy uses, as IAM's reference defines them. One that is missing here is an error. */
const operators: Readonly<Record<string, Test>> = {
  Null: (has, wanted) => wanted.some((want) => (want === 'true') === (has.length === 0)),
  StringEquals: (has, wanted) => has.some((one) => wanted.includes(one)),
  StringLike: (has, wanted) => has.some((one) => wanted.some((want) => matches(want, one))),
  ArnLike: (has, wanted) => has.some((one) => wanted.some((want) => arnMatches(want, one))),
  // Also true of a request without the key.
  'ForAllValues:StringNotEquals': (has, wanted) => has.every((one) => !wanted.includes(one)),
};

/** The statements that allow what is asked; none, and it is denied. */
export function allowing(policy: Policy, { action, resource, context }: Asked): Policy['Statement'] {
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), listOf(value)]));
  const holds = (operator: string, keys: { readonly [key: string]: Values | undefined } = {}) =>
    Object.entries(keys).every(([key, wanted]) => {
      const test = operators[operator];
      if (!test) throw new Error(`The evaluator does not know the operator ${operator}`);
      return test(known.get(key.toLowerCase()) ?? [], listOf(wanted));
    });
  return policy.Statement.filter(
    ({ Effect, Action, Resource, Condition = {} }) =>
      Effect === 'Allow' &&
      Action.some((pattern) => matches(pattern, action)) &&
      listOf(Resource).some((pattern) => pattern === '*' || arnMatches(pattern, resource)) &&
      Object.entries(Condition).every(([operator, keys]) => holds(operator, keys)),
  );
}
