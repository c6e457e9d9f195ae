import {
  DescribeDBInstancesCommand,
  paginateDescribeDBInstances,
  paginateDescribeDBSnapshots,
  type DBInstance,
  type DBSnapshot,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { every, orNothing } from './replies.ts';

export async function describeDatabase(rds: RDSClient, DBInstanceIdentifier: string): Promise<DBInstance | undefined> {
  return (await orNothing(rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }))))?.DBInstances?.[0];
}

export const everyDatabase = (client: RDSClient): Promise<DBInstance[]> =>
  every(paginateDescribeDBInstances({ client }, {}), ({ DBInstances }) => DBInstances);

/** The snapshots of this account in the region, also the automatic ones. */
export const everySnapshot = (client: RDSClient): Promise<DBSnapshot[]> =>
  every(paginateDescribeDBSnapshots({ client }, {}), ({ DBSnapshots }) => DBSnapshots);
