import type { Words } from '../words.ts';

/** A company or service that hosts DNS for others. */
export interface DnsHost {
  readonly id: string;
  readonly name: Words;
  /** Suffixes of its name servers' names, one or more labels; `*` matches any text within one label. */
  readonly nameServers: readonly string[];
}

const called = (id: string, en: string, ko: string, ...nameServers: string[]): DnsHost => ({
  id,
  name: { en, ko },
  nameServers,
});

/** Who hosts DNS, by the names of the name servers. */
const dnsHosts: readonly DnsHost[] = [
  called('gabia', 'Gabia', '가비아', 'gabia.co.kr', 'gabia.net'),
  called('cafe24', 'Cafe24', '카페24', 'cafe24.com', 'cafe24.co.kr', 'cafe24dns.com', 'cafe24dns.co.kr'),
  called('hosting-kr', 'Hosting.kr', '호스팅케이알', 'hosting.co.kr', 'hosting.kr', 'hostingkr.net'),
  called('whois', 'Whois (whois.co.kr)', '후이즈', 'whoisdomain.kr', 'whois.co.kr'),
  called('megazone', 'Megazone (Hostway)', '메가존(호스트웨이)', 'megazone.com', 'hostway.co.kr'),
  called('inames', 'inames', '아이네임즈', 'inames.co.kr'),
  called('dothome', 'Dothome', '닷홈', 'dothome.co.kr'),
  called('dotname', 'Dotname Korea', '닷네임코리아', 'dotname.co.kr', 'dotname.kr'),
  called('namecheap', 'Namecheap', 'Namecheap', 'registrar-servers.com', 'namecheaphosting.com'),
  called('godaddy', 'GoDaddy', 'GoDaddy', 'domaincontrol.com'),
  called('cloudflare', 'Cloudflare', 'Cloudflare', 'ns.cloudflare.com'),
  called('squarespace', 'Squarespace Domains', 'Squarespace Domains', 'squarespacedns.com', 'googledomains.com'),
  called(
    'route53',
    'Amazon Route 53',
    'Amazon Route 53',
    'awsdns-*.com',
    'awsdns-*.net',
    'awsdns-*.org',
    'awsdns-*.co.uk',
  ),
  called('google-cloud', 'Google Cloud DNS', 'Google Cloud DNS', 'ns-cloud-*.google.com'),
  called('azure', 'Azure DNS', 'Azure DNS', 'azure-dns.com', 'azure-dns.net', 'azure-dns.org', 'azure-dns.info'),
  called('vercel', 'Vercel', 'Vercel', 'vercel-dns.com'),
  called('nsone', 'NS1 (Netlify)', 'NS1(Netlify)', 'nsone.net'),
  called('digitalocean', 'DigitalOcean', 'DigitalOcean', 'digitalocean.com'),
  called('porkbun', 'Porkbun', 'Porkbun', 'ns.porkbun.com'),
  called('hostinger', 'Hostinger', 'Hostinger', 'dns-parking.com'),
];

const matches = (pattern: string, nameServer: string): boolean => {
  const labels = pattern.split('.').toReversed();
  const given = nameServer.toLowerCase().replace(/\.$/, '').split('.').toReversed();
  return labels.every((label, at) => {
    const [before = '', after] = label.split('*');
    const own = given[at] ?? '';
    return after === undefined ? own === label : own.startsWith(before) && own.endsWith(after);
  });
};

/**
 * What leads the top of a zone to another name: a CNAME that the host flattens (RFC 1034 allows none there), or a record
 * of its own kind. Those that say so in their help pages, 2026-11.
 */
const atTop: Readonly<Record<string, 'ALIAS' | 'CNAME'>> = {
  cloudflare: 'CNAME',
  namecheap: 'ALIAS',
  porkbun: 'ALIAS',
  vercel: 'ALIAS',
  nsone: 'ALIAS',
};

/** The record with which this host leads the top of a zone to another name; undefined where it is not known to have one. */
export const flattens = (nameServers: readonly string[]): 'ALIAS' | 'CNAME' | undefined =>
  atTop[hostOf(nameServers)?.id ?? ''];

/** Who hosts the DNS of a domain with these name servers; undefined if unknown or mixed. */
export function hostOf(nameServers: readonly string[]): DnsHost | undefined {
  const hosts = new Set(
    nameServers.map((name) => dnsHosts.find((host) => host.nameServers.some((one) => matches(one, name)))),
  );
  return hosts.size === 1 ? [...hosts][0] : undefined;
}
