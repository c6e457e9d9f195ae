import { refuse } from '../errors.ts';
import { accountId, lowers } from '../ids.ts';
import type { Call } from '../service.ts';
import type { Database, Snapshot, SubnetGroup } from './data.ts';

/** "A few hours", in which the storage cannot be changed again, says AWS's page on it (rds-stuck-in-storage-optimization). */
const optimization = 6 * 3_600_000;

/** Puts through the modifications that have ended by now. */
export function finishModifications({ here, now }: Pick<Call, 'here' | 'now'>): void {
  for (const database of here.databases) {
    if (!database.modification || database.modification.endsAt > now) continue;
    const { changes, endsAt } = database.modification;
    if (changes.storage) database.optimizedAt = endsAt + optimization;
    Object.assign(database, changes);
    delete database.modification;
  }
}

/** The state of a database, as its DBInstanceStatus. */
export function statusOf(database: Database, now: number): string {
  const { deleting, fate, madeAt, flapUntil, availableAt, modification } = database;
  if (deleting) return 'deleting';
  if (now < madeAt) return 'creating';
  if (fate) return fate;
  if (now >= flapUntil && now < availableAt) return 'backing-up';
  if (modification && modification.beginsAt <= now) return 'modifying';
  return now < (database.optimizedAt ?? 0) ? 'storage-optimization' : 'available';
}

/** Whether RDS takes a modification of it now, and would only keep its storage as it is during an optimization. */
export const isModifiable = (database: Database, now: number): boolean => {
  const status = statusOf(database, now);
  return (
    (status === (database.fate ?? 'available') || status === 'storage-optimization') && database.fate !== 'stopped'
  );
};

export const databaseNamed = ({ here, now }: Call, wanted = ''): Database =>
  here.databases.find(({ id, visibleAt }) => id === wanted.toLowerCase() && visibleAt <= now) ??
  refuse('DBInstanceNotFound', `DBInstance ${wanted} not found.`, 404);

export const subnetGroupNamed = ({ here, now }: Call, wanted = ''): SubnetGroup =>
  here.subnetGroups.find(({ name, visibleAt }) => name === wanted.toLowerCase() && visibleAt <= now) ??
  refuse('DBSubnetGroupNotFoundFault', `DB subnet group '${wanted}' does not exist.`, 404);

export const snapshotNamed = ({ here }: Call, wanted = ''): Snapshot =>
  here.snapshots.find(({ id }) => id === wanted.toLowerCase()) ??
  refuse('DBSnapshotNotFound', `DBSnapshot not found: ${wanted}`, 404);

/** The ARN of a thing of RDS's: kind is db, subgrp or snapshot. */
export const arnOf = (kind: string, name: string, { region }: Call): string =>
  `arn:aws:rds:${region}:${accountId}:${kind}:${name}`;

/** The secret in which RDS keeps a password that it manages. */
export const newSecret = (call: Call, activeAt: number, seed = call.seed()): NonNullable<Database['secret']> => ({
  arn: `arn:aws:secretsmanager:${call.region}:${accountId}:secret:rds!db-${lowers(seed, 20)}`,
  activeAt,
});

/** Identifiers begin with a letter, and have letters, digits and single hyphens, the last no hyphen. */
export function checkIdentifier(id: string, most: number, what: string): string {
  if (id.length > most || !/^[A-Za-z](-?[A-Za-z0-9])*$/.test(id)) {
    refuse(
      'InvalidParameterValue',
      `The parameter ${what} is not a valid identifier. Identifiers must begin with a letter; must contain only ` +
        'ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.',
    );
  }
  return id.toLowerCase();
}
