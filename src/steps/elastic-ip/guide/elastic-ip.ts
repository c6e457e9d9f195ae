import type { Topic } from '../../../guide/topic.ts';

export const elasticIp: Topic = {
  id: 'elastic-ip',
  title: { en: 'Elastic IP, and when you need one', ko: '탄력적 IP, 그리고 필요한 경우' },
  summary: { en: 'a public address that stays the same', ko: '바뀌지 않는 공인 IP 주소' },
  words: [
    'eip',
    'ip',
    'ip address',
    'elastic',
    'static ip',
    'fixed ip',
    'public ip',
    'allowlist',
    'whitelist',
    '탄력적ip',
    '탄력적 ip',
    '고정 ip',
    '고정ip',
    '공인 ip',
    '아이피',
    '공인 아이피',
    '화이트리스트',
  ],
  about: ['elastic-ip', 'elastic-ip-association', 'server-http', 'server-https'],
  see: ['entry', 'alb', 'ec2', 'costs'],
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html'],
  text: {
    en: `
A server's public address is borrowed: stop and start the server, and it gets a different one. (A reboot keeps it.) An Elastic IP belongs to your account and stays the same until you release it.

You need one if

- visitors connect directly to the server, without a load balancer;
- your server calls an outside service (a bank, a partner's API) that accepts only known addresses;
- your server talks to the outside directly and must be recognized by its address.

Behind a load balancer you do not need one: the domain points at the load balancer, and the load balancer finds the server by its ID, whatever its address.

It costs 0.005 USD an hour (3.65 a month), like every public IPv4 address, even while it is unattached. The default quota is five per region.

# What stepway does
With \`--entry elastic-ip\` it allocates one, attaches it to the server and points the domain at it. Behind a load balancer it does so only with \`--elastic-ip\`. \`stepway teardown\` releases it; you cannot get the same address back.
`,
    ko: `
서버의 공인 IP는 잠시 빌린 것이라, 서버를 중지했다 시작하면 다른 주소로 바뀝니다(재부팅만 하면 그대로입니다). 탄력적 IP는 내 계정의 것이라 돌려주기 전까지 바뀌지 않습니다.

필요한 경우:

- 로드 밸런서 없이 방문자가 서버로 바로 올 때
- 은행이나 제휴사 API처럼 등록된 IP만 허용하는 외부 서비스를 서버가 호출할 때
- 서버가 외부와 직접 통신하고 그 주소가 고정되어야 할 때

로드 밸런서 뒤에서는 필요 없습니다. 도메인은 로드 밸런서를 가리키고, 로드 밸런서는 주소가 아니라 인스턴스 ID로 서버를 찾기 때문입니다.

공인 IPv4 주소가 모두 그렇듯 시간당 0.005달러(월 3.65달러)이고, 어디에도 연결하지 않아도 요금이 나옵니다. 처음에는 리전마다 5개까지 쓸 수 있습니다.

# stepway가 하는 일
\`--entry elastic-ip\`라면 하나를 만들어 서버에 연결하고 도메인이 가리키게 합니다. 로드 밸런서를 쓸 때는 \`--elastic-ip\`를 고른 경우에만 만듭니다. \`stepway teardown\`은 주소를 돌려주며, 같은 주소를 다시 받을 수는 없습니다.
`,
  },
};
