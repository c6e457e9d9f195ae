import type { Topic } from '../topic.ts';

export const routeTable: Topic = {
  id: 'route-table',
  title: {
    en: 'Route table',
    ko: '라우팅 테이블',
  },
  summary: {
    en: 'The signposts of a subnet.',
    ko: '서브넷의 이정표입니다.',
  },
  words: ['route', '라우팅', '경로', 'routing'],
  picture: {
    en: [
      '  public    10.0.0.0/16 ──▶ inside the VPC',
      '            0.0.0.0/0   ──▶ internet gateway',
      '  private   10.0.0.0/16 ──▶ inside the VPC',
    ].join('\n'),
    ko: [
      '  퍼블릭    10.0.0.0/16 ──▶ VPC 내부',
      '            0.0.0.0/0   ──▶ 인터넷 게이트웨이',
      '  프라이빗  10.0.0.0/16 ──▶ VPC 내부',
    ].join('\n'),
  },
  text: {
    en: 'A route table says where traffic goes, by its destination: to the rest of the VPC directly, to everything else (0.0.0.0/0) through the internet gateway, or nowhere. Each subnet follows one table; which one makes it public or private.',
    ko: '라우팅 테이블은 목적지에 따라 트래픽을 어디로 보낼지 정합니다. VPC 안으로는 바로, 그 밖(0.0.0.0/0)은 인터넷 게이트웨이로, 또는 길이 없음. 서브넷마다 테이블 하나를 따르고, 어떤 테이블을 따르는지에 따라 퍼블릭과 프라이빗이 갈립니다.',
  },
  here: {
    en: 'Makes two: one with the road to the internet for the public subnets, one without for the private ones. `stepway up` puts a missing route back.',
    ko: '두 개를 만듭니다. 퍼블릭 서브넷용에는 인터넷으로 가는 길이 있고, 프라이빗 서브넷용에는 없습니다. 사라진 경로는 `stepway up`이 되살립니다.',
  },
  about: ['public-route-table', 'private-route-table'],
  see: ['subnet', 'internet-gateway'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html'],
};
