import type { Answer } from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { DnsUnreachable } from '../../src/dns/dns-unreachable.ts';
import { parentDns } from '../../src/dns/parent.ts';
import { startDnsServer, useless, type DnsServer, type Said } from '../support/dns-server.ts';

const zone = 'example.com';
const ttl = 3600;
const records = (...all: Answer[]): Said => ({ is: 'records', records: all });
const absent = (): Said => ({ is: 'no such name' });

const mx = (name: string, preference: number, exchange: string): Answer => ({
  type: 'MX',
  name,
  ttl,
  data: { preference, exchange },
});
const a = (name: string, data: string): Answer => ({ type: 'A', name, ttl, data });
const txt = (name: string, ...data: (string | Buffer)[]): Answer => ({ type: 'TXT', name, ttl, data });
const alias = (name: string, data: string): Answer => ({ type: 'CNAME', name, ttl, data });

/** The records of a zone whose parent and name servers are on the loopback interface. */
async function look(says: Record<string, Said>, otherwise = absent, before: readonly DnsServer[] = []) {
  const [parent, own] = await Promise.all([
    startDnsServer({ [zone]: { is: 'referral', nameServers: ['ns.gabia.co.kr', 'ns.gabia.net'] } }),
    startDnsServer(says, otherwise),
  ]);
  const dns = parentDns({
    findServers: async () => [parent],
    findAddresses: async () => [...before, own],
    timeout: 300,
  });
  return { own, dns, found: await dns.records(zone) };
}

test('a domain with mail: what is there is found, in order, and its servers were asked themselves', async () => {
  const { own, found } = await look({
    [zone]: records(
      a(zone, '192.0.2.7'),
      mx(zone, 10, 'ASPMX.L.google.com.'),
      mx(zone, 20, 'alt1.aspmx.l.google.com'),
      txt(zone, 'v=spf1 include:_spf.google.com ~all'),
      { type: 'CAA', name: zone, ttl, data: { flags: 0, tag: 'issue', value: 'letsencrypt.org' } },
      { type: 'AAAA', name: zone, ttl: 60, data: '2001:db8::7' },
    ),
    [`www.${zone}`]: records(alias(`www.${zone}`, 'shop.example.net'), a('shop.example.net', '192.0.2.8')),
    [`_dmarc.${zone}`]: records(txt(`_dmarc.${zone}`, 'v=DMARC1; p=none')),
    [`_autodiscover._tcp.${zone}`]: records({
      type: 'SRV',
      name: `_autodiscover._tcp.${zone}`,
      ttl,
      data: { priority: 0, weight: 5, port: 443, target: 'mail.example.net' },
    }),
  });
  expect(found).toEqual({
    nameServers: ['ns.gabia.co.kr', 'ns.gabia.net'],
    records: [
      { name: `_autodiscover._tcp.${zone}`, type: 'SRV', ttl, values: ['0 5 443 mail.example.net.'] },
      { name: `_dmarc.${zone}`, type: 'TXT', ttl, values: ['"v=DMARC1; p=none"'] },
      { name: zone, type: 'A', ttl, values: ['192.0.2.7'] },
      { name: zone, type: 'AAAA', ttl: 60, values: ['2001:db8::7'] },
      { name: zone, type: 'CAA', ttl, values: ['0 issue "letsencrypt.org"'] },
      { name: zone, type: 'MX', ttl, values: ['10 aspmx.l.google.com.', '20 alt1.aspmx.l.google.com.'] },
      { name: zone, type: 'TXT', ttl, values: ['"v=spf1 include:_spf.google.com ~all"'] },
      { name: `www.${zone}`, type: 'CNAME', ttl, values: ['shop.example.net.'] },
    ],
    delegated: [],
    unanswered: [],
  });
  expect(own.asked.some(({ recursion }) => recursion)).toBe(false);
  expect(own.asked.map(({ name }) => name)).not.toContain(`_acme-challenge.${zone}`);
});

