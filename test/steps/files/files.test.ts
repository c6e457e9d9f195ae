import { GetRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetBucketCorsCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { configKey } from '../../../src/steps/delivery/layout.ts';
import { idOf } from '../../support/spoiling.ts';
import { newStack, type Stack } from '../../support/stack.ts';

const small = { database: 'none', entry: 'elastic-ip', delivery: 'local' };
const withFiles = { ...small, files: 'true' };

const bucketOf = (stack: Stack) => idOf(stack, 'files-bucket', 'bucket');

/** What the app finds in its environment at a deployment. */
async function environmentOf(stack: Stack): Promise<string> {
  const Bucket = idOf(stack, 'delivery-bucket', 'bucket');
  const { Body } = await stack.aws.s3.send(new GetObjectCommand({ Bucket, Key: configKey }));
  return (await Body?.transformToString()) ?? '';
}

const upload = (stack: Stack) =>
  stack.aws.s3.send(new PutObjectCommand({ Bucket: bucketOf(stack), Key: 'cat.jpg', Body: 'meow' }));

const isThere = (stack: Stack, bucket: string) =>
  stack.rehearsal.account.data.buckets.some(({ name, goneAt }) => name === bucket && goneAt === undefined);

describe('a bucket for files', () => {
  test('is a part: off until asked for; the app hears its name, and no longer once it is removed', async () => {
    const stack = newStack();
    await stack.up({ ...small, parts: 'advised' });
    expect(stack.state.steps.has('files-bucket')).toBe(false);
    expect(await environmentOf(stack)).not.toContain('FILES_BUCKET');

    await stack.up({ files: 'true' });
    const bucket = bucketOf(stack);
    expect(await environmentOf(stack)).toContain(`FILES_BUCKET=${bucket}\n`);

    await stack.up({ files: 'false' }, { data: 'delete' });
    expect(isThere(stack, bucket)).toBe(false);
    expect(await environmentOf(stack)).not.toContain('FILES_BUCKET');
  });

  test('is used by the server alone, which cannot delete an earlier version', async () => {
    const stack = newStack();
    await stack.up(withFiles);
    const { PolicyDocument = '' } = await stack.aws.iam.send(
      new GetRolePolicyCommand({ RoleName: idOf(stack, 'server-role', 'roleName'), PolicyName: 'use-files' }),
    );
    const statements = JSON.parse(decodeURIComponent(PolicyDocument)).Statement as { Action: string[] }[];
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions).toContain('s3:PutObject');
    expect(actions.filter((one) => one.includes('Version') || one.includes('*') || one.includes('Policy'))).toEqual([]);
  });

  test('lets the pages of the site use signed links, under the name that the site has now', async () => {
    const stack = newStack();
    await stack.up(withFiles);
    const origins = async () => {
      const { CORSRules = [] } = await stack.aws.s3.send(new GetBucketCorsCommand({ Bucket: bucketOf(stack) }));
      return CORSRules.flatMap(({ AllowedOrigins = [] }) => AllowedOrigins);
    };
    expect(await origins()).toEqual(['https://app.example.com']);
    await stack.up({ domain: 'shop.example.com' });
    expect(await origins()).toEqual(['https://shop.example.com']);
  });

  test('is not deleted with what is in it, unless somebody says so in that very run', async () => {
    const stack = newStack();
    await stack.up(withFiles);
    await upload(stack);
    await expect(stack.up({ files: 'false' })).rejects.toMatchObject({ kind: 'usage' });
    await expect(stack.teardown()).rejects.toMatchObject({
      kind: 'usage',
      todo: { en: expect.stringContaining('--data snapshot to keep the bucket, unless it is empty') as string },
    });
    expect(isThere(stack, bucketOf(stack))).toBe(true);
  });

  test('stays with its files where that is ordered, and the receipt says so', async () => {
    const stack = newStack();
    await stack.up(withFiles);
    await upload(stack);
    const bucket = bucketOf(stack);
    const receipt = await stack.teardown('snapshot');
    const row = receipt?.find(({ id }) => id === bucket);
    expect(row).toMatchObject({ outcome: 'kept', why: { en: expect.stringContaining('as you chose') as string } });
    expect(isThere(stack, bucket)).toBe(true);
    expect(stack.state.steps.size).toBe(0);
  });

  test('goes when it is empty, whatever was ordered', async () => {
    const stack = newStack();
    await stack.up(withFiles);
    const bucket = bucketOf(stack);
    await stack.teardown('snapshot');
    expect(isThere(stack, bucket)).toBe(false);
  });
});
