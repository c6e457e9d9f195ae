import type { Topic } from '../../../guide/topic.ts';

export const nameServers: Topic = {
  id: 'name-servers',
  title: { en: 'Name servers, and why there are four', ko: '네임서버, 그리고 왜 4개인지' },
  summary: { en: 'the servers that answer for your domain', ko: '내 도메인의 주소를 알려 주는 서버들' },
  words: [
    'name server',
    'nameserver',
    'nameservers',
    'ns',
    'ns record',
    'four',
    'awsdns',
    '네임 서버',
    '네임서버',
    '4개',
    '네 개',
    '왜 4개',
    'ns 레코드',
  ],
  see: ['delegation', 'hosted-zone', 'dns'],
  links: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/GetInfoAboutHostedZone.html'],
  text: {
    en: `
Name servers answer the question "what is the address of this name?" A new hosted zone gets four:

  ns-2048.awsdns-64.com      ns-2050.awsdns-66.org
  ns-2049.awsdns-65.net      ns-2051.awsdns-67.co.uk

Why four?

- If one fails, the others answer. If a domain's only name server is down, so are its site and mail.
- Their names use four different top-level domains (.com, .net, .org, .co.uk), so trouble with one does not affect them all.
- Each of the four runs in many places around the world, and the nearest one answers. Visitors in Seoul and São Paulo both get a quick reply.

All four have the same records. Enter all four at your registrar and remove the old ones: with old and new mixed, some visitors end up in the wrong place.

# What stepway does
It shows the four as soon as they are known, and again with \`stepway outputs\`. They belong to this zone: a recreated zone gets four different ones.
`,
    ko: `
네임서버는 "이 이름의 주소가 뭐죠?"에 답하는 서버입니다. 호스팅 영역을 새로 만들면 네 개를 받습니다.

  ns-2048.awsdns-64.com      ns-2050.awsdns-66.org
  ns-2049.awsdns-65.net      ns-2051.awsdns-67.co.uk

왜 4개일까요?

- 하나에 문제가 생겨도 나머지가 답합니다. 네임서버가 하나뿐인데 멈추면 사이트도 메일도 함께 사라집니다.
- 네 개의 이름은 서로 다른 최상위 도메인(.com, .net, .org, .co.uk)에 있습니다. 그중 하나에 통째로 문제가 생겨도 모두 끊기지는 않습니다.
- 하나하나가 세계 여러 곳에서 답하고 그중 가까운 곳이 응답합니다. 서울의 방문자도 상파울루의 방문자도 오래 기다리지 않습니다.

네 개 모두 같은 내용을 갖고 있습니다. 등록 업체에는 네 개를 모두 넣고 예전 것은 지우세요. 섞여 있으면 일부 방문자가 엉뚱한 곳으로 갑니다.

# stepway가 하는 일
정해지는 대로 네 개를 보여 주고 \`stepway outputs\`에서도 다시 볼 수 있습니다. 네임서버는 영역마다 다르므로, 영역을 지우고 다시 만들면 다른 네 개를 받습니다.
`,
  },
};
