import type { Chapter } from '../chapter.ts';
import { entryLink, recordsLink } from '../entry/links.ts';
import { entry } from '../firewall/questions.ts';
import { script } from './by-hand.ts';
import { loadBalancerEntry } from './entry.ts';
import { healthy } from './healthy.ts';
import { httpListener, httpsListener } from './listeners.ts';
import { loadBalancer } from './load-balancer.ts';
import { errorsOfApp, requests, responseTime } from './metrics.ts';
import { balancing } from './prices.ts';
import { loadBalancerSettings, targetGroupSettings } from './settings.ts';
import { aliasElsewhere } from './site-elsewhere.ts';
import { aliases } from './site-records.ts';
import { target, targetGroup } from './target-group.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    /** The load balancer's DNS name. */
    readonly loadBalancer?: string;
  }
}

export const loadBalancerChapter: Chapter = {
  id: 'load-balancer',
  title: { en: 'Load balancer', ko: '로드 밸런서' },
  why: {
    en: 'The load balancer is the entry point: it handles HTTPS, redirects HTTP to HTTPS, and forwards requests to your server while it is healthy. If you add a second server later, visitors will not notice when one of them restarts.',
    ko: '로드 밸런서는 사이트의 입구입니다. 방문자와 HTTPS로 통신하고, HTTP로 들어온 방문자는 HTTPS로 보내며, 서버가 정상일 때 요청을 서버로 넘겨줍니다. 나중에 서버를 한 대 더 두면, 한 대가 재시작해도 방문자는 알아채지 못합니다.',
  },
  asks: [],
  steps: [
    loadBalancer,
    loadBalancerSettings,
    targetGroup,
    targetGroupSettings,
    target,
    httpListener,
    httpsListener,
    ...Object.values(aliases),
    aliasElsewhere,
    healthy,
  ],
  links: [
    recordsLink(...Object.values(aliases), aliasElsewhere),
    entryLink(loadBalancer, loadBalancerSettings),
    {
      id: 'listeners',
      title: { en: 'Listeners', ko: '리스너' },
      at: 'entry',
      steps: [httpListener, httpsListener],
    },
    {
      id: 'health',
      title: { en: 'App health', ko: '앱 상태' },
      at: 'health',
      steps: [targetGroup, targetGroupSettings, target, healthy],
    },
  ],
  station: (answered) =>
    answered(entry) === loadBalancerEntry.id
      ? {
          at: 'entry',
          on: 'public',
          sign: 'split',
          name: { en: 'Load balancer', ko: '로드 밸런서' },
          details: { en: 'ALB · certificate from ACM', ko: 'ALB · ACM 인증서' },
          port: 443,
        }
      : undefined,
  gauges(made) {
    const arn = made(loadBalancer)?.['loadBalancerArn'];
    if (typeof arn !== 'string') return [];
    const balancer = { loadBalancerArn: arn };
    return [
      {
        id: 'requests',
        at: 'entry',
        title: { en: 'Requests', ko: '요청 수' },
        unit: 'count',
        metric: { ...requests(balancer), statistic: 'Sum' },
      },
      {
        id: 'errors',
        at: 'entry',
        title: { en: 'Errors of the app (5xx)', ko: '앱 오류(5xx)' },
        unit: 'count',
        metric: { ...errorsOfApp(balancer), statistic: 'Sum' },
      },
      {
        id: 'latency',
        at: 'entry',
        title: { en: 'Response time (95 of 100)', ko: '응답 시간(100번 중 95번)' },
        unit: 'seconds',
        metric: { ...responseTime(balancer), statistic: 'p95' },
      },
    ];
  },
  shows: ({ loadBalancer }) => [
    { at: 'entry', what: { en: 'Load balancer', ko: '로드 밸런서' }, lines: [loadBalancer] },
  ],
  rates: [balancing],
  script,
};
