import { refuse } from '../errors.ts';
import { page } from '../pages.ts';
import type { Call, Operations } from '../service.ts';
import { tag, tagList } from '../tags.ts';
import type { NetworkData, Resource } from './data.ts';
import { filtered, kinds, one, visible } from './resources.ts';

const kindNames = Object.keys(kinds) as (keyof NetworkData)[];

/** The thing with that id, whatever it is. */
function any(call: Call, id: string): Resource {
  const kind = kindNames.find((name) => id.startsWith(`${kinds[name].prefix}-`));
  return kind ? one(call, kind, id) : refuse('InvalidID', `The ID '${id}' is not valid`);
}

export const tagging = {
  CreateTags({ Resources = [], Tags }, call) {
    for (const { tags } of Resources.map((id) => any(call, id))) tag(tags, Tags);
    return {};
  },

  DescribeTags({ Filters, MaxResults, NextToken }, call) {
    const all = kindNames.flatMap((kind) =>
      visible(call, kind).flatMap((thing: Resource) =>
        tagList(thing.tags).map((one) => ({ ...one, tags: thing.tags, id: thing.id, type: kinds[kind].type })),
      ),
    );
    const found = filtered(all, Filters, {
      'resource-id': ({ id }) => id,
      'resource-type': ({ type }) => type,
      key: ({ Key }) => Key,
      value: ({ Value }) => Value,
    });
    const { items, next } = page(found, MaxResults, NextToken);
    return {
      Tags: items.map(({ Key, Value, id, type }) => ({ Key, Value, ResourceId: id, ResourceType: type as never })),
      NextToken: next,
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-ec2')>;
