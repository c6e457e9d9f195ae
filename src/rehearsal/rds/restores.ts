import type { RestoreDBInstanceFromDBSnapshotCommandInput } from '@aws-sdk/client-rds';
import { refuse } from '../errors.ts';
import { page } from '../pages.ts';
import type { Call, Operations } from '../service.ts';
import { create } from './creation.ts';
import type { Database, Snapshot } from './data.ts';
import { showDatabase } from './instances.ts';
import { databaseNamed, snapshotNamed, statusOf } from './shared.ts';

/** In milliseconds: RDS keeps the log of changes that often ("Restoring a DB instance to a specified time", RDS guide). */
const logged = 5 * 60_000;
const day = 86_400_000;

/** From when to when a database can be brought back; undefined without backups, or before the first one. */
function windowOf(database: Database, now: number): { earliest: number; latest: number } | undefined {
  const { retention, availableAt } = database;
  // RDS says such moments to the second.
  const first = Math.ceil(availableAt / 1000) * 1000;
  if (retention === 0 || now < first) return undefined;
  return {
    earliest: Math.max(first, Math.ceil((now - retention * day) / 1000) * 1000),
    latest: first + Math.floor((now - first) / logged) * logged,
  };
}

/** "2026-05-18T14:33:10Z", as RDS says a moment. */
const said = (moment: number) => new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');

type Source = Pick<Snapshot, 'engine' | 'version' | 'storage' | 'encrypted'> &
  Partial<Pick<Database, 'user' | 'databaseName' | 'port' | 'instanceClass'>>;

/** Makes a database of what a source has. Its password is that of the source: nobody manages it. */
function restoreAs(
  id: string,
  source: Source,
  input: Partial<RestoreDBInstanceFromDBSnapshotCommandInput>,
  call: Call,
) {
  if (input.ManageMasterUserPassword !== undefined)
    // "Applies to RDS for Oracle only" (API reference).
    refuse('InvalidParameterCombination', 'ManageMasterUserPassword is not supported for this engine when restoring.');
  if ((input.StorageType === 'gp3' || input.StorageType === 'io1') && input.Iops === undefined)
    refuse('InvalidParameterCombination', `You must specify Iops with the storage type ${input.StorageType}.`);
  if (input.AllocatedStorage !== undefined && input.AllocatedStorage < source.storage)
    refuse('InvalidParameterValue', "Allocated storage size can't be less than the source instance size.");
  const database = create(
    {
      ...input,
      DBInstanceIdentifier: id,
      Engine: source.engine,
      EngineVersion: source.version,
      DBInstanceClass: input.DBInstanceClass ?? source.instanceClass ?? 'db.t4g.micro',
      AllocatedStorage: input.AllocatedStorage ?? source.storage,
      StorageEncrypted: source.encrypted,
      DBName: source.databaseName,
      Port: input.Port ?? source.port,
      MasterUsername: source.user ?? 'app_owner',
      MasterUserPassword: 'that-of-the-source',
    },
    call,
  );
  call.here.databases.push(database);
  return { DBInstance: showDatabase(database, call) };
}

export const restores = {
  RestoreDBInstanceToPointInTime(
    { SourceDBInstanceIdentifier, TargetDBInstanceIdentifier = '', RestoreTime, UseLatestRestorableTime, ...input },
    call,
  ) {
    const source = databaseNamed(call, SourceDBInstanceIdentifier);
    if (source.retention === 0)
      refuse('PointInTimeRestoreNotEnabled', `Point in time restore is not enabled for ${source.id}.`);
    if (source.deleting) refuse('InvalidDBInstanceState', `Instance ${source.id} is being deleted.`);
    if ((RestoreTime === undefined) === !UseLatestRestorableTime)
      refuse(
        'InvalidParameterCombination',
        'Exactly one of RestoreTime and UseLatestRestorableTime has to be specified.',
      );
    const window = windowOf(source, call.now);
    if (!window)
      refuse('InvalidDBInstanceState', `Instance ${source.id} has no restorable time (${statusOf(source, call.now)}).`);
    const moment = RestoreTime?.getTime() ?? window.latest;
    if (moment > window.latest)
      refuse(
        'InvalidParameterValue',
        `The specified instance cannot be restored to a time later than ${said(window.latest)}.`,
      );
    if (moment < window.earliest)
      refuse(
        'InvalidParameterValue',
        `The specified instance cannot be restored to a time earlier than ${said(window.earliest)}.`,
      );
    return restoreAs(TargetDBInstanceIdentifier, source, input, call);
  },

  RestoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier = '', DBSnapshotIdentifier, ...input }, call) {
    const snapshot = snapshotNamed(call, DBSnapshotIdentifier);
    if (call.now < snapshot.availableAt)
      refuse('InvalidDBSnapshotState', `The snapshot ${snapshot.id} is not in the available state.`);
    return restoreAs(DBInstanceIdentifier, snapshot, input, call);
  },

  DescribeDBInstanceAutomatedBackups({ DbiResourceId, DBInstanceIdentifier, MaxRecords = 100, Marker }, call) {
    const asked = call.here.databases.filter(
      ({ id, resourceId, retention, deleting }) =>
        retention > 0 &&
        !deleting &&
        (!DbiResourceId || resourceId === DbiResourceId) &&
        (!DBInstanceIdentifier || id === DBInstanceIdentifier.toLowerCase()),
    );
    if (asked.length === 0 && (DbiResourceId ?? DBInstanceIdentifier))
      refuse('DBInstanceAutomatedBackupNotFound', 'No automated backup was found.', 404);
    const { items, next } = page(asked, MaxRecords, Marker);
    return {
      DBInstanceAutomatedBackups: items.map((database) => {
        const window = windowOf(database, call.now);
        return {
          DBInstanceIdentifier: database.id,
          DbiResourceId: database.resourceId,
          Status: window ? 'active' : 'creating',
          AllocatedStorage: database.storage,
          BackupRetentionPeriod: database.retention,
          ...(window && {
            RestoreWindow: { EarliestTime: new Date(window.earliest), LatestTime: new Date(window.latest) },
          }),
        };
      }),
      Marker: next,
    };
  },
} satisfies Operations<typeof import('@aws-sdk/client-rds')>;
