import type { Entry } from '../entry/entry.ts';

export const loadBalancerEntry: Entry = {
  id: 'load-balancer',
  choice: {
    en: 'Through a load balancer: AWS handles HTTPS, the server stays behind it',
    ko: '로드 밸런서로: HTTPS와 인증서 갱신을 AWS가 맡습니다',
  },
  https: 'aws',
  front: {
    group: { id: 'load-balancer-group', title: { en: 'Load balancer firewall', ko: '로드 밸런서의 방화벽' } },
    description: 'Load balancer: HTTP and HTTPS from the internet',
    toServer: {
      id: 'server-web',
      title: { en: 'Load balancer → server, port 80', ko: '로드 밸런서 → 서버 80번 포트' },
    },
  },
  opens: [
    {
      id: 'load-balancer-http',
      title: { en: 'Internet → load balancer, port 80', ko: '모두 → 로드 밸런서 80번 포트' },
      port: 80,
    },
    {
      id: 'load-balancer-https',
      title: { en: 'Internet → load balancer, port 443', ko: '모두 → 로드 밸런서 443번 포트' },
      port: 443,
    },
  ],
};
