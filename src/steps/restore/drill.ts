import { DeleteDBInstanceCommand, RestoreDBInstanceToPointInTimeCommand } from '@aws-sdk/client-rds';
import { named } from '../../aws/blocker.ts';
import { describeDatabase } from '../../aws/databases.ts';
import { said } from '../../aws/replies.ts';
import { carries, strangerOf, tagList } from '../../aws/tags.ts';
import { defineStep, gone, pending, ready } from '../../engine/step.ts';
import { later, reads, uses } from '../../permissions/allow.ts';
import { labelsDatabase } from '../database/allowances.ts';
import { databaseGroup } from '../database/firewall.ts';
import { database } from '../database/instance.ts';
import { inPlace } from '../database/removal.ts';
import { busyWith } from '../database/states.ts';
import { databaseSubnetGroup } from '../database/subnet-group.ts';
import { taggedAt } from '../database/tags.ts';
import { deleteOurs, nameTaken, whoseIs } from '../ours.ts';

const kind = { en: 'RDS database', ko: 'RDS 데이터베이스' };

/**
 * A copy of the database, made to see that it can be and how long it takes, and removed by the run that made it: no
 * answer asks for it, so every later run removes what a broken one has left. It has no backups and no protection.
 */
export const drill = defineStep({
  id: 'drill-database',
  title: { en: 'Restored copy for a drill', ko: '복원 훈련용 사본' },
  needs: { subnets: databaseSubnetGroup, group: databaseGroup, database },
  allows: [
    reads('rds:DescribeDBInstances'),
    labelsDatabase('rds:AddTagsToResource'),
    later(uses('rds:DeleteDBInstance')),
  ],
  making: { takes: { earliest: 150, usual: 360, every: 5, limit: 6 * 3600 } },
  passing: true,

  async find(given) {
    const found = await describeDatabase(given.rds, given.name);
    if (!found) return undefined;
    if (!carries(found.TagList, given)) throw strangerOf(kind, given.name);
    return { identifier: given.name, uid: found.DbiResourceId };
  },

  async create({ rds, name, tags, needs: { subnets, group, database } }) {
    const { DBInstance } = await rds.send(
      new RestoreDBInstanceToPointInTimeCommand({
        SourceDBInstanceIdentifier: database.identifier,
        TargetDBInstanceIdentifier: name,
        UseLatestRestorableTime: true,
        DBSubnetGroupName: subnets.groupName,
        VpcSecurityGroupIds: [group.groupId],
        PubliclyAccessible: false,
        MultiAZ: false,
        DeletionProtection: false,
        BackupRetentionPeriod: 0,
        EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
        Tags: tagList(tags),
      }),
    );
    return { identifier: name, uid: DBInstance?.DbiResourceId };
  },

  async check(context, handle) {
    const found = await describeDatabase(context.rds, handle.identifier);
    if (!found) return gone;
    if (whoseIs(inPlace(found), handle, context) === 'theirs') return nameTaken;
    const busy = busyWith(handle.identifier, found);
    if (busy) return pending(busy);
    if (!found.Endpoint?.Address) return pending({ en: 'waiting for its address', ko: '접속 주소를 기다리는 중' });
    return ready({ host: found.Endpoint.Address }, () => ({
      tags: taggedAt(context, found.TagList, said(found, 'DBInstanceArn')),
    }));
  },

  going: {
    takes: { earliest: 60, usual: 115, every: 5, limit: 60 * 60 },
    async blockers({ rds }, { identifier }) {
      const { DBInstanceStatus: status = '' } = (await describeDatabase(rds, identifier)) ?? {};
      return status === 'available' ? [] : [named({ en: 'its status:', ko: '현재 상태:' }, status, true)];
    },
  },

  async delete(context, handle) {
    const { rds } = context;
    const found = await describeDatabase(rds, handle.identifier);
    // One made a moment ago may not be listed yet, which the engine is patient with.
    if (!found)
      throw Object.assign(new Error(`${handle.identifier} is not listed`), { name: 'DBInstanceNotFoundFault' });
    return deleteOurs(inPlace(found), handle, context, async () => {
      if (found.DBInstanceStatus === 'deleting') return;
      // It is a copy: nothing of it is kept.
      await rds.send(
        new DeleteDBInstanceCommand({
          DBInstanceIdentifier: handle.identifier,
          SkipFinalSnapshot: true,
          DeleteAutomatedBackups: true,
        }),
      );
    });
  },
});
