import type { Topic } from '../topic.ts';

export const dnsSpoofing: Topic = {
  id: 'dns-spoofing',
  title: {
    en: 'DNS spoofing and DNSSEC',
    ko: 'DNS 스푸핑과 DNSSEC',
  },
  summary: {
    en: 'False answers, and what protects you.',
    ko: '가짜 DNS 응답과 이를 막는 방법입니다.',
  },
  words: ['spoofing', '스푸핑', 'dnssec', 'ds', 'caa', '파밍', '피싱'],
  text: {
    en: 'Whoever can fake a DNS answer leads visitors to a machine of their own. HTTPS is the answer to that: the false machine has no certificate for your name, and the browser warns.\n\nDNSSEC signs the answers themselves. When it was on at your old DNS host, a DS record is left at the registry, and after the move every checking resolver refuses your domain: it has to be turned off first. A CAA record says who may issue certificates for you.',
    ko: 'DNS 응답을 위조하면 방문자를 공격자의 서버로 데려갈 수 있습니다. HTTPS가 이를 막습니다. 가짜 서버에는 내 이름의 인증서가 없어 브라우저가 경고합니다.\n\nDNSSEC은 응답 자체에 서명합니다. 이전 DNS에서 켜 두었다면 상위 레지스트리에 DS 레코드가 남아, 옮긴 뒤 검증하는 리졸버가 내 도메인을 거부합니다. 먼저 꺼야 합니다. CAA 레코드는 누가 인증서를 발급할 수 있는지 정합니다.',
  },
  here: {
    en: 'Looks for a leftover DS record and for a CAA record that forbids the certificate, and says so before it waits in vain.',
    ko: '남아 있는 DS 레코드와 인증서 발급을 막는 CAA 레코드를 찾아, 헛되이 기다리기 전에 알려 줍니다.',
  },
  about: [],
  see: ['name-servers', 'certificate'],
  links: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html'],
};
