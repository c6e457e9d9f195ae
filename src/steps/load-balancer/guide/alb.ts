import type { Topic } from '../../../guide/topic.ts';

export const alb: Topic = {
  id: 'alb',
  title: { en: 'Load balancer (ALB)', ko: '로드 밸런서(ALB)' },
  summary: {
    en: 'handles HTTPS and forwards visitors to your app',
    ko: 'HTTPS를 처리하고 요청을 앱으로 넘겨주는 사이트의 입구',
  },
  words: [
    'load balancer',
    'application load balancer',
    'elb',
    'listener',
    'listeners',
    'target group',
    'redirect',
    '로드밸런서',
    '리스너',
    '대상 그룹',
    '대상그룹',
    '리디렉션',
    '부하 분산',
  ],
  about: [
    'load-balancer-group',
    'load-balancer-http',
    'load-balancer-https',
    'load-balancer',
    'load-balancer-settings',
    'target-group',
    'target-group-settings',
    'target',
    'http-listener',
    'https-listener',
  ],
  see: ['entry', 'nlb', 'health-checks', 'acm', 'security-groups'],
  links: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html'],
  text: {
    en: `
An Application Load Balancer understands HTTP. It accepts visitors' connections, handles encryption, and forwards each request to a healthy server.

  http  ─▶ listener 80  ── 301 ──▶ "use https instead"
  https ─▶ listener 443 ─────────▶ target group ──▶ server:80, nginx
           with the certificate    asks: are you healthy?

- Listener: a port that it listens on, and what to do with a request.
- Target group: the servers behind it, and how to check their health.
- It can also route by path or host name, and keep a visitor on one server.

It talks plain HTTP to your server, inside the VPC, and passes the visitor's address and protocol in \`X-Forwarded-For\` and \`X-Forwarded-Proto\`. Its own IP addresses change, so never use them: your domain points at it through an alias record.

# What stepway does
It creates the load balancer in two zones, with deletion protection on, malformed headers dropped and 120 seconds of patience with a quiet connection; both listeners, with TLS 1.2 and 1.3 only; the target group with your server; and the alias record. Then it waits until your app passes the health check. One server is enough to start; add a second in the console when you need it.
`,
    ko: `
ALB(Application Load Balancer)는 HTTP를 이해하는 로드 밸런서입니다. 방문자의 연결을 받아 암호화를 처리하고, 정상인 서버로 요청을 넘겨줍니다.

  http  ─▶ 리스너 80  ── 301 ──▶ "https로 다시 오세요"
  https ─▶ 리스너 443 ─────────▶ 대상 그룹 ──▶ 서버:80(nginx)
           인증서는 여기에       정상인지 계속 확인

- 리스너: 어느 포트로 받아서 어떻게 처리할지 정합니다.
- 대상 그룹: 뒤에 있는 서버들과 상태 확인 방법입니다.
- 경로나 호스트에 따라 나눠 보내거나 한 방문자를 같은 서버로 보낼 수도 있습니다.

앱은 VPC 안에서 평범한 HTTP로만 통신하면 됩니다. 원래 방문자는 \`X-Forwarded-For\`와 \`X-Forwarded-Proto\` 헤더로 알 수 있습니다. 로드 밸런서의 IP는 수시로 바뀌니 적어 두지 마세요. 도메인은 별칭(alias) 레코드로 연결합니다.

# stepway가 하는 일
가용 영역 두 곳에 로드 밸런서를 만들고 삭제 방지와 잘못된 헤더 차단을 켜고, 조용한 연결은 120초까지 기다리게 합니다. 리스너 두 개(TLS 1.2와 1.3만), 서버를 등록한 대상 그룹, 별칭 레코드를 만든 뒤 앱이 정상으로 보일 때까지 기다립니다. 처음에는 서버 한 대면 충분하고, 필요하면 나중에 콘솔에서 더 등록하면 됩니다.
`,
  },
};