test('what any name leads to is found once, and a name of its own beside it', async () => {
  const { found } = await look(
    { [zone]: records(), [`blog.${zone}`]: records(a(`blog.${zone}`, '198.51.100.1')) },
    (name?: string) => records(a(name ?? '', '192.0.2.9')),
  );
  expect(found.records).toEqual([
    { name: `*.${zone}`, type: 'A', ttl, values: ['192.0.2.9'] },
    { name: `blog.${zone}`, type: 'A', ttl, values: ['198.51.100.1'] },
  ]);
});

test('an alias for any name is no record of each', async () => {
  const { found } = await look({ [zone]: records() }, (name?: string) =>
    records(alias(name ?? '', 'parking.example.net')),
  );
  expect(found.records).toEqual([{ name: `*.${zone}`, type: 'CNAME', ttl, values: ['parking.example.net.'] }]);
});

test('a text of several strings stays in its strings, and its bytes stay what they are', async () => {
  const key = `v=DKIM1; p=${'A'.repeat(400)}`;
  const { found } = await look({
    [zone]: records(txt(zone, 'say "hi" \\', Buffer.from([0x1b, 0x5b, 0xec, 0x95, 0x88]))),
    [`google._domainkey.${zone}`]: records(txt(`google._domainkey.${zone}`, key.slice(0, 255), key.slice(255))),
  });
  const [dkim, apex] = [
    found.records.find(({ name }) => name !== zone),
    found.records.find(({ name }) => name === zone),
  ];
  expect(dkim?.values).toEqual([`"${key.slice(0, 255)}" "${key.slice(255)}"`]);
  expect(apex?.values).toEqual(['"say \\"hi\\" \\\\" "\\033[\\354\\225\\210"']);
});

test('a part that others answer for is named, and not taken for records', async () => {
  const { found } = await look({
    [zone]: records(),
    [`dev.${zone}`]: { is: 'referral', nameServers: ['ns-1.awsdns-01.org'] },
  });
  expect(found).toMatchObject({ records: [], delegated: [`dev.${zone}`] });
});

test('a domain without a delegation has nothing, and nobody is asked for it', async () => {
  const parent = await startDnsServer({ [zone]: { is: 'no such name' } });
  const dns = parentDns({
    findServers: async () => [parent],
    findAddresses: () => Promise.reject(new Error('not to be called')),
  });
  expect(await dns.records(zone)).toEqual({ nameServers: [], records: [], delegated: [], unanswered: [] });
});

test('a server of the user’s choice is asked alone, and may ask others', async () => {
  const server = await startDnsServer(
    {
      [zone]: {
        is: 'by type',
        NS: { is: 'answer', nameServers: ['ns.gabia.net'] },
        MX: records(mx(zone, 10, 'mail.example.net')),
      },
    },
    absent,
  );
  const dns = parentDns({ server, findAddresses: () => Promise.reject(new Error('not to be called')) });
  expect((await dns.records(zone)).records).toEqual([
    { name: zone, type: 'MX', ttl, values: ['10 mail.example.net.'] },
  ]);
  expect(server.asked.every(({ recursion }) => recursion)).toBe(true);
});

test('names that nobody would guess are looked at when they are given', async () => {
  const name = `stepway-site.${zone}`;
  const { dns } = await look({ [zone]: records(), [name]: records(alias(name, 'old.example.net')) });
  expect((await dns.records(zone)).records).toEqual([]);
  expect((await dns.records(zone, [name, zone, 'other.example'])).records).toMatchObject([{ name, type: 'CNAME' }]);
});

test('a run looks once', async () => {
  const { own, dns, found } = await look({ [zone]: records(a(zone, '192.0.2.7')) });
  const asked = own.asked.length;
  expect(await dns.records('Example.com.')).toBe(found);
  expect(own.asked).toHaveLength(asked);
});

