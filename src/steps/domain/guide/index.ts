import type { Pages } from '../../../guide/topic.ts';
import { delegation } from './delegation.ts';
import { dns } from './dns.ts';
import { dnsElsewhere } from './dns-elsewhere.ts';
import { hostedZone } from './hosted-zone.ts';
import { movingDns } from './moving-dns.ts';
import { nameServers } from './name-servers.ts';
import { registrarPages } from './registrars/index.ts';
import { www } from './www.ts';

export const pages: Pages = {
  domain: [dns, hostedZone, nameServers, delegation, movingDns, dnsElsewhere, www],
  registrars: registrarPages,
};
