import type { Registrar } from './registrar.ts';

export const cloudflare: Registrar = {
  host: 'cloudflare',
  name: { en: 'Cloudflare', ko: 'Cloudflare' },
  dnsOnly: true,
  steps: [
    {
      en: 'Most domains that use Cloudflare are registered elsewhere: make the change there, not at Cloudflare.',
      ko: 'Cloudflare를 쓰는 도메인은 대개 다른 업체에 등록되어 있습니다. 변경은 Cloudflare가 아니라 그 업체에서 합니다.',
    },
    {
      en: 'Before that, turn DNSSEC off in Cloudflare (DNS → Settings), if it is on.',
      ko: '그 전에 Cloudflare에서 DNSSEC이 켜져 있으면 끕니다(DNS → Settings).',
    },
    {
      en: 'At that company, replace Cloudflare’s name servers with the four names.',
      ko: '등록 업체에서 Cloudflare의 네임서버를 지우고 Route 53의 네임서버 네 개를 넣습니다.',
    },
  ],
  records: [
    {
      en: 'Sign in at dash.cloudflare.com, choose the domain, then DNS → Records.',
      ko: 'dash.cloudflare.com에 로그인해 도메인을 고르고 DNS → Records를 엽니다.',
    },
    {
      en: 'Click Add record, choose the type, and enter the short name and the value.',
      ko: 'Add record를 누르고 타입을 고른 뒤 짧은 이름과 값을 입력합니다.',
    },
    {
      en: 'Set Proxy status to DNS only (the grey cloud), and save.',
      ko: 'Proxy status를 DNS only(회색 구름)로 하고 저장합니다.',
    },
  ],
  recordsNote: {
    en: 'The domain itself (@) can have a CNAME there: Cloudflare flattens it.',
    ko: '도메인 자체(@)에도 CNAME을 쓸 수 있습니다. Cloudflare가 주소로 바꿔 답합니다(CNAME flattening).',
  },
  note: {
    en: 'Registered with Cloudflare itself? It does not allow other name servers: transfer the domain to another registrar, or give stepway a subdomain with --zone and add its four NS records at Cloudflare.',
    ko: 'Cloudflare에서 등록한 도메인은 다른 네임서버를 쓸 수 없습니다. 다른 업체로 이전하거나, --zone으로 하위 도메인만 맡기고 Cloudflare에 그 NS 레코드 네 개를 추가하세요.',
  },
  words: ['cloudflare', '클라우드플레어'],
  console: 'https://dash.cloudflare.com',
};
