import type { Topic } from '../topic.ts';

export const loadBalancer: Topic = {
  id: 'load-balancer',
  title: {
    en: 'Load balancers: ALB and NLB',
    ko: '로드 밸런서: ALB와 NLB',
  },
  summary: {
    en: 'The entrance in front of your servers.',
    ko: '서버 앞에 서 있는 입구입니다.',
  },
  words: [
    'load balancer',
    '로드 밸런서',
    'alb',
    'nlb',
    'elb',
    'listener',
    '리스너',
    'target group',
    '대상 그룹',
    'redirect',
  ],
  text: {
    en: 'A load balancer takes visitors in and hands them to healthy servers. An Application Load Balancer (ALB) understands HTTP: it ends HTTPS, redirects http to https and can choose by path. A Network Load Balancer (NLB) only passes packets on: for games, mail or very many connections.\n\nA listener says what happens on a port; a target group lists the servers and how their health is checked.',
    ko: '로드 밸런서는 방문자를 받아 건강한 서버에 넘깁니다. ALB(Application Load Balancer)는 HTTP를 이해해 HTTPS를 처리하고, http를 https로 보내고, 경로에 따라 나눌 수 있습니다. NLB(Network Load Balancer)는 패킷만 전달하며 게임, 메일, 아주 많은 연결에 씁니다.\n\n리스너는 포트별로 할 일을, 대상 그룹은 서버 목록과 상태 확인 방법을 정합니다.',
  },
  here: {
    en: 'Makes an ALB in two zones with a modern TLS policy: 80 redirects to 443, 443 goes to your server. It drops malformed headers.',
    ko: '두 가용 영역에 최신 TLS 정책의 ALB를 만듭니다. 80은 443으로 보내고 443은 서버로 넘기며, 잘못된 헤더는 버립니다.',
  },
  about: ['load-balancer', 'target-group', 'https-listener'],
  see: ['entry', 'health-check', 'certificate'],
  links: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/introduction.html'],
};
