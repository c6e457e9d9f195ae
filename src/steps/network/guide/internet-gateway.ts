import type { Topic } from '../../../guide/topic.ts';

export const internetGateway: Topic = {
  id: 'internet-gateway',
  title: { en: 'Internet gateway', ko: '인터넷 게이트웨이' },
  summary: { en: 'the door between a VPC and the internet', ko: 'VPC와 인터넷 사이의 문' },
  words: ['igw', 'internet', '인터넷게이트웨이', '인터넷 연결'],
  about: ['internet-gateway', 'internet-gateway-attachment'],
  see: ['vpc', 'route-tables', 'nat-gateway', 'subnets'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html'],
  text: {
    en: `
A new VPC is closed: no traffic in, none out. An internet gateway opens it in both directions. It is free and scales by itself.

A server is reachable only when three things are in place:

  1. the VPC has an internet gateway
  2. the subnet's route table sends 0.0.0.0/0 to it
  3. the server has a public address

Then the security group must also let the visitor in. If any of these is missing, the connection just times out, with no error that says why.

# What stepway does
It creates the gateway, attaches it to the VPC, and routes the public subnets to it. With \`--network default\`, it uses the default VPC's gateway. \`stepway doctor\` checks all of this, from the visitor inward.
`,
    ko: `
갓 만든 VPC는 닫혀 있습니다. 들어올 수도 나갈 수도 없습니다. 인터넷 게이트웨이는 양쪽으로 열리는 문입니다. 무료이고, 트래픽이 늘어도 병목이 되지 않습니다.

인터넷에서 서버에 접속하려면 세 가지가 모두 맞아야 합니다.

  1. VPC에 인터넷 게이트웨이가 있다
  2. 서브넷의 라우팅 테이블이 0.0.0.0/0을 그리로 보낸다
  3. 서버에 공인 IP가 있다

여기에 보안 그룹도 방문자를 허용해야 합니다. 하나라도 빠지면 아무 설명 없이 시간 초과가 납니다.

# stepway가 하는 일
게이트웨이를 만들어 VPC에 연결하고 퍼블릭 서브넷의 경로를 그리로 보냅니다. \`--network default\`라면 기본 VPC의 게이트웨이를 씁니다. 접속이 안 될 때는 \`stepway doctor\`가 밖에서 안으로 하나씩 확인합니다.
`,
  },
};
