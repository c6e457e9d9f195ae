import { bareName } from '../domain/find-hosted-zone.ts';
import { siteElsewhere } from '../domain/elsewhere/site.ts';
import { loadBalancerEntry } from './entry.ts';
import { loadBalancer } from './load-balancer.ts';

export const aliasElsewhere = siteElsewhere({
  kind: 'alias',
  entry: loadBalancerEntry,
  needs: { loadBalancer },
  target: ({ loadBalancer: { dnsName, dnsZoneId } }) => ({ dnsName: bareName(dnsName), dnsZoneId }),
});
