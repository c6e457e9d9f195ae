import type { DBInstance, ModifyDBInstanceCommandInput } from '@aws-sdk/client-rds';
import { one } from '../ec2/resources.ts';
import { refuse } from '../errors.ts';
import { checkPlan } from '../free-tier.ts';
import { accountId, capitals } from '../ids.ts';
import { page } from '../pages.ts';
import type { Call, Operations } from '../service.ts';
import { tagList } from '../tags.ts';
import { baselineOf, checkClass, checkIops, checkStorage, checkStorageType, create } from './creation.ts';
import type { Database } from './data.ts';
import { arnOf, databaseNamed, isModifiable, newSecret, statusOf, subnetGroupNamed } from './shared.ts';
import { newSnapshot } from './snapshots.ts';
import { showSubnetGroup } from './subnet-groups.ts';

/** A moment that does not come: unlike Infinity it can be kept as JSON. */
const never = Number.MAX_SAFE_INTEGER;
/** A database as RDS shows it. */
export const showDatabase = (database: Database, call: Call): DBInstance => ({
  DBInstanceIdentifier: database.id,
  DBInstanceArn: arnOf('db', database.id, call),
  DbiResourceId: database.resourceId,
  DBInstanceClass: database.instanceClass,
  DBInstanceStatus: statusOf(database, call.now),
  Engine: database.engine,
  EngineVersion: database.version,
  EngineLifecycleSupport: database.lifecycleSupport,
  MasterUsername: database.user,
  DBName: database.databaseName,
  AllocatedStorage: database.storage,
  Iops: database.iops ?? baselineOf(database.storage),
  StorageType: database.storageType ?? 'gp3',
  StorageEncrypted: database.encrypted,
  PubliclyAccessible: database.public,
  MultiAZ: database.multiAz,
  AvailabilityZone: database.zone,
  BackupRetentionPeriod: database.retention,
  CopyTagsToSnapshot: database.copyTags,
  DeletionProtection: database.deletionProtection,
  AutoMinorVersionUpgrade: database.minorUpgrades,
  DBSubnetGroup: showSubnetGroup(subnetGroupNamed(call, database.subnetGroup), call),
  VpcSecurityGroups: database.groupIds.map((id) => ({ VpcSecurityGroupId: id, Status: 'active' })),
  PendingModifiedValues: {
    ...(database.modification?.changes.instanceClass && {
      DBInstanceClass: database.modification.changes.instanceClass,
    }),
    ...(database.modification?.changes.storage && { AllocatedStorage: database.modification.changes.storage }),
    ...(database.modification?.changes.storageType && { StorageType: database.modification.changes.storageType }),
    ...(database.modification?.changes.multiAz !== undefined && { MultiAZ: database.modification.changes.multiAz }),
  },
  ...(database.madeAt <= call.now && {
    Endpoint: { Address: database.host, Port: database.port, HostedZoneId: `Z${capitals(`rds ${call.region}`, 13)}` },
    InstanceCreateTime: new Date(database.madeAt),
  }),
  ...(database.secret && {
    MasterUserSecret: {
      SecretArn: database.secret.arn,
      SecretStatus: call.now < database.secret.activeAt ? 'creating' : 'active',
      KmsKeyId: `arn:aws:kms:${call.region}:${accountId}:key/aws/secretsmanager`,
    },
  }),
  TagList: tagList(database.tags),
});

/** The storage that a modification asks for, as RDS takes it: never smaller, and larger by a tenth at least. */
function storageChange(
  database: Database,
  { AllocatedStorage: wanted, Iops }: ModifyDBInstanceCommandInput,
  call: Call,
): { storage?: number; iops?: number } {
  const { engine, storage } = database;
  if (wanted !== undefined && wanted < storage) {
    refuse('InvalidParameterCombination', 'Requested storage size is less than the current one.');
  }
  const becomes = wanted ?? storage;
  checkIops(engine, becomes, Iops);
  if ((wanted === undefined) !== (Iops === undefined) && becomes >= 400) {
    refuse(
      'InvalidParameterCombination',
      'You must specify both the storage size and iops when modifying the storage size or iops on a DB instance that ' +
        'has iops.',
    );
  }
  if (wanted === undefined || wanted === storage) return Iops ? { iops: Iops } : {};
  if (statusOf(database, call.now) === 'storage-optimization') {
    refuse(
      'InvalidParameterCombination',
      "You can't currently modify the storage of this DB instance because the previous storage change is being optimized.",
    );
  }
  return { storage: checkStorage(Math.max(wanted, Math.ceil((storage * 11) / 10))), ...(Iops && { iops: Iops }) };
}

/** Hands the master password to RDS, or takes it back, for which a new one has to be given. */
function managePassword(database: Database, input: ModifyDBInstanceCommandInput, call: Call): void {
  const { ManageMasterUserPassword: manage, MasterUserPassword: password } = input;
  if (manage === undefined) return;
  if (manage === (password !== undefined)) {
    refuse(
      'InvalidParameterCombination',
      manage
        ? "You can't specify MasterUserPassword when ManageMasterUserPassword is set to true."
        : 'You must specify MasterUserPassword when ManageMasterUserPassword is set to false.',
    );
  }
  if (!manage) delete database.secret;
  else database.secret ??= newSecret(call, call.now);
}

