import type { Registrar } from './registrar.ts';

export const squarespace: Registrar = {
  host: 'squarespace',
  name: { en: 'Squarespace Domains', ko: 'Squarespace Domains' },
  steps: [
    {
      en: 'Sign in at account.squarespace.com/domains and choose the domain (Google Domains moved here as well).',
      ko: 'account.squarespace.com/domains에 로그인해 도메인을 고릅니다(Google Domains의 도메인도 여기에 있습니다).',
    },
    {
      en: 'Under DNS, turn DNSSEC off if it is on (it often is).',
      ko: 'DNS에서 DNSSEC이 켜져 있으면 끕니다(켜져 있는 경우가 많습니다).',
    },
    {
      en: 'Open DNS → Domain Nameservers → Use custom nameservers, enter the four names and save.',
      ko: 'DNS → Domain Nameservers → Use custom nameservers에서 네임서버 네 개를 입력해 저장합니다.',
    },
  ],
  records: [
    {
      en: 'Sign in at account.squarespace.com/domains, choose the domain, then DNS → DNS Settings.',
      ko: 'account.squarespace.com/domains에 로그인해 도메인을 고르고 DNS → DNS Settings를 엽니다.',
    },
    {
      en: 'Under Custom records click Add record and choose the type.',
      ko: 'Custom records에서 Add record를 누르고 타입을 고릅니다.',
    },
    {
      en: 'Host is the short name. Delete the preset of Squarespace, if it has that name, and save.',
      ko: 'Host에는 짧은 이름을 넣습니다. 같은 이름의 Squarespace 기본 레코드가 있으면 지우고 저장합니다.',
    },
  ],
  words: ['squarespace', 'google domains', '스퀘어스페이스', '구글 도메인'],
  console: 'https://account.squarespace.com/domains',
};
