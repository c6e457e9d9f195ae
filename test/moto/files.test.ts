import { PutBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tagList, type Tags } from '../../src/aws/tags.ts';
import type { AnyStep } from '../../src/engine/step.ts';
import type { Facts } from '../../src/facts.ts';
import {
  filesBucket,
  filesBucketClosed,
  filesBucketCors,
  filesBucketExpiry,
  filesBucketTls,
  filesBucketVersions,
} from '../../src/steps/files/bucket.ts';
import { motoMissing, settingOf, startMoto, type Moto } from '../support/moto.ts';
import { surroundings } from './step-by-step.ts';

describe.skipIf(motoMissing())('on the simulator moto', () => {
  let moto: Moto;
  beforeAll(async () => void (moto = await startMoto()));
  afterAll(() => moto.stop());

  test('a bucket for files is made, found again, is as it should be, and goes', async () => {
    const s3 = new S3Client(settingOf(moto, 'ap-northeast-2'));
    const outputs = new Map<AnyStep, Facts>();
    const clock = { now: () => Date.now() };
    const answers = { files: true, domain: 'app.example.com', www: false };
    const around = surroundings(outputs, { s3, clock, answers });
    // A policy with a condition denies everything there, whatever the condition: it is left out.
    outputs.set(filesBucketTls, { bucket: 'demo-0123abcd-files-bucket' });
    const steps: AnyStep[] = [filesBucket, filesBucketClosed, filesBucketVersions, filesBucketExpiry, filesBucketCors];
    for (const step of steps) {
      const given = around(step);
      expect(await step.find(given as never), step.id).toBeUndefined();
      const handle = await step.create!(given as never);
      outputs.set(step, handle);
      // moto forgets the tags that come with a bucket.
      if (step === filesBucket)
        await s3.send(
          new PutBucketTaggingCommand({
            Bucket: handle['bucket'] as string,
            Tagging: { TagSet: tagList(given.tags as Tags) },
          }),
        );
      expect(await step.find(given as never), step.id).toEqual(handle);
      expect(await step.check!(given as never, handle), step.id).toMatchObject({ is: 'ready' });
    }
    const given = Object.assign(around(filesBucket), { data: 'delete', since: 0 });
    const handle = outputs.get(filesBucket)!;
    expect(await filesBucket.delete!(given as never, handle as never)).toEqual([]);
    expect(await filesBucket.check!(given as never, handle as never)).toEqual({ is: 'gone' });
  });
});
