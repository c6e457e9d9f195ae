import type { Topic } from '../../../guide/topic.ts';

export const https: Topic = {
  id: 'https',
  title: { en: 'HTTPS: why you need a certificate', ko: '인증서가 필요한 이유: HTTPS' },
  summary: { en: 'encryption, and proof of who you are talking to', ko: '암호화와 신원 보장' },
  words: [
    'ssl',
    'tls',
    'padlock',
    'encryption',
    'secure',
    '443',
    'http',
    '암호화',
    '자물쇠',
    '보안 접속',
    '신원 보장',
    '주의 요함',
  ],
  see: ['acm', 'dns-spoofing', 'alb', 'entry'],
  links: ['https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html'],
  text: {
    en: `
HTTPS does two things:

- It encrypts. Nobody on the café's Wi-Fi can read your password.
- It proves identity. The certificate says "this is app.example.com", signed by an authority that browsers trust.

The second matters more. Encryption alone is no use if you are talking, well encrypted, to an impostor.

  browser ── "are you app.example.com?" ──▶ server
  browser ◀── certificate, and a proof by its private key ── server
  name, date and signature right?     padlock
  otherwise                           warning, nothing is sent

Without HTTPS, browsers show "Not secure" next to the address, and block the camera, location, HTTP/2 and more.

# What stepway does
The site uses HTTPS only; http:// redirects to it (301). Old, weak versions of TLS are refused. With a load balancer the certificate comes from ACM, with \`--entry elastic-ip\` from Let's Encrypt.
`,
    ko: `
HTTPS는 두 가지 일을 합니다.

- 암호화: 카페 와이파이에서도 보내는 비밀번호를 남이 읽지 못합니다.
- 신원 보장: 인증서가 "여기가 진짜 app.example.com"임을 증명합니다. 브라우저가 믿는 인증 기관의 서명이 있습니다.

더 중요한 것은 두 번째입니다. 아무리 암호화해도 상대가 사기꾼이라면 소용이 없습니다.

  브라우저 ── "app.example.com 맞아요?" ──▶ 서버
  브라우저 ◀── 인증서와 개인 키로 만든 증거 ── 서버
  이름, 날짜, 서명이 모두 맞으면      자물쇠
  하나라도 틀리면                     경고하고 보내지 않음

HTTPS가 아니면 브라우저 주소창에 "주의 요함"이 뜨고 카메라, 위치, HTTP/2 등을 쓸 수 없습니다.

# stepway가 하는 일
사이트는 HTTPS로만 응답하고, http://로 온 방문자는 https://로 보냅니다(301). 약한 옛 TLS 버전은 거부합니다. 로드 밸런서를 쓰면 ACM 인증서, \`--entry elastic-ip\`라면 Let's Encrypt 인증서를 씁니다.
`,
  },
};
