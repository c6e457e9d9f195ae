import {
  DescribeDBInstanceAutomatedBackupsCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
  type DBInstance,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { describeDatabase } from '../aws/databases.ts';
import { orNothing } from '../aws/replies.ts';
import { tagList } from '../aws/tags.ts';
import type { Context } from '../engine/step.ts';
import { Trouble } from '../errors.ts';
import { fromTag, isMoment } from './database/source.ts';

/** What restoring takes and a new database has as well. */
interface Restored {
  readonly identifier: string;
  readonly from: string;
  readonly groupName: string;
  readonly groupId: string;
  readonly settings: {
    readonly DBInstanceClass: string;
    readonly PubliclyAccessible: boolean;
    readonly MultiAZ: boolean;
    readonly BackupRetentionPeriod: number;
    readonly CopyTagsToSnapshot: boolean;
    readonly AutoMinorVersionUpgrade: boolean;
    readonly DeletionProtection: boolean;
  };
}

/** A group of parameters that somebody made; that of AWS follows from the engine. */
const ownParameters = (source: DBInstance | undefined): string | undefined =>
  source?.DBParameterGroups?.map(({ DBParameterGroupName = '' }) => DBParameterGroupName).find(
    (group) => group !== '' && !group.startsWith('default.'),
  );

/**
 * Asks RDS for a database with the data of a moment of the one that has made way, or of a snapshot. It gets the default
 * security group, no tags, no protection and no backups unless they are named; its size and password are those of the
 * source until they are changed (RestoreDBInstanceToPointInTime in the API reference).
 *
 * @throws Trouble `usage` when there is nothing to take a moment of.
 */
export async function restore(
  { rds, tags, retired }: Context,
  { identifier, from, groupName, groupId, settings }: Restored,
): Promise<DBInstance | undefined> {
  const common = {
    ...settings,
    DBSubnetGroupName: groupName,
    VpcSecurityGroupIds: [groupId],
    EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
    Tags: [...tagList(tags), { Key: fromTag, Value: from }],
  };
  if (!isMoment(from)) {
    const asked = new RestoreDBInstanceFromDBSnapshotCommand({
      ...common,
      DBInstanceIdentifier: identifier,
      DBSnapshotIdentifier: from,
    });
    return (await rds.send(asked)).DBInstance;
  }
  const source = await sourceAmong(rds, retired);
  if (!source) throw nothingToRestore();
  const group = ownParameters(source);
  const asked = new RestoreDBInstanceToPointInTimeCommand({
    ...common,
    SourceDBInstanceIdentifier: source.DBInstanceIdentifier,
    TargetDBInstanceIdentifier: identifier,
    RestoreTime: new Date(from),
    ...(group && { DBParameterGroupName: group }),
  });
  return (await rds.send(asked)).DBInstance;
}

/** Of those that have made way, the one that did so last. */
async function sourceAmong(rds: RDSClient, retired: readonly string[]): Promise<DBInstance | undefined> {
  const last = retired.at(-1);
  return last === undefined ? undefined : describeDatabase(rds, last);
}

export const nothingToRestore = (): Trouble =>
  new Trouble(
    'usage',
    {
      en: 'There is no database here any more whose backups have that moment.',
      ko: '그 시점의 백업이 있는 데이터베이스가 더 이상 없습니다.',
    },
    {
      en: 'Name a snapshot with --database-from, or use --database-from empty for a new one.',
      ko: '--database-from에 스냅샷 이름을 지정하거나, 빈 데이터베이스를 만들려면 --database-from empty를 쓰세요.',
    },
  );

/** From when to when a database can be brought back, in milliseconds since 1970. */
export interface Window {
  readonly earliest: number;
  readonly latest: number;
}

/** Undefined while it has no backup. RDS writes the log of changes away every five minutes: the latest is that old. */
export async function windowOf(rds: RDSClient, { DbiResourceId }: DBInstance): Promise<Window | undefined> {
  const asked = new DescribeDBInstanceAutomatedBackupsCommand({ DbiResourceId });
  const { EarliestTime, LatestTime } =
    (await orNothing(rds.send(asked)))?.DBInstanceAutomatedBackups?.[0]?.RestoreWindow ?? {};
  return EarliestTime && LatestTime ? { earliest: EarliestTime.getTime(), latest: LatestTime.getTime() } : undefined;
}
