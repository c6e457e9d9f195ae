import type { DBSnapshot } from '@aws-sdk/client-rds';
import { refuse } from '../errors.ts';
import { page } from '../pages.ts';
import type { Call, Operations } from '../service.ts';
import { tag, tagList } from '../tags.ts';
import type { Database, Snapshot } from './data.ts';
import { arnOf, checkIdentifier, databaseNamed, snapshotNamed, statusOf } from './shared.ts';

const show = (snapshot: Snapshot, call: Call): DBSnapshot => ({
  DBSnapshotIdentifier: snapshot.id,
  DBSnapshotArn: arnOf('snapshot', snapshot.id, call),
  DBInstanceIdentifier: snapshot.databaseId,
  Engine: snapshot.engine,
  EngineVersion: snapshot.version,
  AllocatedStorage: snapshot.storage,
  Encrypted: snapshot.encrypted,
  SnapshotType: 'manual',
  Status: call.now < snapshot.availableAt ? 'creating' : 'available',
  PercentProgress: call.now < snapshot.availableAt ? 0 : 100,
  SnapshotCreateTime: new Date(snapshot.createdAt),
  TagList: tagList(snapshot.tags),
});

/** A snapshot of a database that is available, not yet put into the account. */
export function newSnapshot(identifier: string, database: Database, call: Call): Snapshot {
  const id = checkIdentifier(identifier, 255, 'DBSnapshotIdentifier');
  if (call.here.snapshots.some((snapshot) => snapshot.id === id)) {
    refuse(
      'DBSnapshotAlreadyExists',
      `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`,
    );
  }
  // "… must be in the available or storage-optimization state" (CreateDBSnapshot).
  if (!['available', 'storage-optimization'].includes(statusOf(database, call.now))) {
    refuse(
      'InvalidDBInstanceState',
      `Cannot create a snapshot because the database instance ${database.id} is not currently in the available state.`,
    );
  }
  return {
    id,
    databaseId: database.id,
    engine: database.engine,
    version: database.version,
    user: database.user,
    ...(database.databaseName && { databaseName: database.databaseName }),
    port: database.port,
    storage: database.storage,
    encrypted: database.encrypted,
    createdAt: call.now,
    availableAt: call.after('snapshot available'),
    tags: database.copyTags ? { ...database.tags } : {},
  };
}

export const snapshots = {
  CreateDBSnapshot({ DBSnapshotIdentifier = '', DBInstanceIdentifier, Tags }, call) {
    const snapshot = newSnapshot(DBSnapshotIdentifier, databaseNamed(call, DBInstanceIdentifier), call);
    tag(snapshot.tags, Tags);
    call.here.snapshots.push(snapshot);
    return { DBSnapshot: show(snapshot, call) };
  },

  DescribeDBSnapshots({ DBSnapshotIdentifier, DBInstanceIdentifier, SnapshotType, MaxRecords = 100, Marker }, call) {
    const listed = SnapshotType === undefined || SnapshotType === 'manual' ? call.here.snapshots : [];
    const asked = DBSnapshotIdentifier ? [snapshotNamed(call, DBSnapshotIdentifier)] : listed;
    const found = asked.filter(
      ({ databaseId }) => !DBInstanceIdentifier || databaseId === DBInstanceIdentifier.toLowerCase(),
    );
    const { items, next } = page(found, MaxRecords, Marker);
    return { DBSnapshots: items.map((snapshot) => show(snapshot, call)), Marker: next };
  },

  DeleteDBSnapshot({ DBSnapshotIdentifier }, call) {
    const snapshot = snapshotNamed(call, DBSnapshotIdentifier);
    if (call.now < snapshot.availableAt) {
      refuse(
        'InvalidDBSnapshotState',
        `Cannot delete the snapshot because it is not currently in the available state.`,
      );
    }
    call.here.snapshots.splice(call.here.snapshots.indexOf(snapshot), 1);
    return { DBSnapshot: show(snapshot, call) };
  },
} satisfies Operations<typeof import('@aws-sdk/client-rds')>;
