import type { Topic } from '../../../guide/topic.ts';

export const movingDns: Topic = {
  id: 'moving-dns',
  title: {
    en: 'Moving a domain in use: mail and other records',
    ko: '이미 쓰는 도메인 옮기기: 메일과 다른 레코드',
  },
  summary: {
    en: 'what to copy to the new zone before you switch name servers',
    ko: '네임서버를 바꾸기 전에 옮겨야 할 것',
  },
  words: [
    'mail',
    'email',
    'e-mail',
    'mx',
    'spf',
    'dkim',
    'dmarc',
    'txt',
    'copy records',
    'existing records',
    'migrate dns',
    '메일',
    '이메일',
    '레코드 복사',
    '기존 레코드',
    '도메인 이전',
    'mx 레코드',
  ],
  about: ['copy-records', 'copied-records'],
  see: ['name-servers', 'delegation', 'hosted-zone'],
  links: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/migrate-dns-domain-in-use.html'],
  text: {
    en: `
Name servers answer for everything a domain has, not only its website. Once you switch them, only the new zone counts, and whatever is missing from it stops working. Mail is usually the first casualty:

- MX records say where to deliver mail for the domain;
- TXT records prove that mail and services are yours (SPF, DKIM, DMARC, site verification);
- other names point at other sites: a blog, a shop, webmail.

DNS has no way to list every name in a domain; only your current DNS console shows them all. Check there before you switch.

# What stepway does
It asks the domain's current name servers about the domain itself and about a hundred names that mail and common services use. It lists what you would lose before it creates anything, and \`--copy-records\` copies those records into the new zone before it asks you to switch name servers. The site's own names are left out. What those servers refuse to tell is not taken for nothing: stepway names the lookups that failed and stops before it creates anything. Try again, use \`--dns-server 1.1.1.1\`, or look in the console of your current DNS and add \`--no-copy-records\`. A TXT record at "_stepway" under the domain notes which records are copies: teardown deletes those, except any that you have edited since.
`,
    ko: `
네임서버는 사이트 주소뿐 아니라 도메인의 모든 레코드를 알려 줍니다. 네임서버를 바꾸면 그때부터 새 영역에서만 조회하므로, 거기에 없는 레코드는 사라진 것과 같습니다. 메일부터 멈춥니다.

- MX 레코드는 메일을 어디로 배달할지 알려 줍니다.
- TXT 레코드는 메일을 보낸 사람과 도메인의 주인이 나임을 증명합니다(SPF, DKIM, DMARC, 소유 확인).
- 다른 이름은 블로그, 쇼핑몰, 웹메일 같은 곳으로 이어집니다.

도메인의 모든 이름은 밖에서 조회할 수 없고 지금 쓰는 업체의 관리 화면에만 나옵니다. 바꾸기 전에 꼭 확인하세요.

# stepway가 하는 일
지금의 네임서버에 직접 물어 도메인 자체와, 메일과 흔한 서비스가 쓰는 이름 백여 개를 확인합니다. 사라질 레코드는 만들기 전에 보여 주고, \`--copy-records\`를 쓰면 네임서버를 바꾸기 전에 새 영역에 복사합니다. 사이트가 쓸 이름은 복사하지 않습니다. 네임서버가 답하지 않은 것을 없는 것으로 여기지 않습니다. 실패한 조회를 알려 주고 아무것도 만들기 전에 멈춥니다. 다시 시도하거나, \`--dns-server 1.1.1.1\`을 쓰거나, 지금 쓰는 DNS의 관리 화면에서 직접 확인한 뒤 \`--no-copy-records\`를 지정하세요. 무엇을 복사했는지는 도메인 앞에 "_stepway"가 붙은 TXT 레코드에 적어 둡니다. teardown은 복사한 것만 지우고, 그 뒤에 직접 고친 것은 남깁니다.
`,
  },
};
