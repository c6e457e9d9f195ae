import { expect, test } from 'vitest';
import { compareDelegation } from '../../src/dns/delegation.ts';
import { hostOf } from '../../src/dns/hosts.ts';

const ours = ['ns-1.awsdns-01.org', 'ns-513.awsdns-02.net', 'ns-1026.awsdns-03.co.uk', 'ns-1539.awsdns-04.com'];
const [first = '', second = '', third = '', fourth = ''] = ours;
const gabia = ['ns.gabia.co.kr', 'ns.gabia.net', 'ns1.gabia.co.kr'];

test.for([
  ['the four, in any order', [fourth, second, first, third], { is: 'match' }],
  ['none', [], { is: 'none' }],
  [
    'three of the four',
    [first, second, third],
    { is: 'partial', right: 3, misspelt: [], missing: [fourth], surplus: [] },
  ],
  [
    'one letter wrong',
    [first, second, third, 'ns-1539.awsdns-04.con'],
    {
      is: 'partial',
      right: 3,
      misspelt: [{ wrong: 'ns-1539.awsdns-04.con', right: fourth }],
      missing: [],
      surplus: [],
    },
  ],
  [
    'a number wrong, in a name that another zone may have',
    [first, second, third, 'ns-1593.awsdns-04.com'],
    {
      is: 'partial',
      right: 3,
      misspelt: [{ wrong: 'ns-1593.awsdns-04.com', right: fourth }],
      missing: [],
      surplus: [],
    },
  ],
  [
    'all four with the same slip',
    ours.map((name) => name.replace('awsdns', 'awsdn')),
    {
      is: 'partial',
      right: 0,
      misspelt: ours.map((right) => ({ wrong: right.replace('awsdns', 'awsdn'), right })),
      missing: [],
      surplus: [],
    },
  ],
  [
    'the four and old ones',
    [...ours, ...gabia],
    { is: 'partial', right: 4, misspelt: [], missing: [], surplus: gabia },
  ],
  [
    'two of them and old ones',
    [first, second, ...gabia],
    { is: 'partial', right: 2, misspelt: [], missing: [third, fourth], surplus: gabia },
  ],
  [
    'those of another zone, one letter away',
    ours.map((name) => name.replace(/-0(\d)\./, '-1$1.')),
    { is: 'other-zone', nameServers: ours.map((name) => name.replace(/-0(\d)\./, '-1$1.')) },
  ],
  ['those of a host that we know', gabia, { is: 'foreign', nameServers: gabia, host: { id: 'gabia' } }],
  ['those of nobody we know', ['ns.example.net'], { is: 'foreign', nameServers: ['ns.example.net'], host: undefined }],
] as const)('%s', ([, found, verdict]) => {
  expect(compareDelegation(ours, found)).toMatchObject(verdict);
});

test.for([
  [gabia, 'gabia'],
  [['ns1.cafe24.com', 'ns2.cafe24.co.kr'], 'cafe24'],
  [['ns1.cafe24dns.co.kr', 'ns3.cafe24dns.com'], 'cafe24'],
  [['ns1.hosting.co.kr', 'ns4.hosting.co.kr'], 'hosting-kr'],
  [['ns1.whoisdomain.kr', 'ns4.whoisdomain.kr'], 'whois'],
  [['dns1.registrar-servers.com', 'dns2.registrar-servers.com'], 'namecheap'],
  [['ns73.domaincontrol.com', 'ns74.domaincontrol.com'], 'godaddy'],
  [['darl.ns.cloudflare.com', 'Meiling.NS.cloudflare.com.'], 'cloudflare'],
  [['nsa1.squarespacedns.com', 'ns-cloud-b1.googledomains.com'], 'squarespace'],
  [['ns-cloud-b1.google.com', 'ns-cloud-b2.google.com'], 'google-cloud'],
  [ours, 'route53'],
  [['ns1.vercel-dns.com'], 'vercel'],
  // Neither a name that only ends alike, nor a mixture.
  [['ns1.notcafe24.com'], undefined],
  [['ns-1.awsdns-01.example'], undefined],
  [['ns.gabia.net', 'ns1.cafe24.com'], undefined],
  [[], undefined],
] as const)('%j is the DNS of %s', ([nameServers, id]) => {
  expect(hostOf(nameServers)?.id).toBe(id);
});
