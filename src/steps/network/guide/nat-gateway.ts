import type { Topic } from '../../../guide/topic.ts';

export const natGateway: Topic = {
  id: 'nat-gateway',
  title: { en: 'NAT gateway, and why there is none', ko: 'NAT 게이트웨이, 그리고 없는 이유' },
  summary: {
    en: 'a way out for private subnets; costs more than the server',
    ko: '프라이빗 서브넷의 출구, 서버보다 비쌈',
  },
  words: ['nat', 'outbound', 'egress', '나트', '아웃바운드'],
  see: ['subnets', 'internet-gateway', 'costs', 'route-tables'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html'],
  text: {
    en: `
A server in a private subnet cannot fetch updates: it has no route out. A NAT gateway provides one, in one direction only. It sits in a public subnet, connects to the internet on the server's behalf, and lets nobody connect inward.

  private subnet            public subnet
  server ──────────────────▶ NAT gateway ──▶ internet gateway ──▶ internet
           out: yes                            in: no

It is standard practice for companies with many servers. For one server it is expensive: about 33 USD a month in Virginia, 43 in Seoul, plus a fee per GB. That is more than the server and its disk.

# What stepway does
It creates none. The server has a public address, and its firewall allows only the load balancer in, so the effect is the same: out yes, in no. The database needs no outbound access. If you outgrow this, add one in the console: \`stepway teardown\` leaves what it did not create, and says so.
`,
    ko: `
프라이빗 서브넷에 있는 서버는 나갈 길이 없어 업데이트도 받지 못합니다. NAT 게이트웨이는 나가는 방향만 열어 줍니다. 퍼블릭 서브넷에 있으면서 자기 주소로 인터넷과 통신하고, 밖에서 먼저 시작한 연결은 들이지 않습니다.

  프라이빗 서브넷           퍼블릭 서브넷
  서버 ────────────────────▶ NAT 게이트웨이 ─▶ 인터넷 게이트웨이 ─▶ 인터넷
           나가기: 됨                         들어오기: 안 됨

서버가 많은 회사에서는 흔히 쓰지만 서버 한 대에는 비쌉니다. 버지니아는 월 약 33달러, 서울은 43달러에 GB당 요금이 더 붙어서, 서버와 디스크를 합친 것보다 비쌉니다.

# stepway가 하는 일
만들지 않습니다. 서버에 공인 IP를 주고 방화벽이 로드 밸런서만 들이면 효과가 같기 때문입니다. 나갈 수는 있고 들어올 수는 없습니다. 데이터베이스는 나갈 일이 없습니다. 나중에 필요해지면 콘솔에서 직접 추가하세요. \`stepway teardown\`은 직접 추가하신 것을 지우지 않고 알려 줍니다.
`,
  },
};
