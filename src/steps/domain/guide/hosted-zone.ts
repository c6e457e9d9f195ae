import type { Topic } from '../../../guide/topic.ts';

export const hostedZone: Topic = {
  id: 'hosted-zone',
  title: { en: 'Hosted zone (Route 53)', ko: '호스팅 영역(Route 53)' },
  summary: { en: "where your domain's DNS records are kept", ko: '내 도메인의 레코드를 두는 곳' },
  words: [
    'route53',
    'route 53',
    'zone',
    'zones',
    'hosted zones',
    'domain',
    'registrar',
    '호스팅영역',
    '호스팅 영역',
    '호스팅 존',
    '도메인',
    '라우트53',
    '라우트 53',
    '등록 업체',
  ],
  about: ['domain', 'zone', 'hosted-zone', 'existing-zone', 'zone-tags'],
  see: ['name-servers', 'delegation', 'dns', 'www', 'costs'],
  links: [
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html',
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/MigratingDNS.html',
  ],
  text: {
    en: `
Two things that are easy to confuse:

- The domain is registered with a company, the registrar (Gabia, Namecheap, Route 53 itself): you rent the name by the year.
- The hosted zone holds its DNS records. It can be with any provider; with stepway it is in Route 53, for 0.50 USD a month.

Usually the zone is the registered domain, example.com, and app.example.com is a record in it. You can also have a zone for app.example.com alone: the rest stays where it is, and you only add NS records for \`app\` there.

AWS allows two zones with the same name, each with its own name servers. Only the one that your registrar points at is live; records in the other do nothing.

If the domain receives mail, copy its MX and TXT records into the zone before you change the name servers, or mail stops.

# What stepway does
\`--hosted-zone auto\` uses an existing zone with that name, or creates one. An existing zone is never deleted. If the account has a smaller zone that the domain is really delegated to, such as dev.example.com for api.dev.example.com, that one is used. \`--zone app.example.com\` creates the smaller zone. A zone deleted within 12 hours is not billed. stepway offers to copy the domain's existing records into the new zone (\`--copy-records\`).
`,
    ko: `
헷갈리기 쉬운 두 가지가 있습니다.

- 도메인은 등록 업체(가비아, 후이즈, Route 53 등)에서 1년 단위로 빌리는 이름입니다.
- 호스팅 영역은 그 도메인의 레코드를 두는 곳입니다. 어디에 두어도 되고, stepway는 Route 53에 둡니다(월 0.50달러).

보통 등록한 이름 example.com으로 영역을 만들고 app.example.com은 그 안의 레코드가 됩니다. app.example.com만의 영역을 따로 만들 수도 있습니다. 그러면 나머지는 지금 있는 곳에 두고, 거기에 app의 NS 레코드만 추가하면 됩니다.

같은 이름의 영역이 두 개여도 AWS는 막지 않습니다. 네임서버가 서로 다르고, 등록 업체에 설정한 쪽만 쓰입니다. 다른 쪽에 넣은 레코드는 아무 효과가 없습니다.

메일을 쓰는 도메인이라면 네임서버를 바꾸기 전에 MX와 TXT 레코드를 새 영역에 옮기세요. 안 그러면 메일이 끊깁니다.

# stepway가 하는 일
\`--hosted-zone auto\`는 같은 이름의 영역이 있으면 쓰고 없으면 만듭니다. 원래 있던 영역은 절대 지우지 않습니다. api.dev.example.com의 dev.example.com처럼 실제로 위임된 하위 영역이 계정에 있으면 그 영역을 씁니다. 하위 도메인의 영역만 따로 만들려면 \`--zone app.example.com\`을 쓰세요. 만든 지 12시간 안에 지운 영역은 요금이 나오지 않습니다. 도메인에 지금 있는 레코드는 새 영역으로 복사할지 물어봅니다(\`--copy-records\`).
`,
  },
};
