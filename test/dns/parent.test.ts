import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { DnsUnreachable } from '../../src/dns/dns-unreachable.ts';
import { parentDns } from '../../src/dns/parent.ts';
import { formatServer, type Server } from '../../src/dns/server.ts';
import { startDnsServer, useless, type Said } from '../support/dns-server.ts';
import { listen } from '../support/listen.ts';

const zone = 'shop.example.com';
const nameServers = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'];
const referral: Said = { is: 'referral', nameServers };

/** What comes out when the parent's servers say these things about the zone. */
async function parentThatSays(...said: readonly Said[]) {
  const servers = await Promise.all(said.map((each) => startDnsServer({ [zone]: each })));
  return { dns: dnsOf(servers), servers };
}

const dnsOf = (servers: readonly Server[]) => parentDns({ findServers: async () => servers, timeout: 200 });

test('a referral names the servers, which come in order, lower case and without a dot', async () => {
  const { dns, servers } = await parentThatSays({
    is: 'referral',
    nameServers: ['NS-2.awsdns-02.com.', 'ns-1.AWSDNS-01.org'],
  });
  expect(await dns.delegation('Shop.Example.com.')).toEqual(nameServers);
  expect(servers[0]?.asked).toEqual([{ by: 'udp', name: zone, recursion: false }]);
});

test('a parent that has the zone itself answers with them', async () => {
  const { dns } = await parentThatSays({ is: 'answer', nameServers });
  expect(await dns.delegation(zone)).toEqual(nameServers);
});

test.for(['no such name', 'no such record'] as const)('%s: not delegated', async (is) => {
  const { dns } = await parentThatSays({ is });
  expect(await dns.delegation(zone)).toEqual([]);
});

test('an answer too long for UDP comes over TCP', async () => {
  const { dns, servers } = await parentThatSays({ is: 'truncated', nameServers });
  expect(await dns.delegation(zone)).toEqual(nameServers);
  expect(servers[0]?.asked.map(({ by }) => by)).toEqual(['udp', 'tcp']);
});

test('two servers are asked, and no more', async () => {
  const { dns, servers } = await parentThatSays(referral, referral, referral);
  expect(await dns.delegation(zone)).toEqual(nameServers);
  expect(servers.map(({ asked }) => asked.length)).toEqual([1, 1, 0]);
});

test.for(['silence', 'refused'] as const)('%s from one server: the next one is asked', async (is) => {
  const { dns, servers } = await parentThatSays({ is }, { is }, referral);
  expect(await dns.delegation(zone)).toEqual(nameServers);
  expect(servers[2]?.asked).toHaveLength(1);
});

test('while the servers differ, the delegation has all the names', async () => {
  const { dns } = await parentThatSays(referral, { is: 'referral', nameServers: ['old.example.net'] });
  expect(await dns.delegation(zone)).toEqual([...nameServers, 'old.example.net']);
});

test('while one server does not know it yet, there is no delegation', async () => {
  const { dns } = await parentThatSays(referral, { is: 'no such name' });
  expect(await dns.delegation(zone)).toEqual([]);
});

test('a referral to another zone says nothing about this one', async () => {
  const { dns, servers } = await parentThatSays({ is: 'referral', nameServers, zone: 'com' }, referral);
  expect(await dns.delegation(zone)).toEqual(nameServers);
  expect(servers.map(({ asked }) => asked.length)).toEqual([1, 1]);
});

test.for(useless)('%s from all: unknown, which is not "not delegated"', async (is) => {
  const { dns, servers } = await parentThatSays({ is }, { is });
  const error = await dns.delegation(zone).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DnsUnreachable);
  expect(error).toMatchObject({ servers: servers.map(formatServer) });
});

test.for([
  ['refused', 'REFUSED'],
  ['failed', 'SERVFAIL'],
  ['empty', 'not its zone'],
] as const)('%s: the error says what the servers said', async ([is, code]) => {
  const { dns } = await parentThatSays({ is }, { is: 'silence' });
  await expect(dns.delegation(zone)).rejects.toMatchObject({ said: [code] });
  await expect(dns.records(zone)).rejects.toMatchObject({ said: [code] });
});

test('an alias is no delegation', async () => {
  const cname = { type: 'CNAME', name: zone, ttl: 60, data: 'sites.example.net' } as const;
  const { dns } = await parentThatSays({ is: 'records', records: [cname] });
  expect(await dns.delegation(zone)).toEqual([]);
});

test('what did not answer is asked again', async () => {
  let refuses = true;
  const server = await startDnsServer({}, () => (refuses ? { is: 'refused' } : { is: 'no such name' }));
  const dns = dnsOf([server]);
  await expect(dns.records(zone)).rejects.toThrow(DnsUnreachable);
  refuses = false;
  expect(await dns.records(zone)).toMatchObject({ nameServers: [], records: [] });
});

test('no parent at all: not delegated', async () => {
  expect(await dnsOf([]).delegation(zone)).toEqual([]);
});

test('when nobody answers, the error says who was asked', async () => {
  const { dns, servers } = await parentThatSays({ is: 'silence' }, { is: 'silence' });
  const error = await dns.delegation(zone).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DnsUnreachable);
  expect(error).toMatchObject({ servers: servers.map(formatServer) });
});

test.for(['127.0.0.1', 'nowhere.invalid'])('where nobody can be asked, at %s, that is known at once', async (host) => {
  const server = { host, port: await unusedPort() };
  const dns = parentDns({ server, timeout: 60_000 });
  await expect(dns.delegation(zone)).rejects.toThrow(`No answer from ${formatServer(server)}`);
});

test('a server of the user’s choice is asked alone, and may ask others', async () => {
  const server = await startDnsServer({ [zone]: { is: 'answer', nameServers } });
  const dns = parentDns({ server, findServers: () => Promise.reject(new Error('not to be called')) });
  expect(await dns.delegation(zone)).toEqual(nameServers);
  expect(server.asked).toEqual([{ by: 'udp', name: zone, recursion: true }]);
});

async function unusedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