/** Whether a database can only be deleted without a last snapshot. */
const isBeyondSnapshots = (status: string) => /^(failed|incompatible-(restore|network))$/.test(status);

export const databases = {
  CreateDBInstance(input, call) {
    const database = create(input, call);
    call.here.databases.push(database);
    return { DBInstance: showDatabase(database, call) };
  },

  DescribeDBInstances({ DBInstanceIdentifier, Filters, MaxRecords = 100, Marker }, call) {
    const asked = DBInstanceIdentifier ? [databaseNamed(call, DBInstanceIdentifier)] : call.here.databases;
    const found = asked.filter((database) =>
      (Filters ?? []).every(({ Name, Values = [] }) => {
        if (Name === 'db-instance-id') return Values.includes(database.id);
        if (Name === 'engine') return Values.includes(database.engine);
        return refuse('InvalidParameterValue', `Unrecognized filter name: ${Name}`);
      }),
    );
    const { items, next } = page(found, MaxRecords, Marker);
    return { DBInstances: items.map((database) => showDatabase(database, call)), Marker: next };
  },

  ModifyDBInstance(input, call) {
    const database = databaseNamed(call, input.DBInstanceIdentifier);
    if (!isModifiable(database, call.now) || database.modification?.beginsAt) {
      refuse('InvalidDBInstanceState', 'Database instance is not in available state.');
    }
    checkPlan(call.scenario, input);
    const { DBInstanceClass, StorageType, MultiAZ } = input;
    const changes = {
      ...(DBInstanceClass &&
        DBInstanceClass !== database.instanceClass && { instanceClass: checkClass(DBInstanceClass) }),
      ...storageChange(database, input, call),
      ...(StorageType &&
        StorageType !== (database.storageType ?? 'gp3') && { storageType: checkStorageType(StorageType) }),
      ...(MultiAZ !== undefined && MultiAZ !== database.multiAz && { multiAz: MultiAZ }),
    };
    if (Object.keys(changes).length > 0) {
      // RDS still says available for a moment. What does not apply immediately waits for the maintenance window.
      const beginsAt = input.ApplyImmediately ? call.after('database modification begun') : never;
      const endsAt = beginsAt + call.after('database modified') - call.now;
      database.modification = { changes, beginsAt, endsAt };
      if (changes.storage && database.fate === 'storage-full') delete database.fate;
    }
    managePassword(database, input, call);
    if (input.VpcSecurityGroupIds) {
      database.groupIds = input.VpcSecurityGroupIds.map((id) => one(call, 'groups', id).id);
      const port = call.here.interfaces.find(({ id }) => id === database.interfaceId);
      if (port) port.groupIds = database.groupIds;
    }
    database.deletionProtection = input.DeletionProtection ?? database.deletionProtection;
    database.retention = input.BackupRetentionPeriod ?? database.retention;
    database.copyTags = input.CopyTagsToSnapshot ?? database.copyTags;
    database.public = input.PubliclyAccessible ?? database.public;
    database.minorUpgrades = input.AutoMinorVersionUpgrade ?? database.minorUpgrades;
    return { DBInstance: showDatabase(database, call) };
  },

  DeleteDBInstance({ DBInstanceIdentifier, SkipFinalSnapshot, FinalDBSnapshotIdentifier }, call) {
    const database = databaseNamed(call, DBInstanceIdentifier);
    if (database.deleting) {
      refuse('InvalidDBInstanceState', `Instance ${database.id} is already being deleted.`);
    }
    if (database.deletionProtection) {
      refuse(
        'InvalidParameterCombination',
        'Cannot delete protected DB Instance, please disable deletion protection and try again.',
      );
    }
    if (SkipFinalSnapshot ? FinalDBSnapshotIdentifier : !FinalDBSnapshotIdentifier) {
      refuse(
        'InvalidParameterCombination',
        SkipFinalSnapshot
          ? 'FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is specified as true.'
          : 'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
      );
    }
    if (FinalDBSnapshotIdentifier && isBeyondSnapshots(statusOf(database, call.now))) {
      refuse(
        'InvalidDBInstanceState',
        `Instance ${database.id} is not currently in a state of which a snapshot can be made.`,
      );
    }
    database.goneAt = call.after('database deleted');
    if (FinalDBSnapshotIdentifier) {
      const snapshot = newSnapshot(FinalDBSnapshotIdentifier, database, call);
      database.goneAt += snapshot.availableAt - call.now;
      call.here.snapshots.push(snapshot);
    }
    database.deleting = true;
    const port = call.here.interfaces.find(({ id }) => id === database.interfaceId);
    if (port) port.goneAt = database.goneAt;
    return { DBInstance: showDatabase(database, call) };
  },
} satisfies Operations<typeof import('@aws-sdk/client-rds')>;
