import type { AnyStep } from '../engine/step.ts';
import { certificate } from '../steps/certificate/certificate.ts';
import { issued } from '../steps/certificate/issued.ts';
import { validationRecords } from '../steps/certificate/validation-records.ts';
import { delegated } from '../steps/domain/delegated.ts';
import { domainChapter } from '../steps/domain/index.ts';
import { firewall } from '../steps/firewall/index.ts';
import { databaseFromServer } from '../steps/firewall/rules.ts';
import { databaseGroup } from '../steps/firewall/groups.ts';
import { databaseChapter } from '../steps/database/index.ts';
import { deliveryChapter } from '../steps/delivery/index.ts';
import { elasticIp, elasticIpAssociation } from '../steps/elastic-ip/elastic-ip.ts';
import { siteAddress, wwwAddress } from '../steps/elastic-ip/site-records.ts';
import { steps } from '../steps/index.ts';
import { healthy } from '../steps/load-balancer/healthy.ts';
import { httpListener, httpsListener } from '../steps/load-balancer/listeners.ts';
import { loadBalancer } from '../steps/load-balancer/load-balancer.ts';
import { loadBalancerSettings, targetGroupSettings } from '../steps/load-balancer/settings.ts';
import { siteAlias, wwwAlias } from '../steps/load-balancer/site-records.ts';
import { target, targetGroup } from '../steps/load-balancer/target-group.ts';
import { networkChapter } from '../steps/network/index.ts';
import { server } from '../steps/server/index.ts';
import type { Words } from '../words.ts';

/** One link of the chain between a visitor and the data: it holds when all its steps do. */
export interface Link {
  readonly id: string;
  readonly title: Words;
  readonly steps: readonly AnyStep[];
}

const toDatabase: readonly AnyStep[] = [databaseGroup, databaseFromServer];

const named: readonly Link[] = [
  {
    id: 'delegation',
    title: { en: 'Name servers', ko: '네임서버' },
    steps: [...domainChapter.steps.filter((step) => step !== delegated), delegated],
  },
  {
    id: 'certificate',
    title: { en: 'Certificate', ko: '인증서' },
    steps: [certificate, validationRecords, issued],
  },
  {
    id: 'records',
    title: { en: 'DNS records', ko: '도메인 레코드' },
    steps: [siteAlias, wwwAlias, siteAddress, wwwAddress],
  },
  { id: 'network', title: { en: 'Network', ko: '네트워크' }, steps: networkChapter.steps },
  {
    id: 'entry',
    title: { en: 'Load balancer or Elastic IP', ko: '로드 밸런서 또는 고정 IP' },
    steps: [loadBalancer, loadBalancerSettings, elasticIp, elasticIpAssociation],
  },
  { id: 'listeners', title: { en: 'Listeners', ko: '리스너' }, steps: [httpListener, httpsListener] },
  {
    id: 'firewall',
    title: { en: 'Firewall rules', ko: '방화벽 규칙' },
    steps: firewall.steps.filter((step) => !toDatabase.includes(step)),
  },
  {
    id: 'health',
    title: { en: 'App health', ko: '앱 상태' },
    steps: [targetGroup, targetGroupSettings, target, healthy],
  },
  { id: 'server', title: { en: 'Server', ko: '서버' }, steps: server.steps },
  { id: 'database', title: { en: 'Database', ko: '데이터베이스' }, steps: [...toDatabase, ...databaseChapter.steps] },
  { id: 'delivery', title: { en: 'App delivery', ko: '앱 배포' }, steps: deliveryChapter.steps },
];

const placed = new Set(named.flatMap((link) => link.steps));

/** The chain from the visitor inwards. What has no place of its own in it is looked at last. */
export const links: readonly Link[] = [
  ...named,
  {
    id: 'rest',
    title: { en: 'Everything else', ko: '그 밖의 것' },
    steps: steps.filter((step) => !placed.has(step)),
  },
];
