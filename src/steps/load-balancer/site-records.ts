import { bareName } from '../domain/find-hosted-zone.ts';
import { siteRecord, type Target } from '../domain/site-record.ts';
import { loadBalancer } from './load-balancer.ts';

const way = 'load-balancer';

const target = (needs: { loadBalancer: { dnsName: string; dnsZoneId: string } }): Target => ({
  dnsName: bareName(needs.loadBalancer.dnsName),
  dnsZoneId: needs.loadBalancer.dnsZoneId,
});

export const siteAlias = siteRecord({
  id: 'site-alias',
  title: { en: 'Domain points at the load balancer', ko: '도메인과 로드 밸런서 연결' },
  prefix: '',
  way,
  needs: { loadBalancer },
  target,
});

export const wwwAlias = siteRecord({
  id: 'www-alias',
  title: { en: 'www. points at the load balancer', ko: 'www.와 로드 밸런서 연결' },
  prefix: 'www.',
  way,
  needs: { loadBalancer },
  target,
});
