import { proxyFor } from '../https-agent.ts';
import { DnsUnreachable } from './dns-unreachable.ts';
import type { Dns } from './dns.ts';
import { parentDns, type ParentDnsOptions } from './parent.ts';
import { parseServer, type Server } from './server.ts';

/**
 * Public resolvers that HTTPS reaches: https://developers.google.com/speed/public-dns/docs/doh,
 * https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/
 */
const resolvers = ['https://dns.google/dns-query', 'https://cloudflare-dns.com/dns-query'].map(parseServer);

/** The first of several that gets an answer; once one has, it alone is asked. */
function firstReached(several: readonly Dns[]): Dns {
  let found: Dns | undefined;
  const reach = async <T>(ask: (dns: Dns) => Promise<T>): Promise<T> => {
    if (found) return ask(found);
    let failed: unknown;
    for (const dns of several)
      try {
        const answer = await ask(dns);
        found = dns;
        return answer;
      } catch (error) {
        if (!(error instanceof DnsUnreachable)) throw error;
        failed ??= error;
      }
    throw failed;
  };
  return {
    delegation: (zone) => reach((dns) => dns.delegation(zone)),
    caa: (name, nameServers) => reach((dns) => dns.caa(name, nameServers)),
    records: (zone, names) => reach((dns) => dns.records(zone, names)),
    hasLeftoverDs: (zone, nameServers) => reach((dns) => dns.hasLeftoverDs(zone, nameServers)),
    at: (name) => reach((dns) => dns.at(name)),
    addresses: (name) => reach((dns) => dns.addresses(name)),
  };
}

/**
 * Public DNS as this network reaches it: one that leads out through a proxy reaches it over HTTPS, if not directly.
 */
export const publicDns = ({
  direct,
  overHttps = resolvers,
}: {
  readonly direct?: ParentDnsOptions;
  readonly overHttps?: readonly Server[];
} = {}): Dns =>
  proxyFor('https://amazonaws.com')
    ? firstReached([parentDns(direct), ...overHttps.map((server) => parentDns({ server }))])
    : parentDns(direct);
