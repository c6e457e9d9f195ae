import { CreateTagsCommand, type ResourceType, type TagSpecification } from '@aws-sdk/client-ec2';
import { Trouble } from '../errors.ts';
import type { Words } from '../words.ts';
import type { Aws } from './clients.ts';

/**
 * How a resource is recognized as ours: the stack's random id and the step that made it. The name, the domain and the
 * day are for people: two stacks may have one name. The region tells whose a role is.
 */
export interface Tags {
  readonly 'stepway:id': string;
  readonly 'stepway:name': string;
  readonly 'stepway:step': string;
  readonly 'stepway:region'?: string;
  readonly 'stepway:domain'?: string;
  /** Where the domain's DNS is, unless it is in Route 53. */
  readonly 'stepway:dns'?: string;
  /** The day the stack was begun, in ISO 8601. */
  readonly 'stepway:since'?: string;
  readonly Name: string;
}

export interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export type TagList = readonly Tag[] | undefined;

export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value: Value as string }));

/** The same without what people may have called it. */
export const markList = ({ Name: _name, ...marks }: Tags): { Key: string; Value: string }[] =>
  Object.entries(marks).map(([Key, Value]) => ({ Key, Value }));

export const tagSpecification = (type: ResourceType, tags: Tags, ...more: readonly Tag[]): TagSpecification => ({
  ResourceType: type,
  Tags: [...tagList(tags), ...more],
});

export const tagValue = (actual: TagList, key: string): string | undefined =>
  actual?.find((tag) => tag.Key === key)?.Value;

/** Whose tags to look for. */
export interface Owner {
  readonly tags: Tags;
  /** Begun by a version that did not write ids into tags yet: its things are known by name until they get one. */
  readonly beforeIds: boolean;
}

/** Whether the tags say that a thing is of this stack, whichever step made it. */
export function isOfStack(actual: TagList, { tags, beforeIds }: Owner): boolean {
  const id = tagValue(actual, 'stepway:id');
  if (id !== undefined) return id === tags['stepway:id'];
  return beforeIds && tagValue(actual, 'stepway:name') === tags['stepway:name'];
}

/** Whether the tags say that a thing is this step's of this stack; its `Name` may have been changed. */
export const carries = (actual: TagList, owner: Owner): boolean =>
  tagValue(actual, 'stepway:step') === owner.tags['stepway:step'] && isOfStack(actual, owner);

/** The tags by which a thing is recognized. */
const marks = ['stepway:id', 'stepway:name', 'stepway:step'] as const;

/** Whether no tag is missing or wrong by which a thing is recognized. */
export const isMarked = (actual: TagList, { tags }: Owner): boolean =>
  marks.every((key) => tagValue(actual, key) === tags[key]);

/** What is in the place where ours was: its tags, and the id that AWS gave it and no other thing will have. */
export interface InPlace {
  readonly tags: TagList;
  readonly uid?: string | undefined;
}

/**
 * Whose the thing is that has the name of ours. The id that AWS gives to each thing outlives its tags, and one that
 * was deleted and made again has another. Without one the tags have to tell, and when they are lost, or the stack's id
 * among them, nobody can.
 *
 * @param uid the id of ours, where it was recorded.
 */
export function whose(found: InPlace, uid: string | undefined, owner: Owner): 'ours' | 'theirs' | 'unknown' {
  if (carries(found.tags, owner)) return 'ours';
  if (uid !== undefined && found.uid !== undefined) return uid === found.uid ? 'ours' : 'theirs';
  const isOthers = marks.some((key) => (tagValue(found.tags, key) ?? owner.tags[key]) !== owner.tags[key]);
  return isOthers ? 'theirs' : 'unknown';
}

/** The tags of a thing that is there already, and how ours are put back on it; a name that somebody gave it stays. */
export interface Tagged {
  readonly are: TagList;
  restore(): Promise<unknown>;
}

/** Of what EC2 knows by these ids. */
export const ec2Tags = (
  { ec2, tags }: Pick<Aws, 'ec2'> & { readonly tags: Tags },
  are: TagList,
  ...Resources: string[]
): Tagged => ({ are, restore: () => ec2.send(new CreateTagsCommand({ Resources, Tags: markList(tags) })) });

/** Something that is not ours occupies our place: it is never adopted and never deleted. */
export class Stranger extends Trouble {}

/** Something has our name and does not carry our tags. */
export const strangerOf = (kind: Words, name: string): Stranger =>
  new Stranger(
    'aws',
    {
      en: `The ${kind.en} ${name} already exists, and stepway did not create it.`,
      ko: `stepway가 만들지 않은 같은 이름의 자원이 이미 있습니다(${kind.ko} ${name}).`,
    },
    {
      en: 'It was left unchanged. Choose another --name, or rename or delete that resource yourself.',
      ko: '그 자원은 건드리지 않았습니다. --name을 바꾸거나, 그 자원의 이름을 바꾸거나 직접 삭제하세요.',
    },
  );

/**
 * What has one of the names that only we would give; in an earlier version others could have given it as well.
 *
 * @throws Stranger when something else has the name that ours is going to have.
 */
export async function ofUniqueName<Thing extends { readonly Tags?: TagList }>(
  owner: Owner & { readonly uniqueNames: readonly string[] },
  kind: Words,
  get: (name: string) => Promise<Thing | undefined>,
): Promise<Thing | undefined> {
  for (const [at, name] of owner.uniqueNames.entries()) {
    const found = await get(name);
    if (found && carries(found.Tags, owner)) return found;
    if (found && at === 0) throw strangerOf(kind, name);
  }
  return undefined;
}
