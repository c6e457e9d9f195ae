import { refuse } from './errors.ts';

/** Tags as the account keeps them. */
export type Tags = Record<string, string>;

type TagList = readonly { Key?: string | undefined; Value?: string | undefined }[];

/** Puts tags on a thing, over those of the same key. */
export function tag(tags: Tags, list: TagList | undefined): Tags {
  for (const { Key, Value } of list ?? []) {
    if (!Key) refuse('InvalidParameterValue', 'Tag keys must not be empty');
    if (Key.startsWith('aws:')) {
      refuse('InvalidParameterValue', "Tag keys starting with 'aws:' are reserved for internal use");
    }
    tags[Key] = Value ?? '';
  }
  return tags;
}

export const tagged = (list: TagList | undefined): Tags => tag({}, list);

export function untag(tags: Tags, keys: readonly string[] | undefined): void {
  for (const key of keys ?? []) delete tags[key];
}

/** Tags as AWS lists them. */
export const tagList = (tags: Tags): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
