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
  note: {
    en: 'Registered with Cloudflare itself? It does not allow other name servers: transfer the domain to another registrar, or give stepway a subdomain with --zone and add its four NS records at Cloudflare.',
    ko: 'Cloudflare에서 등록한 도메인은 다른 네임서버를 쓸 수 없습니다. 다른 업체로 이전하거나, --zone으로 하위 도메인만 맡기고 Cloudflare에 그 NS 레코드 네 개를 추가하세요.',
  },
  words: ['cloudflare', '클라우드플레어'],
  console: 'https://dash.cloudflare.com',
};
