import { getDomain } from 'tldts';
import type { AccountData } from './account.ts';
import type { Clock } from '../clock.ts';
import { DnsUnreachable } from '../dns/dns-unreachable.ts';
import type { CopiedType, Dns, PresentRecords } from '../dns/dns.ts';
import { caaOf } from './caa.ts';
import { earlierNameServers, earlierRecords } from './earlier.ts';
import { canonical, zoneFor, type Zone } from './route53/data.ts';
import type { Scenario } from './scenarios.ts';

/** The domain name system as the world sees it: what registrars were told of the account's zones. */
export const simulatedDns = (account: AccountData, scenario: Scenario, clock: Clock): Dns => {
  const delegatedZone = (name: string) => {
    const delegated = zoneFor(account, scenario, canonical(name), clock.now());
    return delegated?.name === canonical(name) ? delegated : undefined;
  };
  /** The earlier DNS has registered domains, and no zones below them. */
  const isElsewhere = (name: string) => scenario.mailElsewhere && getDomain(name) === name;
  const heard = () => {
    if (scenario.dnsRefuses) throw new DnsUnreachable(earlierNameServers, { said: ['REFUSED'] });
  };
  return {
    async delegation(zone) {
      return delegatedZone(zone)?.nameServers ?? (isElsewhere(zone) ? earlierNameServers : []);
    },
    async caa(name, nameServers) {
      const zone = nameServers
        ? account.zones.find((one) => one.nameServers.some((server) => nameServers.includes(server)))
        : zoneFor(account, scenario, canonical(name), clock.now());
      return caaOf(zone, scenario, name);
    },
    async records(name) {
      const zone = delegatedZone(name);
      const nothing = { records: [], delegated: [], unanswered: [] };
      if (zone) return { ...nothing, nameServers: zone.nameServers, records: recordsOf(zone) };
      if (!isElsewhere(name)) return { ...nothing, nameServers: [] };
      heard();
      return { ...nothing, nameServers: earlierNameServers, records: earlierRecords(name) };
    },
    hasLeftoverDs: async () => scenario.signed,
  };
};

const shown: ReadonlySet<string> = new Set<CopiedType>(['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'SRV', 'TXT']);

const recordsOf = ({ records }: Zone): PresentRecords['records'] =>
  records
    .filter(({ type, alias }) => shown.has(type) && !alias)
    .map(({ name, type, ttl = 300, values }) => ({
      name: name.replace(/\.$/, '').replaceAll('\\052', '*'),
      type: type as CopiedType,
      ttl,
      values: values.toSorted(),
    }));
