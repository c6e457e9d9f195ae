import type { Entry } from '../entry/entry.ts';

export const elasticIpEntry: Entry = {
  id: 'elastic-ip',
  choice: {
    en: 'Directly to the server: saves 24 USD a month, the server handles HTTPS',
    ko: '서버로 바로: 월 약 24달러를 아끼고, HTTPS 인증서는 서버가 직접 갱신합니다',
  },
  https: 'server',
  opens: [
    { id: 'server-http', title: { en: 'Internet → server, port 80', ko: '모두 → 서버 80번 포트' }, port: 80 },
    { id: 'server-https', title: { en: 'Internet → server, port 443', ko: '모두 → 서버 443번 포트' }, port: 443 },
  ],
};
