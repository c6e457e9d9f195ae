import { Resolver } from 'node:dns/promises';
import { expect, test } from 'vitest';
import { DnsUnreachable } from '../../src/dns/dns-unreachable.ts';
import { parentServers } from '../../src/dns/parent-servers.ts';
import { formatServer } from '../../src/dns/server.ts';
import { startDnsServer, type Said } from '../support/dns-server.ts';

/** A resolver that knows this much. */
async function resolverThatSays(says: Readonly<Record<string, Said>>) {
  const resolver = new Resolver({ timeout: 100, tries: 1 });
  resolver.setServers([formatServer(await startDnsServer(says))]);
  return resolver;
}

test('the parent is the closest name above that has name servers', async () => {
  const resolver = await resolverThatSays({
    'shop.example.co.kr': { is: 'no such name' },
    'example.co.kr': { is: 'no such record' },
    'co.kr': { is: 'answer', nameServers: ['b.dns.kr', 'c.dns.kr', 'gone.dns.kr'] },
    'b.dns.kr': { is: 'host', address: '192.0.2.1' },
    'c.dns.kr': { is: 'host', address: '192.0.2.2' },
  });
  expect(await parentServers('app.shop.example.co.kr', resolver)).toEqual([
    { host: '192.0.2.1', port: 53 },
    { host: '192.0.2.2', port: 53 },
  ]);
});

test('a top-level domain that does not exist has no servers', async () => {
  const resolver = await resolverThatSays({ nowhere: { is: 'no such name' } });
  expect(await parentServers('example.nowhere', resolver)).toEqual([]);
});

test.for([
  ['refused', 'REFUSED'],
  ['failed', 'SERVFAIL'],
] as const)(
  'a resolver for which it %s knows nothing of a parent, which is not "there is none"',
  async ([is, said]) => {
    const resolver = await resolverThatSays({
      'example.com': { is },
      com: { is: 'answer', nameServers: ['a.example'] },
    });
    await expect(parentServers('dev.example.com', resolver)).rejects.toMatchObject({ said: [said] });
  },
);

test('a resolver that does not answer is named', async () => {
  const resolver = await resolverThatSays({ com: { is: 'silence' } });
  await expect(parentServers('example.com', resolver)).rejects.toThrow(new DnsUnreachable(resolver.getServers()));
});

test('name servers without addresses are named', async () => {
  const resolver = await resolverThatSays({ com: { is: 'answer', nameServers: ['a.example'] } });
  await expect(parentServers('example.com', resolver)).rejects.toThrow('No answer from a.example');
});
