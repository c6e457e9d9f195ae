import {
  CreateDBSubnetGroupCommand,
  DeleteDBSubnetGroupCommand,
  DescribeDBSubnetGroupsCommand,
  ListTagsForResourceCommand,
  ModifyDBSubnetGroupCommand,
  type DBSubnetGroup,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { inSubnetGroup } from '../../aws/blockers.ts';
import { orNothing, said } from '../../aws/replies.ts';
import { ofUniqueName, tagList } from '../../aws/tags.ts';
import { defineStep, gone, there } from '../../engine/step.ts';
import type { Json } from '../../facts.ts';
import { later, linkedRole, makes, reads, uses } from '../../permissions/allow.ts';
import { privateSubnets } from '../network/ready.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';
import { labelsDatabase } from './allowances.ts';
import { database } from './questions.ts';
import { taggedAt } from './tags.ts';

const sameMembers = (is: Json | undefined, wanted: Json): boolean =>
  Array.isArray(is) && Array.isArray(wanted) && is.length === wanted.length && wanted.every((one) => is.includes(one));

/** Where the database may run: two zones, without a route to the internet. */
export const databaseSubnetGroup = defineStep({
  id: 'database-subnets',
  title: { en: 'Database subnet group', ko: '데이터베이스 서브넷 그룹' },
  needs: { subnets: privateSubnets },
  asks: { engine: database },
  allows: [
    reads('rds:DescribeDBSubnetGroups', 'rds:ListTagsForResource'),
    makes('rds:CreateDBSubnetGroup'),
    labelsDatabase('rds:AddTagsToResource'),
    linkedRole('rds.amazonaws.com'),
    later(uses('rds:DeleteDBSubnetGroup', 'rds:ModifyDBSubnetGroup')),
    later(reads('rds:DescribeDBInstances')),
  ],
  follows: {
    // A subnet deleted outside stepway is recreated; meanwhile the database stays in the other one.
    live: ['subnets'],
    initial: ['engine'],
  },
  when: (answers) => answers.engine !== 'none',

  settings: {
    SubnetIds: {
      title: { en: 'subnets', ko: '서브넷' },
      wanted: ({ needs }) => needs.subnets.subnetIds,
      holds: sameMembers,
    },
  },

  async find(given) {
    const { rds } = given;
    const found = await ofUniqueName(given, { en: 'DB subnet group', ko: 'DB 서브넷 그룹' }, async (name) => {
      const group = await describe(rds, name);
      return group && { groupName: name, Tags: await tagsOf(rds, group) };
    });
    return found && { groupName: found.groupName };
  },

  async create({ rds, uniqueName, tags, wanted }) {
    await rds.send(
      new CreateDBSubnetGroupCommand({
        DBSubnetGroupName: uniqueName,
        DBSubnetGroupDescription: 'Private subnets for the database',
        ...wanted,
        Tags: tagList(tags),
      }),
    );
    return { groupName: uniqueName };
  },

  async check(context, handle) {
    const { rds } = context;
    const found = await describe(rds, handle.groupName);
    if (!found) return gone;
    const tags = await tagsOf(rds, found);
    if (whoseIs({ tags }, handle, context) === 'theirs') return nameTaken;
    return there({
      tags: taggedAt(context, tags, said(found, 'DBSubnetGroupArn')),
      settings: { SubnetIds: found.Subnets?.flatMap(({ SubnetIdentifier }) => SubnetIdentifier ?? []) ?? [] },
    });
  },

  async change({ rds, wanted }, { groupName }) {
    await rds.send(new ModifyDBSubnetGroupCommand({ DBSubnetGroupName: groupName, ...wanted }));
  },

  going: { blockers: (context, { groupName }) => inSubnetGroup(context, groupName) },

  async delete(context, handle) {
    const { rds } = context;
    const { groupName } = handle;
    const found = await describe(rds, groupName);
    return deleteOurs(found && { tags: await tagsOf(rds, found) }, handle, context, async () => {
      await rds.send(new DeleteDBSubnetGroupCommand({ DBSubnetGroupName: groupName }));
    });
  },
});

async function describe(rds: RDSClient, DBSubnetGroupName: string): Promise<DBSubnetGroup | undefined> {
  return (await orNothing(rds.send(new DescribeDBSubnetGroupsCommand({ DBSubnetGroupName }))))?.DBSubnetGroups?.[0];
}

const tagsOf = async (rds: RDSClient, { DBSubnetGroupArn }: DBSubnetGroup) =>
  (await rds.send(new ListTagsForResourceCommand({ ResourceName: DBSubnetGroupArn }))).TagList;
