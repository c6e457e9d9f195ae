import type { Topic } from '../topic.ts';

export const overview: Topic = {
  id: 'overview',
  title: { en: 'The whole setup', ko: '전체 구성' },
  summary: { en: 'everything stepway builds, in one picture', ko: 'stepway가 만드는 것을 한 장의 그림으로' },
  words: ['stepway', 'architecture', 'picture', 'up', 'plan', '구성도', '구조', '아키텍처', '그림'],
  see: ['entry', 'vpc', 'costs', 'rehearsal', 'stopping'],
  text: {
    en: `
  visitor ──▶ DNS (Route 53): where is app.example.com?
     │
     │  https                certificate (ACM)
  ┌──┼──────────────── VPC ─────────────────────────┐
  │  ▼                                              │
  │  load balancer (ALB)      public subnets        │
  │  │  80 (nginx)                                  │
  │  ▼                                              │
  │  server (EC2)             public subnet         │
  │  │  5432 or 3306                                │
  │  ▼                                              │
  │  database (RDS)           private subnets       │
  └─────────────────────────────────────────────────┘

The arrows are the only ways in: the internet reaches the load balancer, the load balancer reaches port 80 of the server, where nginx passes requests on to your app, and your app reaches the database. Security groups enforce this.

Everything runs in your own AWS account and belongs to you. If you stop using stepway, your site stays up.

# What stepway does
\`stepway up\` asks a few questions, shows the plan with its price, and builds everything in about five minutes, plus the time you need to set the name servers. \`stepway plan\` only shows the plan. \`stepway doctor\` follows this chain and reports the first broken link.
`,
    ko: `
  방문자 ──▶ DNS(Route 53): app.example.com은 어디죠?
     │
     │  https                인증서(ACM)
  ┌──┼──────────────── VPC ─────────────────────────┐
  │  ▼                                              │
  │  로드 밸런서(ALB)         퍼블릭 서브넷         │
  │  │  80(nginx)                                   │
  │  ▼                                              │
  │  서버(EC2)                퍼블릭 서브넷         │
  │  │  5432 또는 3306                              │
  │  ▼                                              │
  │  데이터베이스(RDS)        프라이빗 서브넷       │
  └─────────────────────────────────────────────────┘

들어오는 길은 화살표로 표시한 것뿐입니다. 인터넷에서는 로드 밸런서까지만, 로드 밸런서에서는 서버의 80번 포트까지만 접속할 수 있습니다. 80번에서는 nginx가 요청을 받아 앱에 넘겨줍니다. 데이터베이스에는 앱만 접속할 수 있습니다. 나머지는 보안 그룹이 막습니다.

모든 자원은 여러분의 AWS 계정에 만들며, 여러분의 소유입니다. stepway를 지워도 사이트는 그대로 돌아갑니다.

# stepway가 하는 일
\`stepway up\`이 몇 가지를 묻고 계획과 비용을 보여 준 뒤, 약 5분이면 모두 만듭니다(네임서버를 바꾸는 시간은 별도). \`stepway plan\`은 보여 주기만 합니다. 접속이 안 되면 \`stepway doctor\`가 이 순서대로 따라가며 처음 끊긴 곳을 찾습니다.
`,
  },
};
