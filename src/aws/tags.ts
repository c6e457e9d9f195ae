import type { ResourceType, TagSpecification } from '@aws-sdk/client-ec2';

/** How a resource is recognized as ours: the stack's name and the step that created it, beside a readable `Name`. */
export interface Tags {
  readonly 'stepway:name': string;
  readonly 'stepway:step': string;
  readonly Name: string;
}

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value: Value as string }));

export const tagSpecification = (type: ResourceType, tags: Tags): TagSpecification => ({
  ResourceType: type,
  Tags: tagList(tags),
});

export const tagValue = (actual: readonly Tag[] | undefined, key: string): string | undefined =>
  actual?.find((tag) => tag.Key === key)?.Value;

/** Whether the two tags that say whose a thing is are there; its `Name` may have been changed. */
export const carries = (actual: readonly Tag[] | undefined, tags: Tags): boolean =>
  (['stepway:name', 'stepway:step'] as const).every((key) => tagValue(actual, key) === tags[key]);
