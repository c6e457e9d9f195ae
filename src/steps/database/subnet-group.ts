import {
  CreateDBSubnetGroupCommand,
  DeleteDBSubnetGroupCommand,
  DescribeDBSubnetGroupsCommand,
  ListTagsForResourceCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { isNotFound } from '../../aws/error-names.ts';
import { carries, tagList } from '../../aws/tags.ts';
import { defineStep, gone, ready } from '../../engine/step.ts';
import { strangerOf } from '../../aws/stranger.ts';
import { privateSubnets } from '../network/ready.ts';
import { database } from './questions.ts';

/** Where the database may stand: two zones, without a way to the internet. */
export const databaseSubnetGroup = defineStep({
  id: 'database-subnets',
  title: { en: 'Place for the database', ko: '데이터베이스 서브넷 그룹' },
  needs: { subnets: privateSubnets },
  asks: { engine: database },
  initial: ['engine'],
  when: (answers) => answers.engine !== 'none',

  async find({ rds, name, tags }) {
    const found = await describe(rds, name);
    if (!found) return undefined;
    const { TagList } = await rds.send(new ListTagsForResourceCommand({ ResourceName: found.DBSubnetGroupArn }));
    if (!carries(TagList, tags)) throw strangerOf('DB subnet group', name);
    return { groupName: name };
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

  async check({ rds }, { groupName }) {
    return (await describe(rds, groupName)) ? ready() : gone;
  },

  async delete({ rds }, { groupName }) {
    await rds.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName: groupName }));
  },
});

async function describe(rds: RDSClient, DBSubnetGroupName: string) {
  try {
    const { DBSubnetGroups } = await rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName }));
    return DBSubnetGroups?.[0];
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
