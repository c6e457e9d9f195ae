import { describeDatabase, everySnapshot } from '../aws/databases.ts';
import { tagValue } from '../aws/tags.ts';
import type { State } from '../state/state.ts';
import { database } from '../steps/database/instance.ts';
import { idOf } from '../engine/step.ts';
import { windowOf, type Window } from '../steps/from-backup.ts';
import { openDraft } from './sign-in.ts';
import { unlessStopped, type Site } from './site.ts';

interface Snapshot {
  readonly id: string;
  /** In milliseconds since 1970; undefined while it is being made. */
  readonly made: number | undefined;
  readonly engine: string;
  /** How large its disk is, in GiB: a database that is made of it is no smaller. */
  readonly gib: number | undefined;
  /** The stack that it is of; undefined for one that stepway did not make. */
  readonly of: string | undefined;
  /** As RDS says it. */
  readonly status: string;
}

/** What data can be brought back to a stack. */
export interface Restorable {
  readonly stack: string;
  /** From when to when its database can go back; undefined without a database, or without a backup of it. */
  readonly window: Window | undefined;
  /** Those of the region, the newest first. */
  readonly snapshots: readonly Snapshot[];
}

/** Asks AWS what data can be brought back; changes nothing. */
export async function restorableOf(site: Site, state: State, region: string | undefined): Promise<Restorable> {
  const { aws } = await unlessStopped(site.signal, openDraft(site, state, region));
  const { handle } = state.steps.get(database.id) ?? {};
  const [found, all] = await unlessStopped(
    site.signal,
    Promise.all([handle && describeDatabase(aws.rds, idOf(handle)), everySnapshot(aws.rds)]),
  );
  const snapshots = all.map((one): Snapshot => ({
    id: one.DBSnapshotIdentifier ?? '',
    made: one.SnapshotCreateTime?.getTime(),
    engine: one.Engine ?? '',
    gib: one.AllocatedStorage,
    of: tagValue(one.TagList, 'stepway:name'),
    status: one.Status ?? '',
  }));
  return {
    stack: state.name,
    window: found && (await windowOf(aws.rds, found)),
    snapshots: snapshots.toSorted((a, b) => (b.made ?? Infinity) - (a.made ?? Infinity)),
  };
}
