import { CreateHostedZoneCommand } from '@aws-sdk/client-route-53';
import type { Answer } from 'dns-packet';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DnsUnreachable } from '../../src/dns/dns-unreachable.ts';
import { parentDns } from '../../src/dns/parent.ts';
import type { Context, Seen } from '../../src/engine/step.ts';
import { unheard } from '../../src/steps/domain/caa.ts';
import { delegated } from '../../src/steps/domain/delegated.ts';
import type { Words } from '../../src/words.ts';
import { startDnsServer, type Said } from '../support/dns-server.ts';
import { newStack } from '../support/stack.ts';

const zoneName = 'example.com';

/** A key whose number is 60485 (RFC 4034, section 5.4). */
const key: Answer = {
  type: 'DNSKEY',
  name: zoneName,
  ttl: 60,
  data: {
    flags: 256,
    algorithm: 5,
    key: Buffer.from(
      'AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMmmAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw==',
      'base64',
    ),
  },
};
const ds = (keyTag: number): Answer => ({
  type: 'DS',
  name: zoneName,
  ttl: 60,
  data: { keyTag, algorithm: 5, digestType: 2, digest: Buffer.alloc(32, 7) },
});

interface Parent {
  readonly nameServers: readonly string[];
  readonly ds?: Answer;
  /** What the zone's own name servers have. */
  readonly zone?: readonly Answer[];
}

/** What the gate sees of a parent, and of a zone, that are name servers on the loopback interface. */
async function gate(wanted: readonly string[], { nameServers, ds: signature, zone = [] }: Parent, stack = newStack()) {
  const delegation: Said = nameServers.length > 0 ? { is: 'referral', nameServers } : { is: 'no such name' };
  const [parent, other, own] = await Promise.all([
    startDnsServer({ [zoneName]: { is: 'by type', NS: delegation, DS: records(signature) } }),
    startDnsServer({ [zoneName]: { is: 'by type', NS: delegation, DS: records(signature) } }),
    startDnsServer({ [zoneName]: records(...zone) }),
  ]);
  const dns = parentDns({
    findServers: async () => [parent, other],
    findAddresses: async () => [own],
    timeout: 500,
  });
  const context = Object.assign(Object.create(stack.aws) as Context, { dns });
  const seen = (await delegated.check?.(context, { zoneName, nameServers: wanted })) as Seen<object>;
  return seen.is === 'pending' ? { cause: seen.note, fix: seen.fix } : { is: seen.is };
}

const records = (...all: readonly (Answer | undefined)[]): Said => ({
  is: 'records',
  records: all.filter((one) => one !== undefined),
});

const ours = ['ns-1.awsdns-01.org', 'ns-513.awsdns-02.net', 'ns-1026.awsdns-03.co.uk', 'ns-1539.awsdns-04.com'];
const [first = '', second = '', third = ''] = ours;

test.for([
  ['the four name servers', { nameServers: ours.toReversed() }],
  ['signed with the keys that the zone has', { nameServers: ours, ds: ds(60485), zone: [key] }],
] as const)('the gate opens for %s', async ([, parent]) => {
  expect(await gate(ours, parent)).toEqual({ is: 'ready' });
});

test.for([
  ['none', { nameServers: [] }, /no name servers are set/, /set its name servers to these/],
  [
    'one missing',
    { nameServers: [first, second, third] },
    /^3 of the 4 name servers are right; missing: ns-1539\.awsdns-04\.com$/,
    /• add ns-1539\.awsdns-04\.com\n/,
  ],
  [
    'one misspelt',
    { nameServers: [first, second, third, 'ns-1539.awsdns-4.com'] },
    /misspelled: ns-1539\.awsdns-4\.com/,
    /• change ns-1539\.awsdns-4\.com to ns-1539\.awsdns-04\.com/,
  ],
  [
    'an old one left',
    { nameServers: [...ours, 'ns.gabia.co.kr'] },
    /^4 of the 4 name servers are right; not from this zone: ns\.gabia\.co\.kr$/,
    /• remove ns\.gabia\.co\.kr/,
  ],
  [
    'a host that we know',
    { nameServers: ['ns.gabia.co.kr', 'ns.gabia.net'] },
    /still points at Gabia \(ns\.gabia\.co\.kr, ns\.gabia\.net\)/,
    /Its DNS is at Gabia now[^]*1\. Sign in at gabia\.com/,
  ],
  [
    'a host that we do not know',
    { nameServers: ['ns.example.net'] },
    /still points at ns\.example\.net$/,
    /set its name servers to these/,
  ],
  [
    'a signature left over, and the old host',
    { nameServers: ['ns.gabia.net'], ds: ds(7) },
    /still points at Gabia/,
    /^First turn DNSSEC off/,
  ],
  [
    'a signature left over',
    { nameServers: ours, ds: ds(7), zone: [key] },
    /DNSSEC from the previous DNS is still on.*SERVFAIL/,
    /turn DNSSEC off/,
  ],
  [
    'a signature over a zone that is not signed',
    { nameServers: ours, ds: ds(60485) },
    /DNSSEC from the previous DNS is still on/,
    /turn DNSSEC off/,
  ],
  [
    'a zone of Route 53 that is not in this account',
    { nameServers: ['ns-7.awsdns-07.org', 'ns-519.awsdns-08.net'] },
    /a Route 53 zone that is not in this account \(ns-519\.awsdns-08\.net, ns-7\.awsdns-07\.org\)/,
    /set its name servers to these/,
  ],
] as const)('at the parent: %s', async ([, parent, cause, fix]) => {
  const seen = await gate(ours, parent);
  expect(seen.cause?.en).toMatch(cause);
  expect(seen.fix?.en).toMatch(fix);
  expect(seen.cause?.ko).toMatch(/[가-힣]/);
  // Whatever else there is to do, the four are there to copy, a line each.
  if (!/SERVFAIL/.test(seen.cause?.en ?? ''))
    for (const server of ours) expect(seen.fix?.ko.split('\n')).toContain(`    ${server}`);
});

