import { getDomain } from 'tldts';
import type { AccountData } from './account.ts';
import type { Clock } from '../clock.ts';
import { DnsUnreachable } from '../dns/dns-unreachable.ts';
import type { CopiedType, Dns, PresentRecords } from '../dns/dns.ts';
import { caaOf } from './caa.ts';
import { earlierNameServers, earlierRecords } from './earlier.ts';
import { addressesOf, setElsewhere } from './elsewhere.ts';
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
    async at(host) {
      const name = canonical(host);
      const zone = zoneFor(account, scenario, name, clock.now());
      const nothing = { alias: undefined, addresses: [], addresses6: [] };
      if (zone) {
        const of = (type: string) => zone.records.filter((one) => one.name === name && one.type === type);
        const [alias] = of('CNAME').flatMap(({ values }) => values);
        return {
          zone: zone.name.replace(/\.$/, ''),
          nameServers: zone.nameServers,
          alias: alias?.replace(/\.$/, ''),
          addresses: of('A').flatMap(({ values }) => values),
          addresses6: of('AAAA').flatMap(({ values }) => values),
        };
      }
      const top = getDomain(host) ?? host;
      const set = setElsewhere(account, scenario, host, clock.now());
      const place = { ...nothing, zone: top, nameServers: earlierNameServers };
      if (!set) return scenario.mailElsewhere ? { ...place, ...earlierAt(top, host) } : place;
      return { ...place, ...('alias' in set ? { alias: set.alias.replace(/\.$/, '') } : set) };
    },
    addresses: async (host) => Object.values(account.regions).flatMap((here) => addressesOf(here, host)),
  };
};

/** What the earlier DNS has at a name. */
function earlierAt(zone: string, host: string) {
  const of = (type: CopiedType) =>
    earlierRecords(zone).flatMap((one) => (one.name === host && one.type === type ? one.values : []));
  return { alias: of('CNAME')[0]?.replace(/\.$/, ''), addresses: of('A'), addresses6: of('AAAA') };
}

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
