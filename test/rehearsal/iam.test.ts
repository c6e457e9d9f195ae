import { DeleteConflictException, EntityAlreadyExistsException, NoSuchEntityException } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { refusal, simulated } from './support.ts';

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});
const core = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore';
const role = { RoleName: 'shop', AssumeRolePolicyDocument: policy };
const profile = { InstanceProfileName: 'shop' };

test('a role is deleted only when nothing hangs on it any more', async () => {
  const { iam, rehearsal } = simulated();
  const named = { RoleName: 'shop' };
  await iam.createRole(role);
  await iam.attachRolePolicy({ ...named, PolicyArn: core });
  await iam.putRolePolicy({ ...named, PolicyName: 'bucket', PolicyDocument: policy });
  await iam.createInstanceProfile(profile);
  await iam.addRoleToInstanceProfile({ ...named, ...profile });

  expect(await refusal(iam.deleteRole(named))).toBeInstanceOf(DeleteConflictException);
  expect(await refusal(iam.deleteInstanceProfile(profile))).toBeInstanceOf(DeleteConflictException);
  await iam.removeRoleFromInstanceProfile({ ...named, ...profile });
  await iam.deleteInstanceProfile(profile);
  expect((await refusal(iam.deleteRole(named))).message).toContain('detach all policies');
  await iam.detachRolePolicy({ ...named, PolicyArn: core });
  expect((await refusal(iam.deleteRole(named))).message).toContain('delete policies');
  await iam.deleteRolePolicy({ ...named, PolicyName: 'bucket' });
  await iam.deleteRole(named);
  expect(await refusal(iam.getRole(named))).toBeInstanceOf(NoSuchEntityException);
  expect(rehearsal.account.inventory()).toEqual([]);
});

test('a name is used once, and the error has the HTTP status that IAM gives it', async () => {
  const { iam } = simulated();
  await iam.createRole(role);
  const refused = await refusal(iam.createRole(role));
  expect(refused).toBeInstanceOf(EntityAlreadyExistsException);
  expect(refused).toMatchObject({ name: 'EntityAlreadyExistsException', $metadata: { httpStatusCode: 409 } });
});

test('policies are kept, come back URI-encoded, and must be JSON', async () => {
  const { iam } = simulated();
  await iam.createRole(role);
  await iam.putRolePolicy({ RoleName: 'shop', PolicyName: 'bucket', PolicyDocument: policy });
  const { PolicyDocument = '' } = await iam.getRolePolicy({ RoleName: 'shop', PolicyName: 'bucket' });
  expect(PolicyDocument).toMatch(/^%7B/);
  expect(decodeURIComponent(PolicyDocument)).toBe(policy);
  const broken = iam.putRolePolicy({ RoleName: 'shop', PolicyName: 'broken', PolicyDocument: '{' });
  expect(await refusal(broken)).toMatchObject({ name: 'MalformedPolicyDocumentException' });
});

test('a profile holds one role', async () => {
  const { iam } = simulated();
  await iam.createRole(role);
  await iam.createInstanceProfile(profile);
  await iam.addRoleToInstanceProfile({ RoleName: 'shop', ...profile });
  const again = iam.addRoleToInstanceProfile({ RoleName: 'shop', ...profile });
  expect(await refusal(again)).toMatchObject({ name: 'LimitExceededException' });
});