test('another zone of the same name in the account is called by its id', async () => {
  const stack = newStack();
  const { HostedZone, DelegationSet } = await stack.aws.route53.send(
    new CreateHostedZoneCommand({ Name: zoneName, CallerReference: 'theirs' }),
  );
  const seen = await gate(ours, { nameServers: DelegationSet?.NameServers ?? [] }, stack);
  expect(seen.cause?.en).toContain(
    `another hosted zone with the same name in this account, ${HostedZone?.Id?.split('/').at(-1)}`,
  );
});

test('an account that may not look at its other zones is told without them', async () => {
  const stack = newStack({ otherwise: { denied: ['route53:ListHostedZonesByName'] } });
  const seen = await gate(ours, { nameServers: ['ns-7.awsdns-07.org'] }, stack);
  expect(seen.cause?.en).toContain('not in this account');
});

test('name servers with control characters cannot command the terminal', async () => {
  const seen = await gate(ours, { nameServers: ['evil\u001b[2J.example.net'] });
  // eslint-disable-next-line no-control-regex
  expect(`${seen.cause?.en}${seen.fix?.en}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test.for(['a network behind a proxy', 'any other'] as const)(
  'where %s does not reach public DNS, that is said in a sentence, and how to go on without it',
  async (network) => {
    const isBehind = network === 'a network behind a proxy';
    if (isBehind) vi.stubEnv('HTTPS_PROXY', 'http://proxy.company.example:3128');
    onTestFinished(() => void vi.unstubAllEnvs());
    const stack = newStack();
    const dns = { ...stack.rehearsal.dns, delegation: () => Promise.reject(new DnsUnreachable(['192.0.2.1:53'])) };
    const context = Object.assign(Object.create(stack.aws) as Context, { dns });
    const seen = (await delegated.check?.(context, { zoneName, nameServers: ours })) as Seen<object> & {
      readonly note: Words;
      readonly fix: Words;
    };
    expect(seen.is).toBe('pending');
    expect(seen.note.en.endsWith('leads out through a proxy, and does not reach public DNS')).toBe(isBehind);
    expect(/cannot be checked from this network.*--skip-delegation-check/.test(seen.fix.en)).toBe(isBehind);
    expect(seen.fix.ko.includes('--skip-delegation-check')).toBe(isBehind);
    expect(seen.fix.en).toContain(first);
    expect(unheard(new DnsUnreachable(['192.0.2.1:53']))).toMatchObject({
      result: 'unknown',
      what: {
        en: isBehind ? expect.stringMatching(/^This was not checked: .* proxy/) : expect.stringContaining('192.0.2.1'),
      },
    });
    // A server that answers is no network that lets nobody ask.
    expect(new DnsUnreachable(['192.0.2.1:53'], { said: ['REFUSED'] }).isBarred).toBe(false);
  },
);

test('a whole stack is built where public DNS is not reached, by whoever sets the name servers and says so', async () => {
  const nobody = () => Promise.reject(new DnsUnreachable(['192.0.2.1:53']));
  const dns = {
    delegation: nobody,
    caa: nobody,
    records: nobody,
    hasLeftoverDs: nobody,
    at: nobody,
    addresses: nobody,
  };
  const stack = newStack();
  const outputs = await stack.up(
    { database: 'none', 'copy-records': 'false' },
    { wrap: (run) => ({ ...run, dns }), skip: new Set([delegated.id]) },
  );
  expect(outputs.url).toBe('https://app.example.com');
});
