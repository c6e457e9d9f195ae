import type { Topic } from '../topic.ts';

export const route53: Topic = {
  id: 'route-53',
  title: {
    en: 'Route 53 and hosted zones',
    ko: 'Route 53과 호스팅 영역',
  },
  summary: {
    en: "AWS's DNS: it tells browsers where your site is.",
    ko: '브라우저에 사이트 위치를 알려 주는 AWS의 DNS입니다.',
  },
  words: [
    'route 53',
    'route53',
    'dns',
    'hosted zone',
    '호스팅 영역',
    'record',
    '레코드',
    'alias',
    '별칭',
    'cname',
    'zone',
  ],
  text: {
    en: 'DNS turns a name into an address. A hosted zone is the book of records of one domain: A (an address), CNAME (another name), MX (mail), TXT (proofs). Route 53 keeps it on name servers all over the world for 0.50 USD a month.\n\nAn alias record leads the domain itself to a load balancer, which a CNAME may not do at the top of a zone.',
    ko: 'DNS는 이름을 주소로 바꿉니다. 호스팅 영역은 한 도메인의 레코드 장부입니다. A(주소), CNAME(다른 이름), MX(메일), TXT(증명) 같은 레코드가 들어갑니다. Route 53은 이 장부를 전 세계 네임서버에 두고 월 0.50 USD를 받습니다.\n\n별칭(Alias) 레코드는 도메인 자체를 로드 밸런서로 연결합니다. 영역의 맨 위에는 CNAME을 쓸 수 없기 때문입니다.',
  },
  here: {
    en: 'Uses a hosted zone of exactly that name when your account has one, and never deletes it or records that it did not make; otherwise it makes one. --hosted-zone names one by its id.',
    ko: '계정에 같은 이름의 호스팅 영역이 있으면 그것을 쓰고, 그 영역과 직접 만들지 않은 레코드는 절대 삭제하지 않습니다. 없으면 새로 만듭니다. --hosted-zone으로 ID를 지정할 수도 있습니다.',
  },
  about: ['zone', 'hosted-zone', 'site-alias'],
  see: ['name-servers', 'domain', 'certificate'],
  links: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/Welcome.html'],
};
