import { PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { deleteParameters, parametersUnder } from '../aws/parameters.ts';
import { tagList, type Tags } from '../aws/tags.ts';
import { fromStored, toStored } from './stored.ts';

/** Where the settings of an app are kept. */
export interface Place {
  readonly ssm: SSMClient;
  /** What the names of their parameters begin with. */
  readonly path: string;
  /** What each of them carries. */
  readonly tags: Tags;
}

/** A setting, and when it was last changed. */
export interface Setting {
  readonly name: string;
  readonly changedAt: Date | undefined;
}

const nameIn = (path: string, parameter = '') => parameter.slice(path.length + 1);

const inOrder = <T>(items: readonly T[], nameOf: (item: T) => string): T[] =>
  items.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

/** Which settings there are, by name; their values stay encrypted. */
export async function listed({ ssm, path }: Place): Promise<readonly Setting[]> {
  const found = await parametersUnder(ssm, path, false);
  return inOrder(
    found.map(({ Name, LastModifiedDate }) => ({ name: nameIn(path, Name), changedAt: LastModifiedDate })),
    ({ name }) => name,
  );
}

/** The settings with their values, by name. */
export async function read({ ssm, path }: Place): Promise<ReadonlyMap<string, string>> {
  const found = await parametersUnder(ssm, path, true);
  return new Map(
    inOrder(
      found.map(({ Name, Value = '' }) => [nameIn(path, Name), fromStored(Value)] as const),
      ([name]) => name,
    ),
  );
}

/**
 * Makes settings what they should be: those without a value go. AWS's own key encrypts them, since a key of one's own
 * costs 1 USD a month and keeps nobody out who may read the parameters.
 *
 * @param present what there is: AWS takes tags with a new parameter only.
 */
export async function write(
  { ssm, path, tags }: Place,
  wanted: ReadonlyMap<string, string | undefined>,
  present: ReadonlyMap<string, string>,
): Promise<void> {
  // One after the other: AWS takes three a second, https://docs.aws.amazon.com/general/latest/gr/ssm.html, and the SDK
  // waits and asks again when it has enough of them.
  for (const [name, value] of wanted) {
    if (value === undefined) continue;
    const parameter = { Name: `${path}/${name}`, Value: toStored(name, value), Type: 'SecureString' } as const;
    await ssm.send(
      new PutParameterCommand({
        ...parameter,
        ...(present.has(name) ? { Overwrite: true } : { Tags: tagList({ ...tags, Name: name }) }),
      }),
    );
  }
  const gone = [...wanted].filter(([name, value]) => value === undefined && present.has(name));
  await deleteParameters(
    ssm,
    gone.map(([name]) => `${path}/${name}`),
  );
}
