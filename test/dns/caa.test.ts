import type { Answer } from 'dns-packet';
import { expect, test } from 'vitest';
import { DnsUnreachable } from '../../src/dns/dns-unreachable.ts';
import { parentDns } from '../../src/dns/parent.ts';
import { startDnsServer, useless, type Said } from '../support/dns-server.ts';

const caa = (name: string, value: string, tag = 'issue'): Answer => ({
  type: 'CAA',
  name,
  ttl: 60,
  data: { flags: 0, tag: tag as 'issue', value },
});
const alias = (name: string, data: string): Answer => ({ type: 'CNAME', name, ttl: 60, data });
const records = (...all: Answer[]): Said => ({ is: 'records', records: all });

/** A resolver that knows this much, and the name servers of a zone, which know that much. */
async function world(resolver: Record<string, Said>, zone: Record<string, Said> = {}) {
  const [recursive, authoritative] = await Promise.all([startDnsServer(resolver), startDnsServer(zone)]);
  const dns = parentDns({
    resolvers: [recursive],
    findAddresses: async () => [authoritative],
    findServers: async () => [authoritative],
    timeout: 200,
  });
  return { dns, recursive, authoritative };
}

test('the CAA records of a name come from the resolver, all of them', async () => {
  const { dns, recursive } = await world({
    'example.com': records(caa('Example.com.', 'letsencrypt.org'), caa('example.com', ';', 'issuewild')),
  });
  expect(await dns.caa('Example.com.')).toEqual([
    { tag: 'issue', value: 'letsencrypt.org' },
    { tag: 'issuewild', value: ';' },
  ]);
  expect(recursive.asked).toEqual([{ by: 'udp', name: 'example.com', recursion: true }]);
});

test.for(['no such name', 'no such record'] as const)('%s: none', async (is) => {
  const { dns } = await world({ 'example.com': { is } });
  expect(await dns.caa('example.com')).toEqual([]);
});

test('an alias is followed to its end, as a resolver tells it', async () => {
  const { dns } = await world({
    'www.example.com': records(
      alias('www.example.com', 'a.example.net'),
      alias('a.example.net', 'b.example.org'),
      caa('b.example.org', 'amazon.com'),
    ),
  });
  expect(await dns.caa('www.example.com')).toEqual([{ tag: 'issue', value: 'amazon.com' }]);
});

test('aliases in a circle lead nowhere', async () => {
  const { dns } = await world({
    'a.example.com': records(alias('a.example.com', 'b.example.com'), alias('b.example.com', 'a.example.com')),
  });
  expect(await dns.caa('a.example.com')).toEqual([]);
});

test('the name servers of a zone are asked themselves, and an alias out of it is left to the resolver', async () => {
  const { dns, recursive, authoritative } = await world(
    { 'cdn.example.net': records(caa('cdn.example.net', 'globalsign.com')) },
    { 'www.example.com': records(alias('www.example.com', 'cdn.example.net')) },
  );
  expect(await dns.caa('www.example.com', ['ns-1.awsdns-01.org'])).toEqual([{ tag: 'issue', value: 'globalsign.com' }]);
  expect(authoritative.asked).toEqual([{ by: 'udp', name: 'www.example.com', recursion: false }]);
  expect(recursive.asked).toEqual([{ by: 'udp', name: 'cdn.example.net', recursion: true }]);
});

test('a record cannot command the terminal', async () => {
  const { dns } = await world({ 'example.com': records(caa('example.com', 'ca\u001b[2J\r\n.example')) });
  const [found] = await dns.caa('example.com');
  // eslint-disable-next-line no-control-regex
  expect(found?.value).not.toMatch(/[\u0000-\u001f]/);
});

test.for(['refused', 'silence'] as const)('%s is no answer, and the error says who was asked', async (is) => {
  const { dns, recursive } = await world({ 'example.com': { is } });
  const error = await dns.caa('example.com').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DnsUnreachable);
  expect(error).toMatchObject({ servers: [`127.0.0.1:${recursive.port}`] });
});

test('another server is asked when the first one does not answer', async () => {
  const [silent, good] = await Promise.all([
    startDnsServer({ 'example.com': { is: 'silence' } }),
    startDnsServer({ 'example.com': records(caa('example.com', 'amazon.com')) }),
  ]);
  const dns = parentDns({ resolvers: [silent, good], timeout: 100 });
  expect(await dns.caa('example.com')).toHaveLength(1);
});

test.for(useless)(
  '%s from the zone, or from its parent: unknown, which is neither "none" nor "not signed"',
  async (is) => {
    const { dns } = await world({}, { 'example.com': { is } });
    await expect(dns.caa('example.com', ['ns-1.awsdns-01.org'])).rejects.toThrow(DnsUnreachable);
    await expect(dns.hasLeftoverDs('example.com', [])).rejects.toThrow(DnsUnreachable);
  },
);

test('the parent says whether a zone is signed', async () => {
  const ds: Answer = {
    type: 'DS',
    name: 'example.com',
    ttl: 60,
    data: { keyTag: 12345, algorithm: 13, digestType: 2, digest: Buffer.alloc(32, 7) },
  };
  const { dns, authoritative } = await world(
    {},
    { 'example.com': records(ds), 'example.net': { is: 'no such record' } },
  );
  expect(await dns.hasLeftoverDs('Example.com.', [])).toBe(true);
  expect(await dns.hasLeftoverDs('example.net', [])).toBe(false);
  expect(authoritative.asked[0]).toEqual({ by: 'udp', name: 'example.com', recursion: false });
});
