import {
  DeleteDeliveryChannelCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateServiceLinkedRoleCommand } from '@aws-sdk/client-iam';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../support/folder.ts';
import { here, idOf } from '../../support/spoiling.ts';
import { newStack, type Stack } from '../../support/stack.ts';
import { recordEverything, stopRecording } from './support.ts';

const small = { database: 'none', entry: 'elastic-ip' };
const recorded = { ...small, audit: 'trail+config' };

const linkOf = async (stack: Stack) => (await stack.diagnose()).links.find(({ link }) => link.id === 'config');

/** What a stranger has set up before. */
const strangersRecorder = (stack: Stack) =>
  stack.aws.configService.send(
    new PutConfigurationRecorderCommand({
      ConfigurationRecorder: {
        name: 'default',
        roleARN: 'arn:aws:iam::123456789012:role/theirs',
        recordingGroup: { allSupported: true },
      },
    }),
  );

describe('the record of configurations', () => {
  test('comes with the trail when it is asked for, in a bucket of its own, and is priced before the yes', async () => {
    const stack = newStack();
    await stack.up({ ...small, audit: 'trail' });
    expect(here(stack).recorders).toEqual([]);
    const before = (await stack.plan()).price.total;
    const { price } = await stack.plan({ audit: 'trail+config' });
    expect(price.total - before).toBeCloseTo(0.5, 2);
    expect(price.items.map(({ what }) => what.en)).toContain(
      'AWS Config, about 100 records of new and changed resources a month',
    );
    await stack.up({ audit: 'trail+config' });
    expect(here(stack).recorders).toMatchObject([{ recording: true, group: { allSupported: false } }]);
    expect(here(stack).deliveryChannels).toMatchObject([{ bucket: idOf(stack, 'config-bucket', 'bucket') }]);
    expect(here(stack).deliveryChannels[0]?.bucket).not.toBe(idOf(stack, 'audit-bucket', 'bucket'));
    expect((await linkOf(stack))?.is).toBe('whole');
  });

  test('is checked by rules that look only at what this stack has made, and by those of a database where there is one', async () => {
    const stack = newStack();
    await stack.up(recorded);
    const sources = () => here(stack).configRules.map(({ source }) => source);
    expect(sources()).toContain('INCOMING_SSH_DISABLED');
    expect(sources()).not.toContain('RDS_STORAGE_ENCRYPTED');
    for (const { source, scope } of here(stack).configRules)
      if (source !== 'CLOUD_TRAIL_ENABLED') expect(scope).toEqual({ TagKey: 'stepway:id', TagValue: stack.state.id });
    await stack.up({ database: 'postgres' });
    expect(sources()).toContain('RDS_STORAGE_ENCRYPTED');
  });

  test('says of a rule that something breaks it, without taking that for a fault of the site', async () => {
    const stack = newStack();
    await stack.up(recorded);
    here(stack).configRules.find(({ source }) => source === 'INCOMING_SSH_DISABLED')!.broken = 2;
    const { links, note } = await stack.diagnose();
    expect(links.find(({ link }) => link.id === 'config')?.is).toBe('whole');
    expect(note?.en).toContain('2 of its resources break this rule');
  });

  test('goes on when somebody stopped it or had it record everything, which doctor says', async () => {
    const stack = newStack();
    await stack.up(recorded);
    for (const spoil of [stopRecording, recordEverything]) {
      await spoil(stack);
      expect((await linkOf(stack))?.is).not.toBe('whole');
      await stack.up();
      expect((await linkOf(stack))?.is).toBe('whole');
    }
    expect(here(stack).recorders[0]).toMatchObject({ recording: true });
  });

  test('leaves the recorder of somebody else alone, and says so before anything is made', async () => {
    const stack = newStack();
    await strangersRecorder(stack);
    const { preflight } = await stack.plan(recorded);
    const { result, what, fix } = preflight.rows.find(({ step }) => step === 'config-recorder') ?? {};
    expect(result).toBe('obstacle');
    expect(what?.en).toContain('default');
    expect(fix?.en).toContain('--audit trail');
    expect(here(stack).recorders).toMatchObject([{ name: 'default' }]);
  });

  test('ends with the answer, and with the stack, and the files in its bucket go with it', async () => {
    const stack = newStack();
    await stack.up(recorded);
    const bucket = idOf(stack, 'config-bucket', 'bucket');
    await stack.up({ audit: 'trail' });
    const left = () => stack.rehearsal.account.inventory().map(({ id }) => id);
    expect([here(stack).recorders, here(stack).deliveryChannels, here(stack).configRules]).toEqual([[], [], []]);
    expect(left()).not.toContain(bucket);
    await stack.up({ audit: 'trail+config' });
    const receipt = await stack.teardown();
    const gone = receipt?.filter(({ outcome }) => outcome === 'deleted').map(({ step }) => step);
    expect(gone).toEqual(
      expect.arrayContaining(['config-recorder', 'config-channel', 'config-bucket', 'config-rule-ssh']),
    );
    expect([here(stack).recorders, here(stack).deliveryChannels, here(stack).configRules]).toEqual([[], [], []]);
  });
});

test('the record of a stack whose state is lost is taken up as it is, without its flag', async () => {
  const stack = newStack();
  await stack.up(recorded);
  await stack.clock.sleep(30 * 60_000);
  const { plan } = await stack.under({ folder: temporaryFolder() }).plan({}, { recover: true });
  const undone = plan.flatMap(({ step, action }) => (step.create && action !== 'keep' ? `${action} ${step.id}` : []));
  expect(undone).toEqual([]);
});

describe('AWS Config of the rehearsal refuses what AWS refuses', () => {
  test('a second recorder or channel, a start without a channel, and the end of the channel of one that runs', async () => {
    const stack = newStack();
    await stack.up(recorded);
    const { configService } = stack.aws;
    await expect(strangersRecorder(stack)).rejects.toMatchObject({
      name: 'MaxNumberOfConfigurationRecordersExceededException',
    });
    const s3BucketName = idOf(stack, 'config-bucket', 'bucket');
    await expect(
      configService.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'other', s3BucketName } })),
    ).rejects.toMatchObject({ name: 'MaxNumberOfDeliveryChannelsExceededException' });
    const DeliveryChannelName = idOf(stack, 'config-channel', 'channelName');
    await expect(configService.send(new DeleteDeliveryChannelCommand({ DeliveryChannelName }))).rejects.toMatchObject({
      name: 'LastDeliveryChannelDeleteFailedException',
    });
    const locked = { name: DeliveryChannelName, s3BucketName: idOf(stack, 'audit-bucket', 'bucket') };
    await expect(configService.send(new PutDeliveryChannelCommand({ DeliveryChannel: locked }))).rejects.toMatchObject({
      name: 'InsufficientDeliveryPolicyException',
    });
    await expect(
      stack.aws.iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'config.amazonaws.com' })),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });

    const empty = newStack();
    await expect(
      empty.aws.configService.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'other', s3BucketName } })),
    ).rejects.toMatchObject({ name: 'NoAvailableConfigurationRecorderException' });
    await strangersRecorder(empty);
    await expect(
      empty.aws.configService.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' })),
    ).rejects.toMatchObject({ name: 'NoAvailableDeliveryChannelException' });
  });
});
