import type { Topic } from '../../../guide/topic.ts';

export const dnsElsewhere: Topic = {
  id: 'dns-elsewhere',
  title: { en: 'DNS that stays where it is (--dns manual)', ko: 'DNS를 옮기지 않고 쓰기(--dns manual)' },
  summary: {
    en: 'which records to set, and what is checked',
    ko: '추가할 레코드와 확인하는 것',
  },
  words: [
    'manual',
    'external dns',
    'cname',
    'alias',
    'aname',
    'flattening',
    'apex',
    'proxied',
    'orange cloud',
    '외부 dns',
    '네임서버 그대로',
    '수동',
    '루트 도메인',
    '주황색 구름',
  ],
  about: ['dns', 'validation-elsewhere', 'alias-elsewhere', 'address-elsewhere'],
  see: ['name-servers', 'moving-dns', 'acm', 'www'],
  links: [
    'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html',
  ],
  text: {
    en: `
With \`--dns manual\` there is no hosted zone (0.50 USD a month less) and the name servers stay as they are: mail and everything else goes on untouched. You set two or three records yourself, at the company that answers for your domain now:

- with a load balancer, a CNAME record that proves to Amazon that the domain is yours, for each name (www. too);
- for the site, a CNAME record to the load balancer, or an A record to the Elastic IP.

example.com without anything before it cannot have a CNAME record, for it has others (NS, MX). With a load balancer that takes a host that can flatten a CNAME (Cloudflare) or has ALIAS or ANAME records. Elsewhere use www.example.com, or \`--entry elastic-ip\`, which needs only an A record.

# What stepway does
It shows each record as soon as it is known, and where to set it at the companies it knows, and waits; a script ends with exit code 3, and the same command goes on from there. It asks the name servers that the registry has for your domain, not a cache, and says what is wrong: nothing there (set at another company), the domain twice in the name, Cloudflare's orange cloud, an old A or AAAA record.

Amazon renews the certificate as long as its record stays: \`stepway doctor\` looks whether it does, \`stepway outputs\` lists all records again, and the receipt of \`stepway teardown\` says which ones to remove, since nobody but you can.
`,
    ko: `
\`--dns manual\`을 쓰면 호스팅 영역을 만들지 않고(월 0.50달러 절약) 네임서버도 그대로 둡니다. 메일 등 다른 것은 아무 영향도 받지 않습니다. 대신 지금 도메인의 DNS를 맡고 있는 업체에서 레코드 두세 개를 직접 추가합니다.

- 로드 밸런서를 쓰면, 도메인이 여러분의 것임을 Amazon에 증명하는 CNAME 레코드(www.를 쓰면 그것도)
- 사이트용으로 로드 밸런서를 가리키는 CNAME 레코드, 또는 탄력적 IP를 가리키는 A 레코드

앞에 이름이 없는 example.com에는 NS, MX 레코드가 있어 CNAME을 쓸 수 없습니다. 로드 밸런서를 쓰려면 CNAME을 주소로 바꿔 답하는 곳(Cloudflare)이나 ALIAS·ANAME 레코드가 있는 곳이어야 합니다. 그렇지 않으면 www.example.com을 쓰거나, A 레코드만 있으면 되는 \`--entry elastic-ip\`를 쓰세요.

# stepway가 하는 일
값은 정해지는 대로 보여 주고, 아는 업체라면 어느 메뉴에서 추가하는지도 알려 준 뒤 기다립니다. 스크립트는 종료 코드 3으로 끝나며, 같은 명령을 다시 실행하면 이어집니다. 캐시가 아니라 레지스트리에 등록된 네임서버에 직접 물어, 레코드가 없는지(다른 업체에 추가함), 이름에 도메인이 두 번 들어갔는지, Cloudflare의 주황색 구름이 켜져 있는지, 옛 A·AAAA 레코드가 남아 있는지 알려 줍니다.

Amazon은 레코드가 남아 있는 한 인증서를 계속 갱신합니다. 남아 있는지는 \`stepway doctor\`가 확인하고, \`stepway outputs\`로 모든 레코드를 다시 볼 수 있습니다. \`stepway teardown\`의 영수증에는 직접 지워야 할 레코드가 나옵니다.
`,
  },
};
