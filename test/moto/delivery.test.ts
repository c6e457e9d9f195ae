import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient } from '@aws-sdk/client-iam';
import { PutBucketTaggingCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListTagsForResourceCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tagList, type Tags } from '../../src/aws/tags.ts';
import type { AnyStep } from '../../src/engine/step.ts';
import type { Facts } from '../../src/facts.ts';
import { parametersUnder } from '../../src/aws/parameters.ts';
import { read, write } from '../../src/env/settings.ts';
import { appConfig } from '../../src/steps/delivery/app-config.ts';
import { appSettings } from '../../src/steps/delivery/app-settings.ts';
import { bucket } from '../../src/steps/delivery/bucket.ts';
import { bucketClosed, bucketExpiry, bucketTls, bucketVersions } from '../../src/steps/delivery/bucket-settings.ts';
import { deployPolicy, deployRole } from '../../src/steps/delivery/deploy-role.ts';
import { githubProvider, githubRole } from '../../src/steps/delivery/github.ts';
import { serverReads } from '../../src/steps/delivery/server-access.ts';
import { githubPushes, serverPulls } from '../../src/steps/images/access.ts';
import { imagesExpiry } from '../../src/steps/images/expiry.ts';
import { images } from '../../src/steps/images/repository.ts';
import { role } from '../../src/steps/server/role.ts';
import { motoMissing, settingOf, startMoto, type Moto } from '../support/moto.ts';
import { surroundings } from './step-by-step.ts';

/**
 * The steps one by one, since moto cannot build the whole: Systems Manager has no associations there, and CodeDeploy
 * neither deletes nor updates. What it says of S3 and IAM keeps the rehearsal honest, and the wire with it.
 */
describe.skipIf(motoMissing())('on the simulator moto', () => {
  let moto: Moto;
  beforeAll(async () => void (moto = await startMoto()));
  afterAll(() => moto.stop());

  /** The answers and the surroundings of a step, and what the steps before it have come to. */
  function walkThrough() {
    const setting = settingOf(moto, 'ap-northeast-2');
    const aws = {
      s3: new S3Client(setting),
      iam: new IAMClient(setting),
      codeDeploy: new CodeDeployClient(setting),
      ssm: new SSMClient(setting),
      ecr: new ECRClient(setting),
    };
    const outputs = new Map<AnyStep, Facts>();
    const around = surroundings(outputs, {
      ...aws,
      token: '0'.repeat(32),
      answers: {
        delivery: 'github',
        repository: 'octocat/shop',
        ids: 'any',
        branch: 'main',
        port: 8080,
        engine: 'none',
        docker: true,
      },
    });
    return { aws, outputs, around };
  }

  test('what is made is found again, is as it should be, and goes: versions, markers and all', async () => {
    await moto.reset();
    const { aws, outputs, around } = walkThrough();
    const steps: AnyStep[] = [
      role,
      bucket,
      bucketClosed,
      bucketVersions,
      bucketExpiry,
      serverReads,
      appConfig,
      appSettings,
      deployRole,
      deployPolicy,
      githubProvider,
      githubRole,
      images,
      imagesExpiry,
      serverPulls,
      githubPushes,
    ];
    // A policy with a condition denies everything there, whatever the condition: the bucket could not be used any more.
    outputs.set(bucketTls, { bucket: 'demo-0123abcd-delivery-bucket' });
    for (const step of steps) {
      const given = around(step);
      expect(await step.find(given as never), step.id).toBeUndefined();
      const handle = await step.create!(given as never);
      outputs.set(step, handle);
      // moto forgets the tags that come with a bucket.
      if (step === bucket)
        await aws.s3.send(
          new PutBucketTaggingCommand({
            Bucket: handle['bucket'] as string,
            Tagging: { TagSet: tagList(given.tags as Tags) },
          }),
        );
      // It forgets as well how many old versions are to be kept.
      if (step === bucketExpiry) continue;
      expect(await step.find(given as never), step.id).toEqual(handle);
      expect(await step.check!(given as never, handle), step.id).toMatchObject({ is: 'ready' });
    }
    const { bucket: Bucket } = outputs.get(bucket)!;
    for (const Body of ['one', 'two'])
      await aws.s3.send(new PutObjectCommand({ Bucket: Bucket as string, Key: 'bundles/app.zip', Body }));
    await makesSettings(aws.ssm, around(appSettings).tags);
    for (const step of steps.toReversed()) {
      if (!step.delete) continue;
      const given = Object.assign(around(step), { data: undefined, since: 0 });
      const handle = outputs.get(step)!;
      await step.delete(given as never, handle);
      expect(await step.check!(given as never, handle), step.id).toEqual({ is: 'gone' });
    }
  });
});

/** Makes, changes and removes settings of the app; some are left for whoever tears the stack down. */
async function makesSettings(ssm: SSMClient, tags: Tags): Promise<void> {
  const place = { ssm, tags, path: '/stepway/0123abcd/env' };
  const first = new Map([
    ...Array.from({ length: 25 }, (_, at) => [`NAME_${at}`, `value ${at}`] as const),
    ['AWKWARD', ' "$x"\n\\ 비밀 {{y}} '] as const,
    ['EMPTY', ''] as const,
  ]);
  await write(place, first, new Map());
  const is = await read(place);
  expect(Object.fromEntries(is)).toEqual(Object.fromEntries(first));
  const gone = Array.from({ length: 12 }, (_, at) => [`NAME_${at}`, undefined] as const);
  await write(place, new Map([...gone, ['EMPTY', 'no longer']]), is);
  const left = await read(place);
  expect(left.size).toBe(first.size - 12);
  expect(left.get('EMPTY')).toBe('no longer');
  const kept = await parametersUnder(ssm, place.path, false);
  expect(new Set(kept.map(({ Type }) => Type))).toEqual(new Set(['SecureString']));
  const { TagList = [] } = await ssm.send(
    new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: `${place.path}/EMPTY` }),
  );
  expect(Object.fromEntries(TagList.map(({ Key, Value }) => [Key, Value]))).toMatchObject({
    'stepway:id': tags['stepway:id'],
    'stepway:step': 'app-settings',
    Name: 'EMPTY',
  });
}
