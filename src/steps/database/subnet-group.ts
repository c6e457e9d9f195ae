import {
  CreateDBSubnetGroupCommand,
  DeleteDBSubnetGroupCommand,
  DescribeDBSubnetGroupsCommand,
  ListTagsForResourceCommand,
  ModifyDBSubnetGroupCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { inSubnetGroup } from '../../aws/blockers.ts';
import { isNotFound } from '../../aws/error-names.ts';
import { carries, tagList, type Tags } from '../../aws/tags.ts';
import { defineStep, gone, ready } from '../../engine/step.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { privateSubnets } from '../network/ready.ts';
import { database } from './questions.ts';

/** Where the database may run: two zones, without a route to the internet. */
export const databaseSubnetGroup = defineStep({
  id: 'database-subnets',
  title: { en: 'Database subnet group', ko: '데이터베이스 서브넷 그룹' },
  needs: { subnets: privateSubnets },
  asks: { engine: database },
  // A subnet deleted outside stepway is recreated; meanwhile the database stays in the other one.
  live: ['subnets'],
  initial: ['engine'],
  when: (answers) => answers.engine !== 'none',

  async find({ rds, name, tags }) {
    const found = await lookUp(rds, name, tags);
    if (found === 'theirs') throw strangerOf('DB subnet group', name);
    return found && { groupName: name };
  },

  async create({ rds, name, tags, needs }) {
    await rds.send(
      new CreateDBSubnetGroupCommand({
        DBSubnetGroupName: name,
        DBSubnetGroupDescription: 'Private subnets for the database',
        SubnetIds: [...needs.subnets.subnetIds],
        Tags: tagList(tags),
      }),
    );
    return { groupName: name };
  },

  // Somebody may have deleted ours and made one of the same name.
  async check({ rds, tags }, { groupName }) {
    return (await lookUp(rds, groupName, tags)) === 'ours' ? ready() : gone;
  },

  async change({ rds, needs }, { groupName }) {
    await rds.send(
      new ModifyDBSubnetGroupCommand({ DBSubnetGroupName: groupName, SubnetIds: [...needs.subnets.subnetIds] }),
    );
  },

  blockers: (context, { groupName }) => inSubnetGroup(context, groupName),

  async delete({ rds, tags }, { groupName }) {
    if ((await lookUp(rds, groupName, tags)) === 'theirs') return;
    await rds.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName: groupName }));
  },
});

/** Whose the group of that name is; undefined when there is none. */
async function lookUp(rds: RDSClient, DBSubnetGroupName: string, tags: Tags): Promise<'ours' | 'theirs' | undefined> {
  try {
    const { DBSubnetGroups: [found] = [] } = await rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName }));
    if (!found) return undefined;
    const { TagList } = await rds.send(new ListTagsForResourceCommand({ ResourceName: found.DBSubnetGroupArn }));
    return carries(TagList, tags) ? 'ours' : 'theirs';
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
