import type { Topic } from '../../../guide/topic.ts';

export const subnets: Topic = {
  id: 'subnets',
  title: { en: 'Subnets, public and private', ko: '서브넷: 퍼블릭과 프라이빗' },
  summary: {
    en: 'the parts of a network, and which ones face the internet',
    ko: '네트워크의 구획과 인터넷에 연결되는 구획',
  },
  words: [
    'subnet',
    'public subnet',
    'private subnet',
    '서브넷',
    '퍼블릭 서브넷',
    '프라이빗 서브넷',
    '퍼블릭',
    '프라이빗',
  ],
  about: [
    'public-subnet-a',
    'public-subnet-b',
    'private-subnet-a',
    'private-subnet-b',
    'public-subnets',
    'private-subnets',
    'default-subnets',
  ],
  see: ['vpc', 'route-tables', 'internet-gateway', 'rds', 'region'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html'],
  text: {
    en: `
A subnet is a slice of a VPC's addresses, in one availability zone. It lets you separate resources by purpose.

Nothing on a subnet itself says "public" or "private". Its route table decides:

- Public: the route table sends 0.0.0.0/0 to an internet gateway. Anything here with a public address can reach the internet, and be reached from it.
- Private: there is no such route. Nobody outside can get in, whatever a firewall rule says. This is the place for a database.

You need two of each, in two zones: a load balancer requires two, and a database needs a second one to move to.

AWS reserves five addresses in each subnet, so a /24 has 251 left.

# What stepway does
It creates two public subnets (load balancer and server) and two private ones (database). The server is in a public subnet with its own public address, so it can fetch updates without a NAT gateway at 33 to 43 USD a month. Its firewall allows only the load balancer in.
`,
    ko: `
서브넷은 VPC의 주소를 나눈 구획이고, 하나의 가용 영역 안에 있습니다. 역할이 다른 것을 따로 두려고 나눕니다.

서브넷 자체에 "퍼블릭"이나 "프라이빗"이라는 표시는 없습니다. 라우팅 테이블이 결정합니다.

- 퍼블릭: 라우팅 테이블이 0.0.0.0/0을 인터넷 게이트웨이로 보냅니다. 여기 있고 공인 IP가 있으면 밖에서 들어올 수도, 밖으로 나갈 수도 있습니다.
- 프라이빗: 그런 경로가 없습니다. 방화벽 규칙을 실수로 열어도 밖에서 들어올 길이 없어서 데이터베이스를 두기에 알맞습니다.

각각 두 개씩, 가용 영역 두 곳에 만듭니다. 로드 밸런서는 두 곳에 있어야 하고, RDS도 데이터베이스를 옮길 수 있게 두 곳을 요구합니다.

서브넷마다 주소 5개는 AWS가 쓰므로 /24에서 쓸 수 있는 주소는 251개입니다.

# stepway가 하는 일
퍼블릭 서브넷 두 개(로드 밸런서와 서버), 프라이빗 서브넷 두 개(데이터베이스)를 만듭니다. 서버는 퍼블릭 서브넷에 공인 IP와 함께 둡니다. 그래야 월 33~43달러짜리 NAT 게이트웨이 없이도 업데이트를 받을 수 있습니다. 대신 방화벽이 로드 밸런서만 들여보냅니다.
`,
  },
};
