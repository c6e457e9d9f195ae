import type { Topic } from '../topic.ts';

export const dnsSpoofing: Topic = {
  id: 'dns-spoofing',
  title: { en: 'DNS spoofing', ko: 'DNS 스푸핑' },
  summary: { en: 'a forged answer from DNS, and what stops it', ko: '위조된 DNS 응답과 그것을 막는 방법' },
  words: [
    'spoofing',
    'spoof',
    'phishing',
    'man in the middle',
    'mitm',
    'dnssec',
    '스푸핑',
    '위조',
    '피싱',
    '중간자',
    '가짜 사이트',
    'dns스푸핑',
  ],
  see: ['https', 'acm', 'dns', 'delegation'],
  text: {
    en: `
Most DNS answers are unsigned. Someone in between (rogue Wi-Fi, a poisoned resolver) can answer first, with a forgery:

  browser ── "address of bank.com?" ──▶ DNS
                  │
                  └─ attacker: "6.6.6.6" ──▶ browser believes it
  browser ── https ──▶ 6.6.6.6
               certificate for bank.com?  it has none
               ✖ warning, nothing is sent

So even with forged DNS, nothing is lost: attackers cannot get a certificate for a domain they do not control, because no authority would sign it. That is what the identity half of HTTPS is for.

With http:// there is no such check. That is why the redirect to HTTPS matters, and why you should never click through a certificate warning.

# What stepway does
The site uses HTTPS only. Teardown deletes DNS records before the things they point at: a record that points at a released address is a spoof of your own making.
`,
    ko: `
DNS 응답에는 대개 서명이 없습니다. 중간에 있는 누군가(수상한 와이파이, 속은 DNS 서버)가 먼저 거짓으로 답할 수 있습니다.

  브라우저 ── "bank.com 주소가 뭐죠?" ──▶ DNS
                  │
                  └─ 공격자: "6.6.6.6" ──▶ 브라우저가 믿음
  브라우저 ── https ──▶ 6.6.6.6
               bank.com 인증서는?  없음
               ✖ 경고, 아무것도 보내지 않음

그래서 DNS가 위조되어도 피해를 막을 수 있습니다. 공격자는 자기 것이 아닌 도메인의 인증서를 받을 수 없습니다. 서명해 줄 인증 기관이 없기 때문입니다. HTTPS의 "신원 보장"이 하는 일이 이것입니다.

http://에는 이런 확인이 없습니다. 그래서 HTTPS로 넘기는 리디렉션이 중요하고, 인증서 경고를 무시하고 들어가면 안 됩니다.

# stepway가 하는 일
사이트를 HTTPS로만 엽니다. 삭제할 때는 가리키던 것보다 레코드를 먼저 지웁니다. 이미 반납한 주소를 가리키는 레코드가 남아 있으면, 그 주소를 받은 사람에게 방문자를 보내는 셈이기 때문입니다.
`,
  },
};
