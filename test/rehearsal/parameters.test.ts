import { ParameterAlreadyExists } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { parametersUnder } from '../../src/aws/parameters.ts';
import { refusal, simulated } from './support.ts';

const Tags = [{ Key: 'stepway:name', Value: 'demo' }];
const secure = { Value: 'hidden', Type: 'SecureString' } as const;

test('a parameter gets its tags when it is made, and a value over it no tags', async () => {
  const { ssm } = simulated();
  const Name = '/stepway/0123abcd/env/A';
  await ssm.putParameter({ Name, ...secure, Tags });
  expect(await refusal(ssm.putParameter({ Name, ...secure }))).toBeInstanceOf(ParameterAlreadyExists);
  expect((await refusal(ssm.putParameter({ Name, ...secure, Overwrite: true, Tags }))).message).toContain(
    "tags and overwrite can't be used together",
  );
  expect(await ssm.putParameter({ Name, ...secure, Overwrite: true })).toMatchObject({ Version: 2 });
  expect(await ssm.listTagsForResource({ ResourceType: 'Parameter', ResourceId: Name })).toMatchObject({
    TagList: Tags,
  });
});

test.each([
  ['', 'failed to satisfy'],
  ['a {{b}}', "can't nest another parameter"],
  ['x'.repeat(4097), 'maximum parameter value of 4096'],
])('a value is refused as AWS refuses it: %#', async (Value, why) => {
  const { ssm } = simulated();
  expect((await refusal(ssm.putParameter({ Name: '/a/b', Type: 'SecureString', Value }))).message).toContain(why);
});

test('ten a page are listed below a path, and ten at most deleted in a call', async () => {
  const { ssm, rehearsal } = simulated();
  const Names = Array.from({ length: 25 }, (_, at) => `/stepway/0123abcd/env/N${at}`);
  for (const Name of [...Names, '/stepway/0123abcd/environment', '/stepway/other/env/N1'])
    await ssm.putParameter({ Name, ...secure });
  const first = await ssm.getParametersByPath({ Path: '/stepway/0123abcd/env', Recursive: true });
  expect(first.Parameters).toHaveLength(10);
  expect(first.Parameters?.[0]?.Value).not.toContain('hidden');
  const all = await parametersUnder(ssm, '/stepway/0123abcd/env', true);
  expect(all.map(({ Name }) => Name)).toEqual(Names);
  expect(new Set(all.map(({ Value }) => Value))).toEqual(new Set(['hidden']));
  // What is secret is not in the file that a rehearsal keeps.
  expect(JSON.stringify(rehearsal.account.data)).not.toContain('hidden');
  expect((await refusal(ssm.deleteParameters({ Names: Names.slice(0, 11) }))).name).toBe('ValidationException');
  expect(await ssm.deleteParameters({ Names: ['/no/such', '/stepway/0123abcd/env/N3'] })).toMatchObject({
    DeletedParameters: ['/stepway/0123abcd/env/N3'],
    InvalidParameters: ['/no/such'],
  });
});
