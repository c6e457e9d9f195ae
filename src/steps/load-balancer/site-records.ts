import { certificate } from '../certificate/certificate.ts';
import { bareName } from '../domain/find-hosted-zone.ts';
import { anyZone } from '../domain/hosted-zone.ts';
import { siteRecords } from '../domain/site-record.ts';
import { loadBalancerEntry } from './entry.ts';
import { healthy } from './healthy.ts';
import { httpListener, httpsListener } from './listeners.ts';
import { loadBalancer } from './load-balancer.ts';

export const aliases = siteRecords({
  kind: 'alias',
  to: { en: 'the load balancer', ko: '로드 밸런서' },
  entry: loadBalancerEntry,
  needs: { zone: anyZone, loadBalancer },
  before: [certificate],
  once: [httpListener, httpsListener, healthy],
  target: ({ loadBalancer: { dnsName, dnsZoneId } }) => ({ dnsName: bareName(dnsName), dnsZoneId }),
});
