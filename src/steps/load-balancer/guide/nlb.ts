import type { Topic } from '../../../guide/topic.ts';

export const nlb: Topic = {
  id: 'nlb',
  title: { en: 'ALB or NLB', ko: 'ALB와 NLB의 차이' },
  summary: {
    en: 'layer 7 or layer 4, and why this setup uses an ALB',
    ko: '7계층과 4계층의 차이, ALB를 쓰는 이유',
  },
  words: [
    'network load balancer',
    'layer 4',
    'layer 7',
    'l4',
    'l7',
    'alb vs nlb',
    'osi',
    '4계층',
    '7계층',
    '네트워크 로드 밸런서',
    '차이',
  ],
  see: ['alb', 'entry', 'health-checks'],
  links: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html'],
  text: {
    en: `
                    ALB                       NLB
  layer             7: HTTP, HTTPS, gRPC      4: TCP, UDP, TLS
  decides by        path, host, header        address and port
  can redirect      yes, HTTP to HTTPS        no
  address           changes; use its name     can be fixed (Elastic IP)
  good for          websites and APIs         games, MQTT, high volume

Layer 4 sees only the envelope: the sender and the port. That is simple and fast. Layer 7 opens the envelope and reads the request: it can route /api and /images differently, redirect to HTTPS, or request a page to check that your app is healthy.

Use an NLB for something other than HTTP, or when partners need fixed IP addresses to connect to you.

# What stepway does
It creates an ALB, because a website needs the redirect and health checks by path. It creates no NLB. If an outside service needs to know the address your server connects from, that is a different need: \`--elastic-ip\`.
`,
    ko: `
                    ALB                       NLB
  계층              7: HTTP, HTTPS, gRPC      4: TCP, UDP, TLS
  나누는 기준       경로, 호스트, 헤더        IP와 포트
  리디렉션          HTTP를 HTTPS로 가능       불가능
  주소              바뀜(이름을 사용)         고정 가능(탄력적 IP)
  어울리는 곳       웹 사이트, API            게임, MQTT, 대량 연결

4계층은 봉투만 봅니다. 누가 어느 포트로 보냈는지만 보니 단순하고 빠릅니다. 7계층은 봉투를 열어 요청을 읽습니다. 그래서 /api와 /images를 다른 곳으로 보내거나, "https로 다시 오세요"라고 답하거나, 특정 페이지로 앱이 정상인지 물어볼 수 있습니다.

HTTP가 아닌 통신을 받거나, 협력사에 우리 입구의 고정 IP를 알려 줘야 한다면 NLB를 씁니다.

# stepway가 하는 일
웹 사이트에는 리디렉션과 경로별 상태 확인이 필요하므로 ALB를 만듭니다. NLB는 만들지 않습니다. 우리 서버가 밖으로 나갈 때의 IP를 외부에 등록해야 한다면 그것은 \`--elastic-ip\`로 해결합니다.
`,
  },
};
