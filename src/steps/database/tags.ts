import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';
import { markList, type Tagged, type TagList } from '../../aws/tags.ts';
import type { Context } from '../../engine/step.ts';

/** The tags of what RDS has at this address. */
export const taggedAt = ({ rds, tags }: Context, are: TagList, ResourceName: string): Tagged => ({
  are,
  restore: () => rds.send(new AddTagsToResourceCommand({ ResourceName, Tags: markList(tags) })),
});
