import { paginateDescribeDBSnapshots } from '@aws-sdk/client-rds';
import type { Aws } from '../../aws/clients.ts';
import { every } from '../../aws/replies.ts';
import { tagValue } from '../../aws/tags.ts';
import { soon, type Choice } from '../../questions/question.ts';
import { engines } from './engines.ts';

/** A snapshot that a database of stepway's has left behind. */
interface LeftBehind {
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly made: number;
  /** As RDS calls it. */
  readonly engine: keyof typeof engines;
  /** In GiB. */
  readonly size: number;
}

const isOurs = (engine: string | undefined): engine is keyof typeof engines =>
  engine !== undefined && Object.hasOwn(engines, engine);

/**
 * The snapshots of databases of stepway's in the region, the newest first; the automatic ones go with their database.
 *
 * @throws where AWS does not tell soon.
 */
export async function leftBehind({ rds: client }: Pick<Aws, 'rds'>): Promise<readonly LeftBehind[]> {
  const pages = paginateDescribeDBSnapshots({ client }, { SnapshotType: 'manual' }, soon());
  const all = await every(pages, ({ DBSnapshots }) => DBSnapshots);
  return all
    .flatMap(({ DBSnapshotIdentifier: id, SnapshotCreateTime, Engine, TagList, Status, ...one }): LeftBehind[] => {
      const isOfStepway = tagValue(TagList, 'stepway:name') !== undefined;
      if (id === undefined || !isOfStepway || Status !== 'available' || !isOurs(Engine)) return [];
      const { AllocatedStorage: size = 0 } = one;
      return [{ id, made: SnapshotCreateTime?.getTime() ?? 0, engine: Engine, size }];
    })
    .toSorted((a, b) => b.made - a.made);
}

/** "PostgreSQL, data of 2026-11-01: shop-database-final-20261101090000 (20 GiB)". */
export function choiceOf({ id, made, engine, size }: LeftBehind): Choice<LeftBehind['engine']> {
  const day = new Date(made).toISOString().slice(0, 10);
  const { name } = engines[engine];
  return {
    value: engine,
    name: { en: `${name}, data of ${day}: ${id} (${size} GiB)`, ko: `${name}, ${day}의 데이터: ${id} (${size}GiB)` },
  };
}
