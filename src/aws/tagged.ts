import { CreateTagsCommand } from '@aws-sdk/client-ec2';
import type { Aws } from './clients.ts';
import { markList, type TagList, type Tags } from './tags.ts';

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
