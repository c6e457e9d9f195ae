import { ourLoadBalancer } from '../../aws/load-balancing.ts';
import type { Context } from '../../engine/step.ts';
import { bareName } from '../domain/find-hosted-zone.ts';
import { anyZone } from '../domain/hosted-zone.ts';
import { siteRecords } from '../domain/site-record.ts';
import { loadBalancer } from './load-balancer.ts';
import { loadBalancerEntry } from './entry.ts';

/** A load balancer's DNS name begins with its own name, which is unique in a region. */
const isOurs = async (context: Context, to: string) =>
  to.replace(/^dualstack\./, '').startsWith(`${ourLoadBalancer(context)}-`.toLowerCase()) &&
  to.endsWith(`.${context.region}.elb.amazonaws.com`);

export const aliases = siteRecords({
  kind: 'alias',
  to: { en: 'the load balancer', ko: '로드 밸런서' },
  entry: loadBalancerEntry,
  needs: { zone: anyZone, loadBalancer },
  target: ({ loadBalancer: { dnsName, dnsZoneId } }) => ({ dnsName: bareName(dnsName), dnsZoneId }),
  isOurs,
});
