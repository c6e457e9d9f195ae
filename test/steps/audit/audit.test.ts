import { DeleteObjectsCommand, GetBucketPolicyCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { Action } from '../../../src/engine/plan.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { idOf } from '../../support/spoiling.ts';
import { newStack, type Stack } from '../../support/stack.ts';
import { stopLogging } from './support.ts';

const small = { database: 'none', entry: 'elastic-ip' };
const audited = { ...small, audit: 'trail' };
const day = 86_400_000;

const bucketOf = (stack: Stack) => idOf(stack, 'audit-bucket', 'bucket');
const trails = ({ rehearsal }: Stack) => rehearsal.account.data.trails;
const isGone = (stack: Stack, name: string) =>
  stack.rehearsal.account.inventory().every(({ kind, id }) => kind !== 'bucket' || id !== name);

describe('the record of AWS calls', () => {
  test('is a part: off until it is asked for, not among what is advised, and priced before the yes', async () => {
    const stack = newStack();
    await stack.up({ ...small, parts: 'advised' });
    expect(trails(stack)).toEqual([]);
    const before = (await stack.plan()).price.total;
    const { price, preflight } = await stack.plan({ audit: 'trail' });
    expect(price.total - before).toBeCloseTo(0.14, 1);
    expect(preflight.rows.find(({ step }) => step === 'audit-bucket')).toMatchObject({
      result: 'ok',
      noteworthy: true,
    });
    await stack.up({ audit: 'trail' });
    expect(trails(stack)).toMatchObject([
      { multiRegion: true, global: true, validated: true, bucket: bucketOf(stack), home: 'us-east-1' },
    ]);
    expect(trails(stack)[0]?.loggingSince).toBeDefined();
    expect((await stack.diagnose()).finding).toBeUndefined();
  });

  test('goes to a bucket that lets this one trail write, and nobody read', async () => {
    const stack = newStack();
    await stack.up(audited);
    const { Policy = '' } = await stack.aws.s3.send(new GetBucketPolicyCommand({ Bucket: bucketOf(stack) }));
    const allowed = JSON.parse(Policy).Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
    expect(allowed.map(({ Action }: { Action: string }) => Action)).toEqual(['s3:GetBucketAcl', 's3:PutObject']);
    for (const { Condition, Principal } of allowed) {
      expect(Principal).toEqual({ Service: 'cloudtrail.amazonaws.com' });
      expect(Condition.StringEquals['aws:SourceArn']).toBe(trails(stack)[0]?.arn);
    }
  });

  test('cannot be erased early by anybody; the bucket goes once its lock has ended, with the day said before', async () => {
    const stack = newStack();
    await stack.up(audited);
    await stack.clock.sleep(20 * 60_000);
    const Bucket = bucketOf(stack);
    const { Versions: [file] = [] } = await stack.aws.s3.send(new ListObjectVersionsCommand({ Bucket }));
    const { Errors } = await stack.aws.s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: file?.Key, VersionId: file?.VersionId }] } }),
    );
    expect(Errors).toMatchObject([{ Code: 'AccessDenied' }]);

    const began = stack.clock.now();
    const receipt = await stack.teardown();
    const until = new Date(began + 91 * day).toISOString().slice(0, 10);
    expect(receipt?.filter(({ outcome }) => outcome !== 'deleted')).toMatchObject([
      {
        step: 'audit-bucket',
        id: Bucket,
        outcome: 'kept',
        until,
        why: { en: expect.stringContaining(until) as string },
      },
    ]);
    expect(trails(stack)).toEqual([]);
    expect([...stack.state.steps.keys()]).toEqual(['audit-bucket']);

    await stack.clock.sleep(91 * day);
    expect(await stack.teardown()).toMatchObject([{ step: 'audit-bucket', outcome: 'deleted' }]);
    expect(isGone(stack, Bucket)).toBe(true);
  });

  test('ends when it is no longer wanted; that its bucket stays for a while is nothing to wait for', async () => {
    const stack = newStack();
    await stack.up(audited);
    await stack.clock.sleep(20 * 60_000);
    const Bucket = bucketOf(stack);
    await stack.up({ audit: 'none' });
    expect(trails(stack)).toEqual([]);
    expect(stack.events).toContainEqual(expect.objectContaining({ is: 'kept', step: 'audit-bucket', id: Bucket }));
    await stack.clock.sleep(91 * day);
    await stack.up();
    expect(isGone(stack, Bucket)).toBe(true);
    expect([...stack.state.steps.keys()].filter((id) => id.startsWith('audit'))).toEqual([]);
  });

  test('is not turned on again by a recovery after it was turned off, while its bucket is locked', async () => {
    const stack = newStack();
    await stack.up(audited);
    await stack.clock.sleep(20 * 60_000);
    const Bucket = bucketOf(stack);
    await stack.up({ audit: 'none' });
    const anew = stack.under({ folder: temporaryFolder() });
    await anew.up({ domain: 'app.example.com' }, { recover: true });
    expect(trails(anew)).toEqual([]);
    expect(anew.state.steps.get('audit-bucket')?.handle).toEqual({ bucket: Bucket });
    await anew.clock.sleep(91 * day);
    await anew.up();
    expect(isGone(anew, Bucket)).toBe(true);
  });

  test('is taken up with its trail by a recovery', async () => {
    const stack = newStack();
    await stack.up(audited);
    const anew = stack.under({ folder: temporaryFolder() });
    await anew.up({ domain: 'app.example.com' }, { recover: true });
    expect(trails(anew)).toHaveLength(1);
    expect((await anew.plan()).plan.map(({ action }) => action)).not.toContain('remove' satisfies Action);
  });

  test('leaves a bucket that a teardown finds again once the state is lost, too', async () => {
    const stack = newStack();
    await stack.up(audited);
    await stack.clock.sleep(20 * 60_000);
    const Bucket = bucketOf(stack);
    await stack.teardown();
    const anew = stack.under({ folder: temporaryFolder() });
    await expect(anew.up(small)).rejects.toMatchObject({ kind: 'state' });
    await anew.recover();
    expect(anew.state.steps.get('audit-bucket')?.handle).toEqual({ bucket: Bucket });
    expect(trails(anew)).toEqual([]);
    expect((await anew.teardown())?.find(({ step }) => step === 'audit-bucket')).toMatchObject({
      id: Bucket,
      outcome: 'kept',
    });
    await anew.clock.sleep(91 * day);
    expect(await anew.teardown()).toMatchObject([{ step: 'audit-bucket', outcome: 'deleted' }]);
    expect(isGone(anew, Bucket)).toBe(true);
  });

  test('is started again when somebody stopped it, which doctor says', async () => {
    const stack = newStack();
    await stack.up(audited);
    await stopLogging(stack);
    const { finding } = await stack.diagnose();
    expect(finding?.link).toBe('audit');
    await stack.up();
    expect(trails(stack)[0]?.loggingSince).toBeDefined();
    expect((await stack.diagnose()).links.find(({ link }) => link.id === 'audit')?.is).toBe('whole');
  });

  test('of an account that has a trail already costs more, which is said before anything is made', async () => {
    const stack = newStack();
    await stack.up(audited);
    const other = stack.under({ name: 'other', folder: temporaryFolder() });
    const { preflight } = await other.plan({ ...audited, domain: 'other.example.org' });
    const { result, what } = preflight.rows.find(({ step }) => step === 'audit-trail') ?? {};
    expect(result).toBe('warning');
    expect(what?.en).toContain(idOf(stack, 'audit-trail', 'trailName'));
    expect(what?.en).toContain('costs 2 USD for each 100,000 events');
  });
});
