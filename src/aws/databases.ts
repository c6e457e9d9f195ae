import {
  DescribeDBInstancesCommand,
  paginateDescribeDBInstances,
  type DBInstance,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { orNothing } from './or-nothing.ts';

export async function describeDatabase(rds: RDSClient, DBInstanceIdentifier: string): Promise<DBInstance | undefined> {
  return (await orNothing(rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }))))?.DBInstances?.[0];
}

export async function everyDatabase(client: RDSClient): Promise<DBInstance[]> {
  const found: DBInstance[] = [];
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client }, {})) found.push(...DBInstances);
  return found;
}
