import type { Topic } from '../../../guide/topic.ts';

export const routeTables: Topic = {
  id: 'route-tables',
  title: { en: 'Route tables', ko: '라우팅 테이블' },
  summary: { en: "where a subnet's traffic goes", ko: '트래픽을 어디로 보낼지 정하는 표' },
  words: ['route table', 'route', 'routes', 'routing', '라우팅', '라우트', '경로', '라우팅테이블'],
  about: [
    'public-route-table',
    'private-route-table',
    'default-route',
    'public-association-a',
    'public-association-b',
    'private-association-a',
    'private-association-b',
  ],
  see: ['subnets', 'internet-gateway', 'nat-gateway'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html'],
  text: {
    en: `
Each subnet uses exactly one route table. It decides where every outgoing packet goes; the most specific route wins.

  public                            private
  destination     target            destination     target
  10.20.0.0/16    local             10.20.0.0/16    local
  0.0.0.0/0       internet gateway

\`local\` is always there: inside a VPC, everything can route to everything (security groups decide who may connect). 0.0.0.0/0 means "everything else", that is, the internet. The private table has no such route, and that alone makes its subnets private.

A subnet without an explicit association uses the VPC's main route table.

# What stepway does
It creates one table for the public subnets and one for the private ones, associates each subnet with its own, and leaves the main table empty. If someone changes a route later, \`stepway status\` shows it and \`stepway up\` restores it.
`,
    ko: `
서브넷마다 라우팅 테이블이 하나씩 연결됩니다. 서브넷에서 나가는 패킷을 어디로 보낼지 정하고, 여러 줄에 해당하면 더 구체적인 줄을 따릅니다.

  퍼블릭                            프라이빗
  목적지          보낼 곳           목적지          보낼 곳
  10.20.0.0/16    local             10.20.0.0/16    local
  0.0.0.0/0       인터넷 게이트웨이

\`local\`은 항상 있습니다. 같은 VPC 안에서는 어디로든 길이 있고, 실제로 통신해도 되는지는 보안 그룹이 정합니다. 0.0.0.0/0은 "나머지 전부", 곧 인터넷입니다. 프라이빗 테이블에는 이 줄이 없습니다. 그 차이 하나로 프라이빗 서브넷이 됩니다.

테이블을 따로 연결하지 않은 서브넷은 VPC의 기본 테이블을 씁니다.

# stepway가 하는 일
퍼블릭용과 프라이빗용 테이블을 하나씩 만들어 서브넷마다 연결하고, 기본 테이블은 비워 둡니다. 누가 경로를 바꾸면 \`stepway status\`에 나타나고 \`stepway up\`이 되돌립니다.
`,
  },
};
