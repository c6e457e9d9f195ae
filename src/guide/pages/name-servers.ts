import type { Topic } from '../topic.ts';

export const nameServers: Topic = {
  id: 'name-servers',
  title: {
    en: 'Name servers: why four, and why you',
    ko: '네임서버: 왜 네 개이고, 왜 직접 바꿔야 하나',
  },
  summary: {
    en: 'The one thing that only you can do.',
    ko: '직접 하셔야 하는 단 한 가지 일입니다.',
  },
  words: ['name server', '네임서버', 'nameserver', 'ns', 'delegation', '위임', 'awsdns'],
  picture: {
    en: [
      '  registrar: example.com is answered by',
      '    ns-1.awsdns-01.com  ns-2.awsdns-02.net',
      '    ns-3.awsdns-03.org  ns-4.awsdns-04.co.uk',
      '                │',
      '                ▼',
      '  hosted zone: app.example.com ──▶ load balancer',
    ].join('\n'),
    ko: [
      '  등록 업체: example.com의 담당 네임서버는',
      '    ns-1.awsdns-01.com  ns-2.awsdns-02.net',
      '    ns-3.awsdns-03.org  ns-4.awsdns-04.co.uk',
      '                │',
      '                ▼',
      '  호스팅 영역: app.example.com ──▶ 로드 밸런서',
    ].join('\n'),
  },
  text: {
    en: 'Name servers answer for a domain. Route 53 gives each zone four, under .com, .net, .org and .co.uk: if one of these fails, the others still answer. The registrar must know all four, exactly as they are written; with three the site works until the fourth is needed.\n\nUntil they are changed, the world asks the old ones: your new records and the proof for the certificate are not seen. It takes minutes to hours, up to two days where old answers are remembered.',
    ko: '네임서버는 도메인에 대한 질문에 답합니다. Route 53은 영역마다 .com, .net, .org, .co.uk 아래에 하나씩 네 개를 줍니다. 하나가 멈춰도 나머지가 답합니다. 등록 업체에는 네 개 모두를 글자 그대로 입력해야 합니다.\n\n바꾸기 전까지 세상은 옛 네임서버에 묻기 때문에 새 레코드도, 인증서용 증명도 보이지 않습니다. 보통 몇 분에서 몇 시간, 이전 답이 캐시에 남아 있으면 이틀까지 걸립니다.',
  },
  here: {
    en: 'Shows the four to copy, asks the registry itself whether they are there, and goes on by itself when they are. You may stop meanwhile: `stepway up` goes on from there, even days later.',
    ko: '복사할 네 개를 보여 주고, 상위 레지스트리에 직접 물어 바뀌었는지 확인한 뒤 알아서 이어 갑니다. 그동안 멈춰도 됩니다. 며칠 뒤라도 `stepway up`이 거기서부터 이어 갑니다.',
  },
  about: ['delegated'],
  see: ['domain', 'route-53', 'dns-spoofing'],
  links: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/GetInfoAboutHostedZone.html'],
};
