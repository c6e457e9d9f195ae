import { DescribeDBSnapshotsCommand, type DBSnapshot, type RDSClient } from '@aws-sdk/client-rds';
import { orNothing } from '../../aws/replies.ts';
import type { Kept } from '../../engine/step.ts';
import { monthly, priceOf } from '../../prices/prices.ts';
import { verbatim } from '../../words.ts';
import { snapshot } from './prices.ts';

/** The same in every run of one removal. */
export const snapshotName = (identifier: string, since: number): string =>
  `${identifier}-final-${new Date(since).toISOString().replace(/\D/g, '').slice(0, 14)}`;

export async function describeSnapshot(rds: RDSClient, DBSnapshotIdentifier: string): Promise<DBSnapshot | undefined> {
  return (await orNothing(rds.send(new DescribeDBSnapshotsCommand({ DBSnapshotIdentifier }))))?.DBSnapshots?.[0];
}

/** Its line in the receipt. */
export function finalSnapshot(id: string, gigabytes: number, region: string): Kept {
  const { total, complete } = priceOf([monthly(verbatim(id), snapshot, gigabytes)], region);
  const most = total.toFixed(2);
  return {
    id,
    why: {
      en: `the final snapshot of your data; its storage is billed until you delete it${complete ? ` (at most ${most} USD a month)` : ''}`,
      ko: `데이터의 마지막 스냅샷, 삭제할 때까지 저장 비용 발생${complete ? `(월 최대 ${most}달러)` : ''}`,
    },
  };
}
