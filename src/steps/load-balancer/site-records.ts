import { ourLoadBalancer } from '../../aws/load-balancing.ts';
import type { Context } from '../../engine/context.ts';
import { bareName } from '../domain/find-hosted-zone.ts';
import { anyZone } from '../domain/hosted-zone.ts';
import { siteRecord, type Target } from '../domain/site-record.ts';
import { loadBalancer } from './load-balancer.ts';
import { loadBalancerEntry } from './entry.ts';

const target = (needs: { loadBalancer: { dnsName: string; dnsZoneId: string } }): Target => ({
  dnsName: bareName(needs.loadBalancer.dnsName),
  dnsZoneId: needs.loadBalancer.dnsZoneId,
});

/** A load balancer's DNS name begins with its own name, which is unique in a region. */
const isOurs = async (context: Context, to: string) =>
  to.replace(/^dualstack\./, '').startsWith(`${ourLoadBalancer(context)}-`.toLowerCase()) &&
  to.endsWith(`.${context.region}.elb.amazonaws.com`);

export const siteAlias = siteRecord({
  id: 'site-alias',
  title: { en: 'Domain points at the load balancer', ko: '도메인과 로드 밸런서 연결' },
  prefix: '',
  entry: loadBalancerEntry,
  needs: { zone: anyZone, loadBalancer },
  target,
  isOurs,
});

export const wwwAlias = siteRecord({
  id: 'www-alias',
  title: { en: 'www. points at the load balancer', ko: 'www.와 로드 밸런서 연결' },
  prefix: 'www.',
  entry: loadBalancerEntry,
  needs: { zone: anyZone, loadBalancer },
  target,
  isOurs,
});
