import { expect, test } from 'vitest';
import { symbol } from '../../src/cli-commands/symbols.ts';
import { kebab, layOut, toCommand } from '../../src/cli-commands/to-command.ts';
import { script as byHand } from '../../src/steps/server/by-hand.ts';

const command = (operation: string, input: object, service = 'ec2') => {
  const { verb, flags } = toCommand({ service, operation, input });
  return layOut(verb, flags);
};

test.each([
  ['CreateVpc', 'create-vpc'],
  ['CreateDBSubnetGroup', 'create-db-subnet-group'],
  ['DBInstanceIdentifier', 'db-instance-identifier'],
  ['MultiAZ', 'multi-az'],
  ['DNSName', 'dns-name'],
  ['ManageMasterUserPassword', 'manage-master-user-password'],
  ['VpcSecurityGroupIds', 'vpc-security-group-ids'],
])('%s is %s, as the CLI itself breaks names up', (name, flag) => {
  expect(kebab(name)).toBe(flag);
});

test('yes and no are flags of their own, and numbers and lists plain words', () => {
  expect(
    command('CreateDBInstance', { MultiAZ: false, StorageEncrypted: true, Port: 5432, Ids: ['a', 'b c'] }, 'rds'),
  ).toBe("aws rds create-db-instance --no-multi-az --storage-encrypted --port 5432 --ids a 'b c'");
});

test('structures are in shorthand as long as nothing in them means something to it, else in JSON', () => {
  const rule = (Description: string) =>
    command('X', { Permissions: [{ Ranges: [{ Cidr: '0.0.0.0/0', Description }] }] });
  expect(rule('web')).toBe("aws ec2 x --permissions 'Ranges=[{Cidr=0.0.0.0/0,Description=web}]'");
  for (const text of ['a b', 'a,b', 'a=b', '[a]', '{a}', '"a"', '', 'ä'])
    expect(rule(text)).toBe(
      `aws ec2 x --permissions '[{"Ranges":[{"Cidr":"0.0.0.0/0","Description":${JSON.stringify(text)}}]}]'`,
    );
  expect(rule("it's")).toContain(`"Description":"it'\\''s"`);
});

test('what AWS is yet to say is a variable, in shorthand, in JSON and alone', () => {
  const GroupId = symbol('SERVER_GROUP_ID');
  expect(command('X', { GroupId })).toBe('aws ec2 x --group-id "$SERVER_GROUP_ID"');
  expect(command('X', { Pairs: [{ GroupId }] })).toBe('aws ec2 x --pairs "GroupId=$SERVER_GROUP_ID"');
  expect(command('X', { Pairs: [{ GroupId, Description: 'a b' }] })).toBe(
    `aws ec2 x --pairs '[{"GroupId":"'"$SERVER_GROUP_ID"'","Description":"a b"}]'`,
  );
});

test('a value that begins with a hyphen is no flag', () => {
  expect(command('X', { Name: '-rf' })).toBe('aws ec2 x --name=-rf');
});

test('user data is a file, as it was before the SDK had it in base64', () => {
  const script = '#!/bin/bash\necho 안녕\n';
  const { spellings } = byHand.find(({ step }) => step.id === 'server') ?? {};
  const made = toCommand(
    {
      service: 'ec2',
      operation: 'RunInstances',
      input: { MinCount: 1, MaxCount: 1, UserData: Buffer.from(script).toString('base64') },
    },
    spellings,
  );
  expect(made.flags).toEqual(['--count 1', '--user-data fileb://user-data.sh']);
  expect(made.files).toEqual([{ path: 'user-data.sh', content: script }]);
});
