import { HostedZoneAlreadyExists, InvalidChangeBatch, NoSuchHostedZone } from '@aws-sdk/client-route-53';
import { expect, test } from 'vitest';
import { lag, minutes, present, refusal, simulated, type Simulated } from './support.ts';

async function zone({ route53 }: Simulated, Name = 'example.com') {
  const made = await route53.createHostedZone({ Name, CallerReference: `make ${Name}` });
  return { id: present(made.HostedZone?.Id), ...made };
}

const record = (Name: string, Type: 'A' | 'CNAME', Value: string) => ({
  Name,
  Type,
  TTL: 300,
  ResourceRecords: [{ Value }],
});

const change = (
  { route53 }: Simulated,
  HostedZoneId: string,
  Action: 'CREATE' | 'UPSERT' | 'DELETE',
  ...sets: ReturnType<typeof record>[]
) =>
  route53.changeResourceRecordSets({
    HostedZoneId,
    ChangeBatch: { Changes: sets.map((ResourceRecordSet) => ({ Action, ResourceRecordSet })) },
  });

test('one reference makes one zone; another one quietly makes a second with other name servers', async () => {
  const aws = simulated();
  const { DelegationSet } = await zone(aws);
  expect(await refusal(zone(aws))).toBeInstanceOf(HostedZoneAlreadyExists);
  const second = await aws.route53.createHostedZone({ Name: 'example.com', CallerReference: 'another' });
  expect(second.DelegationSet?.NameServers).not.toEqual(DelegationSet?.NameServers);
  const { HostedZones } = await aws.route53.listHostedZonesByName({ DNSName: 'example.com' });
  expect(HostedZones?.map(({ Name }) => Name)).toEqual(['example.com.', 'example.com.']);
});

test('zones are listed by their labels from the right, from the name asked for on', async () => {
  const aws = simulated();
  for (const name of ['example.com', 'b.example.com', 'example.net', 'api.example.com']) await zone(aws, name);
  const listed = await aws.route53.listHostedZonesByName({ DNSName: 'api.example.com', MaxItems: 2 });
  expect(listed.HostedZones?.map(({ Name }) => Name)).toEqual(['api.example.com.', 'b.example.com.']);
  expect(listed).toMatchObject({ IsTruncated: true, NextDNSName: 'example.net.' });
});

test('a change is pending, then in sync; the listing shows it at once', async () => {
  const aws = simulated();
  const { id } = await zone(aws);
  const { ChangeInfo } = await change(aws, id, 'CREATE', record('www.example.com', 'A', '192.0.2.1'));
  expect(ChangeInfo?.Status).toBe('PENDING');
  const { ResourceRecordSets } = await aws.route53.listResourceRecordSets({ HostedZoneId: id });
  expect(ResourceRecordSets?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
    'example.com. NS',
    'example.com. SOA',
    'www.example.com. A',
  ]);
  await aws.clock.sleep(minutes(1));
  expect((await aws.route53.getChange({ Id: present(ChangeInfo?.Id) })).ChangeInfo?.Status).toBe('INSYNC');
});

test.each([
  ['CREATE', record('www.example.com', 'A', '192.0.2.1'), 'already exists'],
  ['CREATE', record('www.example.com', 'CNAME', 'other.example.net'), 'conflicts with other records'],
  ['CREATE', record('example.com', 'CNAME', 'other.example.net'), 'not permitted at apex'],
  ['CREATE', record('www.example.org', 'A', '192.0.2.1'), 'not permitted in zone'],
  ['CREATE', record('a.example.com', 'A', 'not an address'), 'not a valid IPv4 address'],
  ['DELETE', record('www.example.com', 'A', '192.0.2.2'), 'do not match the current values'],
  ['DELETE', record('gone.example.com', 'A', '192.0.2.1'), 'not found'],
] as const)('a batch that would %s %o changes nothing', async (action, wrong, why) => {
  const aws = simulated();
  const { id: HostedZoneId } = await zone(aws);
  await change(aws, HostedZoneId, 'CREATE', record('www.example.com', 'A', '192.0.2.1'));
  const before = (await aws.route53.listResourceRecordSets({ HostedZoneId })).ResourceRecordSets;
  const Changes = [
    { Action: 'UPSERT' as const, ResourceRecordSet: record('innocent.example.com', 'A', '192.0.2.9') },
    { Action: action, ResourceRecordSet: wrong },
  ];
  const refused = await refusal(aws.route53.changeResourceRecordSets({ HostedZoneId, ChangeBatch: { Changes } }));
  expect(refused).toBeInstanceOf(InvalidChangeBatch);
  expect(refused.message).toContain(why);
  expect((await aws.route53.listResourceRecordSets({ HostedZoneId })).ResourceRecordSets).toEqual(before);
});

test('a zone is deleted when only its own records are left', async () => {
  const aws = simulated();
  const { id: Id } = await zone(aws);
  const www = record('www.example.com', 'A', '192.0.2.1');
  await change(aws, Id, 'CREATE', www);
  expect(await refusal(aws.route53.deleteHostedZone({ Id }))).toMatchObject({ name: 'HostedZoneNotEmpty' });
  await change(aws, Id, 'DELETE', www);
  await aws.route53.deleteHostedZone({ Id });
  expect(await refusal(aws.route53.getHostedZone({ Id }))).toBeInstanceOf(NoSuchHostedZone);
});