describe('servers that do not do their work', () => {
  test('one that is silent, and one that knows nothing of the zone, are passed over', async () => {
    const others = await Promise.all([
      startDnsServer({}, () => ({ is: 'silence' })),
      startDnsServer({}, () => ({ is: 'refused' })),
      startDnsServer({}, () => ({ is: 'referral', nameServers: ['a.gtld-servers.net'], zone: 'com' })),
    ]);
    const { found } = await look({ [zone]: records(mx(zone, 10, 'mail.example.net')) }, absent, others);
    expect(found.records).toHaveLength(1);
    expect(others.map(({ asked }) => asked.filter(({ name }) => name !== zone))).toEqual([[], [], []]);
  });

  test.for(useless)('%s from all: nothing is known, and that is said', async (is) => {
    await expect(look({}, () => ({ is }))).rejects.toThrow(DnsUnreachable);
  });

  test.for(useless)('%s for a name: each type that is unknown is named', async (is) => {
    const { found } = await look({ [zone]: records(), [`mail.${zone}`]: { is } });
    expect(found.unanswered.map(({ name, type }) => `${name} ${type}`)).toEqual(
      ['A', 'AAAA', 'MX', 'TXT'].map((type) => `mail.${zone} ${type}`),
    );
  });

  test.for(['A', 'AAAA', 'MX', 'TXT', 'CAA'] as const)(
    'a refusal to tell the %s records of the domain hides none of the others',
    async (type) => {
      const own = {
        A: [a(zone, '192.0.2.7')],
        MX: [mx(zone, 10, 'mail.example.net')],
        TXT: [txt(zone, 'v=spf1 -all')],
      };
      const { found } = await look({
        [zone]: {
          is: 'by type',
          SOA: records(),
          ...Object.fromEntries(Object.entries(own).map(([one, all]) => [one, records(...all)])),
          [type]: { is: 'failed' },
        },
      });
      expect(found.unanswered).toEqual([{ name: zone, type }]);
      expect(found.records.map((set) => set.type)).toEqual(Object.keys(own).filter((one) => one !== type));
    },
  );

  test('when what any name leads to is unknown, that is said', async () => {
    const { found } = await look({ [zone]: records() }, (name?: string) =>
      name?.startsWith('stepway-') ? { is: 'failed' } : absent(),
    );
    expect(found.unanswered).toContainEqual({ name: `*.${zone}`, type: 'A' });
  });

  test('a name that one server fails to tell is asked of the others', async () => {
    const mail = `mail.${zone}`;
    const [first, second] = await Promise.all(
      [1, 2].map(() => startDnsServer({ [zone]: records(), [mail]: { is: 'failed' } }, absent)),
    );
    const { found } = await look({ [zone]: records(), [mail]: records(a(mail, '192.0.2.9')) }, absent, [
      first,
      second,
    ] as DnsServer[]);
    expect(found.unanswered).toEqual([]);
    expect(found.records).toEqual([{ name: mail, type: 'A', ttl, values: ['192.0.2.9'] }]);
  });

  test('while only some of the parent’s servers know the delegation, those it leads to are asked', async () => {
    const [old, fresh, own] = await Promise.all([
      startDnsServer({ [zone]: { is: 'no such name' } }),
      startDnsServer({ [zone]: { is: 'referral', nameServers: ['ns.gabia.net'] } }),
      startDnsServer({ [zone]: records(mx(zone, 10, 'mail.example.net')) }, absent),
    ]);
    const dns = parentDns({ findServers: async () => [old, fresh], findAddresses: async () => [own], timeout: 300 });
    expect((await dns.records(zone)).records).toHaveLength(1);
  });

  test('records of other names, names that are none, and endless lists are not taken', async () => {
    const { found } = await look({
      [zone]: records(
        a('other.example', '192.0.2.1'),
        mx(zone, 10, 'mail\u001b[2J.example.net'),
        mx(zone, 20, 'mail.example.net'),
        { type: 'CAA', name: zone, ttl, data: { flags: 0, tag: 'issue', value: 'x"\u001b' } },
      ),
      [`api.${zone}`]: records(
        ...Array.from({ length: 600 }, (_, at) => a(`api.${zone}`, `10.0.${at >> 8}.${at & 255}`)),
      ),
    });
    expect(found.records.map(({ name, type }) => `${name} ${type}`)).toEqual([`api.${zone} A`, `${zone} MX`]);
    expect(found.records[0]?.values).toHaveLength(400);
    expect(found.records[1]?.values).toEqual(['20 mail.example.net.']);
  });
});
