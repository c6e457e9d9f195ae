import {
  DBInstanceNotFoundFault,
  DBSubnetGroupDoesNotCoverEnoughAZs,
  paginateDescribeDBEngineVersions,
} from '@aws-sdk/client-rds';
import { expect, test } from 'vitest';
import { minutes, network, present, refusal, simulated, type Simulated } from './support.ts';

const database = {
  DBInstanceIdentifier: 'Shop-db',
  DBInstanceClass: 'db.t4g.micro',
  Engine: 'postgres',
  EngineVersion: '17',
  MasterUsername: 'shop',
  ManageMasterUserPassword: true,
  AllocatedStorage: 20,
  DBSubnetGroupName: 'shop',
  EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
};

async function withSubnetGroup() {
  const aws = simulated();
  const { subnetIds: SubnetIds } = await network(aws);
  const group = { DBSubnetGroupName: 'shop', DBSubnetGroupDescription: 'shop' };
  await aws.rds.createDBSubnetGroup({ ...group, SubnetIds });
  return aws;
}

const shown = async ({ rds }: Simulated) =>
  present((await rds.describeDBInstances({ DBInstanceIdentifier: 'shop-db' })).DBInstances?.[0]);

test('a database is creating, then backing up, then available; its address comes when it is made', async () => {
  const aws = await withSubnetGroup();
  const { DBInstance } = await aws.rds.createDBInstance({ ...database, BackupRetentionPeriod: 7 });
  expect(DBInstance).toMatchObject({ DBInstanceIdentifier: 'shop-db', DBInstanceStatus: 'creating' });
  expect(DBInstance?.MasterUserSecret?.SecretStatus).toBe('creating');
  expect(DBInstance?.Endpoint).toBeUndefined();
  expect(DBInstance?.EngineVersion).toBe('17.7');
  await aws.clock.sleep(minutes(3.8));
  expect(await shown(aws)).toMatchObject({ DBInstanceStatus: 'backing-up', Endpoint: { Port: 5432 } });
  await aws.clock.sleep(minutes(1));
  expect(await shown(aws)).toMatchObject({
    DBInstanceStatus: 'available',
    MasterUserSecret: { SecretStatus: 'active' },
  });
});

test('a subnet group spans two zones, and stays while a database is in it', async () => {
  const aws = await withSubnetGroup();
  const { DBSubnetGroups } = await aws.rds.describeDBSubnetGroups({ DBSubnetGroupName: 'shop' });
  const one = [present(DBSubnetGroups?.[0]?.Subnets?.[0]?.SubnetIdentifier)];
  const narrow = { DBSubnetGroupName: 'narrow', DBSubnetGroupDescription: 'narrow', SubnetIds: one };
  expect(await refusal(aws.rds.createDBSubnetGroup(narrow))).toBeInstanceOf(DBSubnetGroupDoesNotCoverEnoughAZs);
  await aws.rds.createDBInstance(database);
  expect(await refusal(aws.rds.deleteDBSubnetGroup({ DBSubnetGroupName: 'shop' }))).toMatchObject({
    name: 'InvalidDBSubnetGroupStateFault',
  });
});

test('a protected database is not deleted; an unprotected one takes its time, leaves a snapshot, and is not found', async () => {
  const aws = await withSubnetGroup();
  const { rds, clock } = aws;
  await rds.createDBInstance({ ...database, DeletionProtection: true });
  await clock.sleep(minutes(5));
  const DBInstanceIdentifier = 'shop-db';
  const deletion = { DBInstanceIdentifier, FinalDBSnapshotIdentifier: 'shop-db-final' };
  expect(await refusal(rds.deleteDBInstance(deletion))).toMatchObject({ name: 'InvalidParameterCombination' });
  await rds.modifyDBInstance({ DBInstanceIdentifier, DeletionProtection: false, ApplyImmediately: true });
  expect(await refusal(rds.deleteDBInstance({ DBInstanceIdentifier }))).toMatchObject({
    message: 'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
  });
  await rds.deleteDBInstance(deletion);
  expect(await refusal(rds.deleteDBInstance(deletion))).toMatchObject({ name: 'InvalidDBInstanceStateFault' });
  expect((await shown(aws)).DBInstanceStatus).toBe('deleting');
  await clock.sleep(minutes(10));
  expect(await refusal(shown(aws))).toBeInstanceOf(DBInstanceNotFoundFault);
  const { DBSnapshots } = await rds.describeDBSnapshots({ DBSnapshotIdentifier: 'shop-db-final' });
  expect(DBSnapshots).toMatchObject([{ Status: 'available' }]);
  await rds.deleteDBSubnetGroup({ DBSubnetGroupName: 'shop' });
});

test('a larger class is pending first, then being put in place, then there', async () => {
  const aws = await withSubnetGroup();
  await aws.rds.createDBInstance(database);
  const larger = { DBInstanceIdentifier: 'shop-db', DBInstanceClass: 'db.t4g.small', ApplyImmediately: true };
  expect(await refusal(aws.rds.modifyDBInstance(larger))).toMatchObject({ name: 'InvalidDBInstanceStateFault' });
  await aws.clock.sleep(minutes(5));
  expect((await aws.rds.modifyDBInstance(larger)).DBInstance).toMatchObject({
    DBInstanceStatus: 'available',
    PendingModifiedValues: { DBInstanceClass: 'db.t4g.small' },
  });
  await aws.clock.sleep(minutes(1));
  expect((await shown(aws)).DBInstanceStatus).toBe('modifying');
  await aws.clock.sleep(minutes(5));
  expect(await shown(aws)).toMatchObject({ DBInstanceStatus: 'available', DBInstanceClass: 'db.t4g.small' });
  const smaller = { DBInstanceIdentifier: 'shop-db', AllocatedStorage: 20, ApplyImmediately: true };
  await aws.rds.modifyDBInstance({ ...smaller, AllocatedStorage: 40 });
  await aws.clock.sleep(minutes(6));
  expect(await refusal(aws.rds.modifyDBInstance(smaller))).toMatchObject({ name: 'InvalidParameterCombination' });
});

test.each([
  [{ DBInstanceIdentifier: '1shop' }, 'InvalidParameterValue'],
  [{ DBInstanceIdentifier: 'shop--db' }, 'InvalidParameterValue'],
  [{ MasterUsername: 'admin' }, 'InvalidParameterValue'],
  [{ AllocatedStorage: 10 }, 'InvalidParameterValue'],
  [{ DBInstanceClass: 'db.x9.huge' }, 'InvalidParameterValue'],
  [{ Engine: 'mysql', EngineVersion: '8.0' }, 'InvalidParameterCombination'],
  [{ EngineVersion: '9' }, 'InvalidParameterCombination'],
  [{ MasterUserPassword: 'hunter22' }, 'InvalidParameterCombination'],
])('a database with %o is refused', async (wrong, name) => {
  const { rds } = await withSubnetGroup();
  expect(await refusal(rds.createDBInstance({ ...database, ...wrong }))).toMatchObject({ name });
});

test('the engine versions come in pages', async () => {
  const { rds } = simulated();
  const versions: string[] = [];
  for await (const page of paginateDescribeDBEngineVersions({ client: rds }, { Engine: 'postgres', MaxRecords: 3 })) {
    expect(page.DBEngineVersions?.length).toBeLessThanOrEqual(3);
    versions.push(...(page.DBEngineVersions ?? []).map(({ EngineVersion }) => present(EngineVersion)));
  }
  expect(versions).toHaveLength(10);
  expect(versions.at(-1)).toMatch(/^18\./);
});
