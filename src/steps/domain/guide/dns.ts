import type { Topic } from '../../../guide/topic.ts';

export const dns: Topic = {
  id: 'dns',
  title: { en: 'DNS: from a name to an address', ko: 'DNS: 이름에서 주소로' },
  summary: {
    en: 'how a browser finds your server, and the record types',
    ko: '브라우저가 서버를 찾는 과정과 레코드의 종류',
  },
  words: [
    'domain name system',
    'record',
    'records',
    'a record',
    'cname',
    'alias',
    'ttl',
    'resolver',
    '레코드',
    'a 레코드',
    '별칭',
    '도메인 네임',
    '네임 시스템',
    '시네임',
  ],
  about: ['site-alias', 'site-address'],
  see: ['hosted-zone', 'delegation', 'www', 'dns-spoofing'],
  links: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html',
  ],
  text: {
    en: `
Browsers need an address; people prefer names. DNS turns one into the other by asking from the top down:

  browser: app.example.com?
     ├─▶ root          "ask the .com servers"
     ├─▶ .com          "ask these four name servers"     delegation
     └─▶ Route 53      "3.34.0.10"                       your record

- A: points a name at an IPv4 address.
- CNAME: points a name at another name. Not allowed at the top of a zone (example.com).
- Alias: a Route 53 A record that follows a load balancer's changing addresses. Allowed at the top of a zone, and queries are free.
- TTL: how many seconds others may cache the answer. After a change, some still see the old one until it expires.

Try it: \`dig +short app.example.com\`.

# What stepway does
With a load balancer it creates an alias record, with \`--entry elastic-ip\` an A record. If the name already points somewhere else, it stops and tells you, rather than take a live site down.
`,
    ko: `
사람은 이름이 편하지만 브라우저에는 IP 주소가 필요합니다. DNS는 위에서 아래로 물어 가며 이름을 주소로 바꿉니다.

  브라우저: app.example.com?
     ├─▶ 루트          ".com 담당에게 물어보세요"
     ├─▶ .com          "이 네임서버 네 개에 물어보세요"  위임
     └─▶ Route 53      "3.34.0.10"                       내 레코드

- A: 이름을 IPv4 주소로 바꿉니다.
- CNAME: 이름을 다른 이름으로 바꿉니다. 영역의 이름 자체(example.com)에는 쓸 수 없습니다.
- 별칭(Alias): 주소가 바뀌는 로드 밸런서를 따라가는 Route 53만의 A 레코드입니다. 영역의 이름 자체에도 쓸 수 있고 조회 요금도 없습니다.
- TTL: 답을 몇 초 동안 기억해도 되는지입니다. 레코드를 바꿔도 그동안은 옛 답을 보는 사람이 있습니다.

직접 확인하려면 \`dig +short app.example.com\`.

# stepway가 하는 일
로드 밸런서를 쓰면 별칭 레코드를, \`--entry elastic-ip\`라면 A 레코드를 만듭니다. 그 이름이 이미 다른 곳을 가리키고 있으면 운영 중인 사이트를 끊지 않도록 멈추고 알려 줍니다.
`,
  },
};
