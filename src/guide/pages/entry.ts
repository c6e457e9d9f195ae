import type { Topic } from '../topic.ts';

export const entry: Topic = {
  id: 'entry',
  title: {
    en: 'Load balancer or Elastic IP?',
    ko: '로드 밸런서와 탄력적 IP 중 무엇을?',
  },
  summary: {
    en: 'Two ways for visitors to come in, and what each costs.',
    ko: '방문자를 받는 두 가지 방법과 비용입니다.',
  },
  words: ['entry', '입구', '방문자', 'https', 'nginx', 'certbot'],
  picture: {
    en: [
      '  load-balancer   visitor ──▶ ALB (HTTPS) ──▶ server',
      '  elastic-ip      visitor ──▶ server (HTTPS by itself)',
    ].join('\n'),
    ko: ['  load-balancer   방문자 ──▶ ALB(HTTPS) ──▶ 서버', '  elastic-ip      방문자 ──▶ 서버(HTTPS도 직접)'].join(
      '\n',
    ),
  },
  text: {
    en: 'Through a load balancer AWS does HTTPS and renews the certificate, the server stays behind it, sick servers get no visitors, and a second server can be added later. It costs about 24 USD a month with its addresses.\n\nStraight to the server is cheaper and simpler. The server then fetches and renews its own certificate, and while it restarts nobody answers.',
    ko: '로드 밸런서를 쓰면 HTTPS와 인증서 갱신을 AWS가 맡고, 서버는 뒤에 숨으며, 아픈 서버에는 방문자를 보내지 않고, 나중에 서버를 늘릴 수도 있습니다. 주소 요금을 포함해 월 약 24 USD입니다.\n\n서버로 바로 받으면 더 저렴하고 단순합니다. 대신 인증서 발급과 갱신을 서버가 직접 하고, 서버가 재시작하는 동안은 응답이 없습니다.',
  },
  here: {
    en: "--entry load-balancer is the default. With --entry elastic-ip the server gets nginx and a free certificate of Let's Encrypt that renews itself.",
    ko: "기본은 --entry load-balancer입니다. --entry elastic-ip를 쓰면 서버에 nginx와 자동으로 갱신되는 Let's Encrypt 무료 인증서를 설치합니다.",
  },
  about: ['entry'],
  see: ['load-balancer', 'elastic-ip', 'certificate', 'cost'],
  links: [],
};
