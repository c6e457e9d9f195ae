import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { PutBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tagList, type Tags } from '../../src/aws/tags.ts';
import type { AnyStep } from '../../src/engine/step.ts';
import type { Facts } from '../../src/facts.ts';
import {
  auditBucket,
  auditBucketClosed,
  auditBucketExpiry,
  auditBucketLock,
  auditBucketPolicy,
} from '../../src/steps/audit/bucket.ts';
import { auditEvents, auditLogging, auditTrail } from '../../src/steps/audit/trail.ts';
import { motoMissing, settingOf, startMoto, type Moto } from '../support/moto.ts';
import { surroundings } from './step-by-step.ts';

describe.skipIf(motoMissing())('on the simulator moto', () => {
  let moto: Moto;
  beforeAll(async () => void (moto = await startMoto()));
  afterAll(() => moto.stop());

  test('a trail and its bucket are made, found again, are as they should be, and go', async () => {
    const setting = settingOf(moto, 'ap-northeast-2');
    const aws = { cloudTrail: new CloudTrailClient(setting), s3: new S3Client(setting) };
    const outputs = new Map<AnyStep, Facts>();
    const clock = { now: () => Date.now() };
    const around = surroundings(outputs, { ...aws, clock, answers: { audit: 'trail' } });
    const bucket: AnyStep[] = [auditBucket, auditBucketClosed, auditBucketLock, auditBucketExpiry];
    // A policy with a condition denies everything there, whatever the condition: it is put on last.
    outputs.set(auditBucketPolicy, { bucket: 'demo-0123abcd-audit-bucket' });
    const steps: AnyStep[] = [...bucket, auditTrail, auditLogging, auditEvents];
    for (const step of steps) {
      const given = around(step);
      expect(await step.find(given as never), step.id).toBeUndefined();
      const handle = await step.create!(given as never);
      outputs.set(step, handle);
      // moto forgets the tags that come with a bucket.
      if (step === auditBucket)
        await aws.s3.send(
          new PutBucketTaggingCommand({
            Bucket: handle['bucket'] as string,
            Tagging: { TagSet: tagList(given.tags as Tags) },
          }),
        );
      expect(await step.find(given as never), step.id).toEqual(handle);
      const seen = await step.check!(given as never, handle);
      expect(seen, step.id).toMatchObject({ is: 'ready' });
      const { settings } = (await ('found' in seen ? seen.found?.() : undefined)) ?? {};
      expect(settings ?? {}, step.id).toMatchObject(given.wanted);
    }

    for (const step of steps.toReversed()) {
      if (!step.delete) continue;
      const given = Object.assign(around(step), { data: undefined, since: 0 });
      const handle = outputs.get(step)!;
      expect(await step.delete(given as never, handle)).toEqual([]);
      expect(await step.check!(given as never, handle), step.id).toEqual({ is: 'gone' });
    }
  });
});
