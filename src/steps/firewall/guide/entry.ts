import type { Topic } from '../../../guide/topic.ts';

export const entry: Topic = {
  id: 'entry',
  title: { en: 'Entry point: load balancer or Elastic IP', ko: '입구: 로드 밸런서와 탄력적 IP 중에서' },
  summary: {
    en: 'two ways to serve visitors, and which one fits you',
    ko: '방문자를 받는 두 가지 방법과 고르는 기준',
  },
  words: ['entrance', 'way in', 'load balancer or elastic ip', '입구', '진입', '로드 밸런서 없이'],
  about: ['entry'],
  see: ['alb', 'elastic-ip', 'https', 'acm', 'costs'],
  text: {
    en: `
                     load-balancer              elastic-ip
  visitors meet      the load balancer          the server (nginx)
  certificate        ACM; AWS renews it         Let's Encrypt; server renews
  per month          about 24 USD more          no extra cost
  server restarts    visitors see an error      visitors get no response
                     until it is back           until it is back
  second server      can be added               not without rebuilding
  open ports         80, 443 of the balancer    80, 443 of the server

Choose \`load-balancer\` if the site earns money, if you will want a second server, or if you would rather not think about certificates. Choose \`elastic-ip\` for learning, a hobby project, or a small team's tool.

A free ACM certificate normally cannot be installed on an EC2 server, only on services such as a load balancer. That is why \`elastic-ip\` uses a Let's Encrypt certificate.

# What stepway does
\`--entry load-balancer\` is the default. With \`--entry elastic-ip\` there is no load balancer and no ACM certificate: the server gets an Elastic IP, and a service beside nginx gets and renews the certificate once the domain points at it. Until then the site answers by HTTP. You can change it later: the new way in is built beside the old one.
`,
    ko: `
                     load-balancer              elastic-ip
  방문자를 받는 곳   로드 밸런서                서버(nginx)
  인증서             ACM, 갱신도 AWS가          Let's Encrypt, 서버가 갱신
  월 비용            약 24달러 더 듦            추가 비용 없음
  서버 재시작 중     오류 화면이 보임           응답이 없음
  서버 늘리기        나중에 한 대 더            다시 만들어야 함
  외부에 여는 포트   로드 밸런서의 80, 443      서버의 80, 443

수익이 나는 서비스이거나, 서버를 늘릴 계획이 있거나, 인증서를 신경 쓰고 싶지 않다면 \`load-balancer\`를 고르세요. 공부, 취미, 작은 팀의 도구라면 \`elastic-ip\`로 충분합니다.

ACM 인증서는 로드 밸런서 같은 AWS 서비스에 붙이는 것이라 보통 EC2 서버에는 직접 설치하지 못합니다. 그래서 두 번째 방법에서는 Let's Encrypt 인증서를 씁니다.

# stepway가 하는 일
기본값은 \`--entry load-balancer\`입니다. \`--entry elastic-ip\`를 고르면 로드 밸런서와 ACM 인증서 대신 서버에 탄력적 IP를 연결하고, nginx가 쓸 인증서를 도메인이 서버를 가리키는 대로 받아 계속 갱신합니다. 그때까지는 HTTP로 응답합니다. 나중에 바꿀 수 있으며, 새 입구를 옛 입구 옆에 먼저 만듭니다.
`,
  },
};
