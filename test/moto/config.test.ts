import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyStep } from '../../src/engine/step.ts';
import type { Facts } from '../../src/facts.ts';
import { configBucketExpiry } from '../../src/steps/config/bucket.ts';
import { configChannel, configRecorder, configRecording } from '../../src/steps/config/recorder.ts';
import { configRole } from '../../src/steps/config/role.ts';
import { configRules } from '../../src/steps/config/rules.ts';
import { motoMissing, settingOf, startMoto, type Moto } from '../support/moto.ts';
import { surroundings } from './step-by-step.ts';

describe.skipIf(motoMissing())('on the simulator moto', () => {
  let moto: Moto;
  beforeAll(async () => void (moto = await startMoto()));
  afterAll(() => moto.stop());

  test('a recorder, its channel and its rules are made, found again, are as they should be, and go', async () => {
    const setting = settingOf(moto, 'ap-northeast-2');
    const aws = { configService: new ConfigServiceClient(setting) };
    const outputs = new Map<AnyStep, Facts>();
    const around = surroundings(outputs, { ...aws, answers: { audit: 'trail+config', database: 'postgres' } });
    // moto does not look whether there is one, and has another name for the role.
    outputs.set(configBucketExpiry, { bucket: 'demo-0123abcd-config-bucket' });
    outputs.set(configRole, { roleName: 'AWSServiceRoleForConfig' });
    const steps: AnyStep[] = [configRecorder, configChannel, configRecording, ...configRules];
    for (const step of steps) {
      const given = around(step);
      expect(await step.find(given as never), step.id).toBeUndefined();
      const handle = await step.create!(given as never);
      outputs.set(step, handle);
      expect(await step.find(given as never), step.id).toEqual(handle);
      // moto does not say which rules are kept.
      if (step.id.startsWith('config-rule-')) continue;
      const seen = await step.check!(given as never, handle);
      expect(seen, step.id).toMatchObject({ is: 'ready' });
      const { settings } = (await ('found' in seen ? seen.found?.() : undefined)) ?? {};
      expect(settings ?? {}, step.id).toMatchObject(given.wanted);
    }

    for (const step of steps.toReversed()) {
      if (!step.delete) continue;
      const given = Object.assign(around(step), { data: undefined, since: 0 });
      const handle = outputs.get(step)!;
      expect((await step.delete(given as never, handle)) ?? []).toEqual([]);
      expect(await step.check!(given as never, handle), step.id).toEqual({ is: 'gone' });
    }
  });
});
