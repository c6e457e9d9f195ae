import type { AccountData } from './account.ts';
import type { Clock } from '../clock.ts';
import type { Dns } from '../dns/dns.ts';
import { caaOf } from './caa.ts';
import { canonical, zoneFor } from './route53/data.ts';
import type { Scenario } from './scenarios.ts';

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
    return caaOf(zone, scenario, name);
  },
  hasLeftoverDs: async () => scenario.signed,
});
