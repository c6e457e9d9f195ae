import type { Topic } from '../../../guide/topic.ts';

export const delegation: Topic = {
  id: 'delegation',
  title: { en: 'Delegation: why stepway waits for your registrar', ko: '위임: 등록 업체를 기다리는 이유' },
  summary: { en: 'the one step that only you can do', ko: '여러분이 직접 해야 하는 단 하나의 단계' },
  words: [
    'delegate',
    'registrar',
    'propagation',
    'waiting',
    'name servers not set',
    'ns change',
    '위임',
    '전파',
    '네임서버 변경',
    '네임서버 설정',
    '기다림',
    '대기',
    '등록 업체',
    '등록업체',
  ],
  about: ['delegated'],
  see: ['name-servers', 'hosted-zone', 'acm', 'stopping'],
  links: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/MigratingDNS.html'],
  text: {
    en: `
Creating a hosted zone changes nothing by itself: the internet still asks the old name servers. Your registrar, the company where you registered the domain, has to tell the registry (.com, .kr) about the new ones. That is delegation, and only you can sign in there.

  registrar's page ──▶ .com registry ─────▶ the whole internet
  you enter four       minutes, sometimes   caches the old answer
  name servers         hours                for up to two days

Where to find it: at Gabia "네임서버 설정", elsewhere "Nameservers" or "Custom DNS". Copy them exactly, all four, without the dot at the end if the page refuses it. Is DNSSEC switched on there? Switch it off first and wait a day: an old signature makes the domain unreachable.

The certificate has to wait for this: Amazon looks up a record in your zone through public DNS. Requested too early, the certificate fails or hangs for hours.

# What stepway does
It asks the registry's own servers, not a cache, and continues automatically once the name servers are right. Meanwhile it builds everything else. It waits 60 minutes (\`--timeout\`), then exits with code 3. Nothing is lost: run \`stepway up\` again tomorrow.
`,
    ko: `
호스팅 영역을 만들기만 해서는 아무것도 바뀌지 않습니다. 방문자의 컴퓨터는 여전히 예전 네임서버에 물어봅니다. 도메인을 등록한 업체가 레지스트리(.com, .kr)에 새 네임서버를 알려야 하는데, 이것이 위임입니다. 등록 업체에는 여러분만 로그인할 수 있습니다.

  등록 업체 화면  ──▶ .com 레지스트리  ──▶ 전 세계
  네임서버 네 개      보통 몇 분,           예전 답을 길게는
  입력                가끔 몇 시간          이틀까지 기억

메뉴는 가비아라면 "네임서버 설정", 다른 곳은 "네임서버 변경"이나 "Nameservers"입니다. 네 개를 그대로 넣되, 끝에 점을 쓸 수 없다고 나오면 빼고 넣으세요. DNSSEC이 켜져 있다면 먼저 끄고 하루 기다리세요. 옛 서명이 남아 있으면 도메인에 접속할 수 없게 됩니다.

인증서를 그다음에 요청하는 이유: Amazon은 인터넷에서 내 영역의 레코드를 조회해 도메인이 내 것인지 확인합니다. 위임되기 전에 요청하면 실패하거나 몇 시간씩 멈춰 있습니다.

# stepway가 하는 일
캐시가 아니라 레지스트리의 서버에 직접 묻고, 맞게 바뀌면 자동으로 이어 갑니다. 그동안 나머지를 먼저 만듭니다. 60분을 기다린 뒤(\`--timeout\`) 종료 코드 3으로 끝나지만 잃는 것은 없습니다. 내일 다시 \`stepway up\`을 실행하면 됩니다.
`,
  },
};
