import type { Topic } from '../topic.ts';

export const internetGateway: Topic = {
  id: 'internet-gateway',
  title: {
    en: 'Internet gateway',
    ko: '인터넷 게이트웨이',
  },
  summary: {
    en: 'The door between your network and the internet.',
    ko: '내 네트워크와 인터넷 사이의 문입니다.',
  },
  words: ['gateway', '게이트웨이', 'igw', '인터넷'],
  text: {
    en: 'An internet gateway is attached to a VPC and lets machines with a public address talk to the internet, in both directions. It costs nothing and never becomes a bottleneck. Only subnets whose route table points at it use it.',
    ko: '인터넷 게이트웨이는 VPC에 붙어, 공인 IP가 있는 자원이 인터넷과 양방향으로 통신하게 합니다. 무료이고 병목이 되지 않습니다. 라우팅 테이블이 이 게이트웨이를 가리키는 서브넷만 사용합니다.',
  },
  here: {
    en: 'Makes one, attaches it, and sets the default route of the public subnets to it.',
    ko: '하나를 만들어 VPC에 붙이고, 퍼블릭 서브넷의 기본 경로를 여기로 보냅니다.',
  },
  about: ['internet-gateway'],
  see: ['vpc', 'route-table'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html'],
};
