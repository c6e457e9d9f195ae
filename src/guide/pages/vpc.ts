import type { Topic } from '../topic.ts';

export const vpc: Topic = {
  id: 'vpc',
  title: {
    en: 'VPC',
    ko: 'VPC',
  },
  summary: {
    en: 'A network of your own inside AWS.',
    ko: 'AWS 안에 있는 나만의 네트워크입니다.',
  },
  words: ['vpc', 'network', '네트워크', 'private network', '사설망', 'default vpc', '기본 vpc', 'cidr'],
  picture: {
    en: [
      '  ┌ VPC 10.0.0.0/16 ─────────────────────────────┐',
      '  │  zone A               zone B                 │',
      '  │  public subnet        public subnet          │',
      '  │    server, ALB          ALB                  │',
      '  │  private subnet       private subnet         │',
      '  │    database             (its second leg)     │',
      '  └──────────────────────────────────────────────┘',
    ].join('\n'),
    ko: [
      '  ┌ VPC 10.0.0.0/16 ─────────────────────────────┐',
      '  │  가용 영역 A          가용 영역 B            │',
      '  │  퍼블릭 서브넷        퍼블릭 서브넷          │',
      '  │    서버, ALB            ALB                  │',
      '  │  프라이빗 서브넷      프라이빗 서브넷        │',
      '  │    데이터베이스         (예비 자리)          │',
      '  └──────────────────────────────────────────────┘',
    ].join('\n'),
  },
  text: {
    en: 'A VPC (virtual private cloud) is a network that only you use, with private addresses of your choice, such as 10.0.0.0/16. Machines in it reach each other by these addresses; nothing gets in or out except through the gateways and rules that you set.\n\nEvery account has a default VPC in each region, in which all subnets are public. It is handy for a try; a database is better off where the internet has no road to.',
    ko: 'VPC는 나만 쓰는 네트워크로, 10.0.0.0/16처럼 원하는 사설 주소를 씁니다. 그 안의 서버들은 이 주소로 서로 통신하고, 게이트웨이와 규칙으로 열어 둔 길이 아니면 드나들 수 없습니다.\n\n모든 계정에는 리전마다 기본 VPC가 있는데, 서브넷이 전부 퍼블릭입니다. 시험 삼아 쓰기에는 편하지만 데이터베이스는 인터넷에서 길이 없는 곳에 두는 편이 안전합니다.',
  },
  here: {
    en: "Makes a VPC with two public and two private subnets; it costs nothing. With --network default it uses the account's default VPC and never deletes it.",
    ko: '퍼블릭 서브넷 둘과 프라이빗 서브넷 둘이 있는 VPC를 만듭니다(무료). --network default를 쓰면 계정의 기본 VPC를 쓰고, 절대 삭제하지 않습니다.',
  },
  about: ['network', 'vpc', 'default-vpc'],
  see: ['subnet', 'internet-gateway', 'route-table'],
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html'],
};
