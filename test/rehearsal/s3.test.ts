import { BucketAlreadyOwnedByYou, NoSuchKey } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { refusal, simulated } from './support.ts';

const Bucket = 'demo-bundles';
const TagSet = [{ Key: 'stepway:name', Value: 'demo' }];

async function withBucket(region = 'us-east-1') {
  const aws = simulated({ region });
  const LocationConstraint = region === 'us-east-1' ? undefined : (region as 'ap-northeast-2');
  const create = () => aws.s3.createBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint, Tags: TagSet } });
  await create();
  await aws.clock.sleep(10_000);
  return { ...aws, create };
}

test('a new bucket is not known everywhere at once, and then has the tags that came with it and no public access', async () => {
  const { s3, clock } = simulated();
  await s3.createBucket({ Bucket, CreateBucketConfiguration: { Tags: TagSet } });
  expect((await refusal(s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }))).name).toBe(
    'NoSuchBucket',
  );
  await clock.sleep(10_000);
  expect(await s3.getBucketTagging({ Bucket })).toMatchObject({ TagSet });
  const { PublicAccessBlockConfiguration } = await s3.getPublicAccessBlock({ Bucket });
  expect(PublicAccessBlockConfiguration).toMatchObject({ BlockPublicPolicy: true, RestrictPublicBuckets: true });
});

test('making it again succeeds in the oldest region only, and a deleted name is not free at once', async () => {
  const home = await withBucket();
  await home.create();
  const away = await withBucket('ap-northeast-2');
  expect(await refusal(away.create())).toBeInstanceOf(BucketAlreadyOwnedByYou);
  await away.s3.deleteBucket({ Bucket });
  expect(await refusal(away.create())).toMatchObject({ name: 'OperationAborted', $metadata: { httpStatusCode: 409 } });
  await away.clock.sleep(120_000);
  await away.create();
});

test('the name of another account’s bucket is taken, and the bucket is closed', async () => {
  const { s3, rehearsal } = await withBucket();
  rehearsal.account.data.buckets[0]!.foreign = true;
  expect((await refusal(s3.createBucket({ Bucket }))).name).toBe('BucketAlreadyExists');
  expect((await refusal(s3.getBucketTagging({ Bucket }))).name).toBe('AccessDenied');
});

test('two settings at once are one too many', async () => {
  const { s3, clock } = await withBucket();
  const set = () => s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  const [, second] = await Promise.allSettled([set(), set()]);
  expect(second).toMatchObject({ status: 'rejected', reason: { name: 'OperationAborted' } });
  await clock.sleep(5_000);
  await set();
});

test('with versions, what is deleted or written over is still there, and keeps the bucket', async () => {
  const { s3 } = await withBucket();
  await s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: 'Enabled' } });
  const first = await s3.putObject({ Bucket, Key: 'app.zip', Body: 'one' });
  await s3.putObject({ Bucket, Key: 'app.zip', Body: Buffer.from('two') });
  expect(await (await s3.getObject({ Bucket, Key: 'app.zip' })).Body?.transformToString()).toBe('two');
  const { Body } = await s3.getObject({ Bucket, Key: 'app.zip', VersionId: first.VersionId });
  expect(await Body?.transformToString()).toBe('one');

  await s3.deleteObject({ Bucket, Key: 'app.zip' });
  expect(await refusal(s3.getObject({ Bucket, Key: 'app.zip' }))).toBeInstanceOf(NoSuchKey);
  expect((await refusal(s3.headObject({ Bucket, Key: 'app.zip' }))).name).toBe('NotFound');
  expect(await s3.listObjectsV2({ Bucket })).toMatchObject({ KeyCount: 0 });
  expect((await refusal(s3.deleteBucket({ Bucket }))).name).toBe('BucketNotEmpty');

  const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket });
  expect([Versions.length, DeleteMarkers.length]).toEqual([2, 1]);
  const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  await s3.deleteObjects({ Bucket, Delete: { Objects } });
  await s3.deleteBucket({ Bucket });
  expect((await refusal(s3.headBucket({ Bucket }))).name).toBe('NotFound');
});
