import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyStep } from '../../src/engine/step.ts';
import type { Facts } from '../../src/facts.ts';
import { buildLog, buildLogRetention } from '../../src/steps/build/log.ts';
import { buildProject } from '../../src/steps/build/project.ts';
import { buildPolicy, buildRole } from '../../src/steps/build/role.ts';
import { bucketVersions } from '../../src/steps/delivery/bucket-settings.ts';
import { bucket } from '../../src/steps/delivery/bucket.ts';
import { motoMissing, settingOf, startMoto, type Moto } from '../support/moto.ts';
import { surroundings } from './step-by-step.ts';

/** moto knows no UpdateProject and no limit of builds, and the times of its builds are texts, which the SDK refuses. */
describe.skipIf(motoMissing())('on the simulator moto', () => {
  let moto: Moto;
  beforeAll(async () => void (moto = await startMoto()));
  afterAll(() => moto.stop());

  test('a project with its role and its log is made, found again, is as it should be, and goes', async () => {
    const setting = settingOf(moto, 'ap-northeast-2');
    const aws = {
      codeBuild: new CodeBuildClient(setting),
      iam: new IAMClient(setting),
      logs: new CloudWatchLogsClient(setting),
    };
    const there = { bucket: 'demo-0123abcd-delivery-bucket' };
    const outputs = new Map<AnyStep, Facts>([
      [bucket, there],
      [bucketVersions, there],
    ]);
    const around = surroundings(outputs, { ...aws, answers: { build: 'codebuild', type: 't4g.small', docker: false } });
    const steps: AnyStep[] = [buildLog, buildLogRetention, buildRole, buildPolicy, buildProject];
    for (const step of steps) {
      const given = around(step);
      expect(await step.find(given as never), step.id).toBeUndefined();
      const handle = await step.create!(given as never);
      outputs.set(step, handle);
      expect(await step.find(given as never), step.id).toEqual(handle);
      const seen = await step.check!(given as never, handle);
      expect(seen, step.id).toMatchObject({ is: 'ready' });
      const { settings } = (await ('found' in seen ? seen.found?.() : undefined)) ?? {};
      const { concurrentBuildLimit: _, ...wanted } = given.wanted;
      expect(settings, step.id).toMatchObject(wanted);
    }

    for (const step of steps.toReversed()) {
      if (!step.delete) continue;
      const given = Object.assign(around(step), { data: undefined, since: 0 });
      const handle = outputs.get(step)!;
      await step.delete(given as never, handle);
      expect(await step.check!(given as never, handle), step.id).toEqual({ is: 'gone' });
    }
  });
});