test('two changes of a zone at once are put one after the other', async () => {
  const aws = simulated();
  const { id } = await zone(aws);
  await Promise.all(
    [1, 2, 3].map((host) => change(aws, id, 'UPSERT', record(`h${host}.example.com`, 'A', `192.0.2.${host}`))),
  );
  const first = await aws.route53.listResourceRecordSets({
    HostedZoneId: id,
    StartRecordName: 'h1.example.com',
    MaxItems: 2,
  });
  expect(first.ResourceRecordSets?.map(({ Name }) => Name)).toEqual(['h1.example.com.', 'h2.example.com.']);
  expect(first).toMatchObject({ IsTruncated: true, NextRecordName: 'h3.example.com.', NextRecordType: 'A' });
});

test('the parent delegates to a new zone once somebody has set its name servers', async () => {
  const aws = simulated();
  const { DelegationSet } = await zone(aws);
  expect(await aws.rehearsal.dns.delegation('example.com')).toEqual([]);
  await aws.clock.sleep(minutes(2));
  expect(await aws.rehearsal.dns.delegation('example.com')).toEqual(DelegationSet?.NameServers);
});

test('nobody sets them in the scenario that is about it; a zone from before is delegated even then', async () => {
  const aws = simulated({ scenario: 'name-servers-not-set' });
  const before = aws.rehearsal.account.addHostedZone('before.example');
  await zone(aws);
  await aws.clock.sleep(minutes(600));
  expect(await aws.rehearsal.dns.delegation('example.com')).toEqual([]);
  expect(await aws.rehearsal.dns.delegation('before.example')).toEqual(before.nameServers);
  expect(aws.rehearsal.account.inventory().map(({ kind }) => kind)).toEqual(['hosted-zone']);
});

async function certificate(aws: Simulated, ...names: [string, ...string[]]) {
  const [DomainName, ...SubjectAlternativeNames] = names;
  const asked = { DomainName, ...(SubjectAlternativeNames.length > 0 && { SubjectAlternativeNames }) };
  const { CertificateArn } = await aws.acm.requestCertificate({
    ...asked,
    ValidationMethod: 'DNS',
    IdempotencyToken: 'a1',
  });
  return present(CertificateArn);
}

const described = async ({ acm }: Simulated, CertificateArn: string) =>
  present((await acm.describeCertificate({ CertificateArn })).Certificate);

test('a certificate tells its records after a moment, and is issued when the world can see them all', async () => {
  const aws = simulated();
  const { id } = await zone(aws);
  const arn = await certificate(aws, 'example.com', 'www.example.com');
  expect((await described(aws, arn)).DomainValidationOptions?.[0]?.ResourceRecord).toBeUndefined();
  await aws.clock.sleep(lag);
  const records = (await described(aws, arn)).DomainValidationOptions?.map(({ ResourceRecord }) =>
    present(ResourceRecord),
  );
  const sets = present(records).map(({ Name, Value }) => record(present(Name), 'CNAME', present(Value)));
  await change(aws, id, 'UPSERT', present(sets[0]));
  await aws.clock.sleep(minutes(10));
  expect((await described(aws, arn)).Status).toBe('PENDING_VALIDATION');
  await change(aws, id, 'UPSERT', ...sets);
  await aws.clock.sleep(minutes(3));
  expect(await described(aws, arn)).toMatchObject({ Status: 'ISSUED', InUseBy: [] });
});

test('a certificate is not issued while nobody delegates to the zone', async () => {
  const aws = simulated({ scenario: 'name-servers-not-set' });
  const { id } = await zone(aws);
  const arn = await certificate(aws, 'example.com');
  await aws.clock.sleep(lag);
  const { Name, Value } = present((await described(aws, arn)).DomainValidationOptions?.[0]?.ResourceRecord);
  await change(aws, id, 'UPSERT', record(present(Name), 'CNAME', present(Value)));
  await aws.clock.sleep(minutes(600));
  expect((await described(aws, arn)).Status).toBe('PENDING_VALIDATION');
});

test('a token asks for one certificate within an hour, and for a new one later', async () => {
  const aws = simulated();
  const first = await certificate(aws, 'example.com');
  expect(await certificate(aws, 'example.com')).toBe(first);
  await aws.clock.sleep(minutes(61));
  expect(await certificate(aws, 'example.com')).not.toBe(first);
});

test('certificates with other than RSA keys are listed only when asked for', async () => {
  const { acm } = simulated();
  await acm.requestCertificate({ DomainName: 'example.com', ValidationMethod: 'DNS', KeyAlgorithm: 'EC_prime256v1' });
  expect((await acm.listCertificates({})).CertificateSummaryList).toEqual([]);
  const all = await acm.listCertificates({ Includes: { keyTypes: ['RSA_2048', 'EC_prime256v1'] } });
  expect(all.CertificateSummaryList).toHaveLength(1);
});
