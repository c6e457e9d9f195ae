import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { DnsUnreachable } from '../../src/dns/dns-unreachable.ts';
import { parentDns } from '../../src/dns/parent.ts';
import { publicDns } from '../../src/dns/public-dns.ts';
import { parseServer } from '../../src/dns/server.ts';
import { trustAlso } from '../../src/https-agent.ts';
import { company } from '../support/company-ca.ts';
import { openCompany } from '../support/company.ts';
import type { Said } from '../support/dns-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepway-'));
const bundle = join(folder, 'company.pem');
writeFileSync(bundle, company.ca);
afterAll(() => {
  trustAlso(undefined);
  rmSync(folder, { recursive: true });
});
afterEach(() => vi.unstubAllEnvs());

const zone = 'shop.example.com';
const nameServers = ['ns-1.awsdns-01.org', 'ns-2.awsdns-02.com'];
/** A resolver by a name for which the company's network has a certificate. */
const resolver = parseServer('https://localhost/dns-query');
const names: Readonly<Record<string, Said>> = {
  [zone]: {
    is: 'by type',
    NS: { is: 'answer', nameServers },
    SOA: { is: 'no such record' },
    MX: {
      is: 'records',
      records: [{ type: 'MX', name: zone, ttl: 300, data: { preference: 5, exchange: 'mx.example' } }],
    },
  },
  [`www.${zone}`]: { is: 'host', address: '192.0.2.7' },
};

/** In a network that leads out through a proxy, and whose resolvers do not answer. */
async function behind(options: Parameters<typeof openCompany>[0]) {
  const network = await openCompany(options);
  for (const name of ['NO_PROXY', 'no_proxy', 'https_proxy', 'AWS_CA_BUNDLE']) vi.stubEnv(name, '');
  vi.stubEnv('HTTPS_PROXY', `http://${network.proxy}`);
  trustAlso(bundle);
  return network;
}

test('a resolver that HTTPS reaches is asked through the proxy of the network', async () => {
  const { asked } = await behind({ names });
  const dns = parentDns({ server: resolver, timeout: 30_000 });
  expect(await dns.delegation(zone)).toEqual(nameServers);
  expect(await dns.addresses(`www.${zone}`)).toEqual(['192.0.2.7']);
  expect(await dns.records(zone)).toMatchObject({
    nameServers,
    records: [
      { name: zone, type: 'MX', values: ['5 mx.example.'] },
      { name: `www.${zone}`, type: 'A', values: ['192.0.2.7'] },
    ],
    unanswered: [],
  });
  expect(new Set(asked)).toEqual(new Set(['localhost:443']));
});

test('behind a proxy, who does not reach a name server asks over HTTPS', async () => {
  await behind({ names });
  const direct = { findServers: () => Promise.reject(new DnsUnreachable(['192.0.2.53:53'])) };
  const dns = publicDns({ direct, overHttps: [parseServer('https://localhost:1/'), resolver] });
  expect(await dns.delegation(zone)).toEqual(nameServers);
});

test('who reaches name servers asks them, also behind a proxy', async () => {
  const { asked } = await behind({ names });
  const dns = publicDns({ direct: { findServers: async () => [] }, overHttps: [resolver] });
  expect(await dns.delegation(zone)).toEqual([]);
  expect(asked).toEqual([]);
});

test('where the proxy lets nobody out to a resolver, nothing is known, and why is said', async () => {
  await behind({ refusal: 403 });
  const direct = { findServers: () => Promise.reject(new DnsUnreachable(['192.0.2.53:53'])) };
  const failure: unknown = await publicDns({ direct, overHttps: [parseServer('https://dns.amazonaws.com/dns-query')] })
    .delegation(zone)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ isBarred: true, servers: ['192.0.2.53:53'] });
});

test('without a proxy nobody is asked over HTTPS', async () => {
  for (const name of ['HTTPS_PROXY', 'https_proxy']) vi.stubEnv(name, '');
  const direct = { findServers: () => Promise.reject(new DnsUnreachable(['192.0.2.53:53'])) };
  await expect(publicDns({ direct, overHttps: [resolver] }).delegation(zone)).rejects.toThrow('192.0.2.53:53');
});
