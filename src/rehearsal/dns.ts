import type { AccountData } from './account.ts';
import type { Clock } from '../clock.ts';
import type { CaaRecord, Dns } from '../dns/dns.ts';
import { canonical, zoneFor } from './route53/data.ts';
import type { Scenario } from './scenarios.ts';

/** `0 issue "amazon.com"` as the world reads it. */
function parseCaa(line: string): CaaRecord {
  const [, tag = '', value = ''] = /^\d+ (\w+) "(.*)"$/.exec(line) ?? [];
  return { tag, value };
}

/** The domain name system as the world sees it: what registrars were told of the account's zones. */
export const simulatedDns = (account: AccountData, scenario: Scenario, clock: Clock): Dns => ({
  async delegation(zone) {
    const delegated = zoneFor(account, scenario, canonical(zone), clock.now());
    return delegated?.name === canonical(zone) ? delegated.nameServers : [];
  },
  async caa(name, nameServers) {
    const zone = nameServers
      ? account.zones.find((one) => one.nameServers.some((server) => nameServers.includes(server)))
      : zoneFor(account, scenario, canonical(name), clock.now());
    if (!zone) return scenario.issuers.map((value) => ({ tag: 'issue', value }));
    const records = zone.records.filter((record) => record.name === canonical(name) && record.type === 'CAA');
    return records.flatMap(({ values }) => values).map(parseCaa);
  },
  isSigned: async () => scenario.signed,
});
