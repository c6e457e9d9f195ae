import { DeleteDBInstanceCommand, ModifyDBInstanceCommand, type DBInstance } from '@aws-sdk/client-rds';
import { describeDatabase } from '../../aws/databases.ts';
import type { InPlace } from '../../aws/tags.ts';
import type { Context, Kept, Removal } from '../../engine/step.ts';
import type { Trouble } from '../../errors.ts';
import type { Facts } from '../../facts.ts';
import { leftAlone, whoseIs } from '../ours.ts';
import { describeSnapshot, finalSnapshot, snapshotName } from './final-snapshot.ts';
import { noSnapshotOf, nothingToSnapshot } from './states.ts';

interface Handle extends Facts {
  readonly identifier: string;
}

export const inPlace = ({ TagList, DbiResourceId }: DBInstance): InPlace => ({ tags: TagList, uid: DbiResourceId });

/** Why the final snapshot that was ordered cannot be had. */
export async function impossible(context: Context & Removal, handle: Handle): Promise<Trouble | undefined> {
  const { rds, data, since } = context;
  if (data !== 'snapshot') return undefined;
  const { identifier } = handle;
  const found = await describeDatabase(rds, identifier);
  const isOurs = found && whoseIs(inPlace(found), handle, context) !== 'theirs';
  // One that is being deleted takes no snapshot any more but the one that was ordered with that.
  if (isOurs && found.DBInstanceStatus !== 'deleting') return noSnapshotOf(identifier, found.DBInstanceStatus ?? '');
  return (await describeSnapshot(rds, snapshotName(identifier, since))) ? undefined : nothingToSnapshot(identifier);
}

/** Deletes it as the user has decided about its data. */
export async function remove(context: Context & Removal, handle: Handle): Promise<readonly Kept[]> {
  const { rds, region, data, since } = context;
  if (!data) throw new Error('nobody has said what becomes of the data');
  const { identifier } = handle;
  const there = await describeDatabase(rds, identifier);
  const owner = there && whoseIs(inPlace(there), handle, context);
  if (owner === 'unknown') return leftAlone(handle);
  const found = owner === 'ours' ? there : undefined;
  const snapshot = snapshotName(identifier, since);
  // Requested before a crash: it is being taken, and the choice made then stands.
  const taken = found?.DBInstanceStatus === 'deleting' || !found ? await describeSnapshot(rds, snapshot) : undefined;
  if (taken) return [finalSnapshot(snapshot, taken.AllocatedStorage ?? 0, region)];
  const isGoing = !found || found.DBInstanceStatus === 'deleting';
  if (isGoing && data === 'snapshot') throw nothingToSnapshot(identifier);
  // One made a moment ago may not be listed yet, which the engine is patient with.
  if (!there) throw Object.assign(new Error(`${identifier} is not listed`), { name: 'DBInstanceNotFoundFault' });
  if (isGoing) return [];
  const obstacle = data === 'snapshot' && noSnapshotOf(identifier, found.DBInstanceStatus ?? '');
  if (obstacle) throw obstacle;
  if (found.DeletionProtection)
    await rds.send(
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier: identifier,
        DeletionProtection: false,
        ApplyImmediately: true,
      }),
    );
  await rds.send(
    new DeleteDBInstanceCommand({
      DBInstanceIdentifier: identifier,
      ...(data === 'snapshot'
        ? { SkipFinalSnapshot: false, FinalDBSnapshotIdentifier: snapshot }
        : { SkipFinalSnapshot: true }),
      DeleteAutomatedBackups: true,
    }),
  );
  return data === 'snapshot' ? [finalSnapshot(snapshot, found.AllocatedStorage ?? 0, region)] : [];
}
