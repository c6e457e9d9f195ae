import type { Registrar } from './registrar.ts';

export const godaddy: Registrar = {
  host: 'godaddy',
  name: { en: 'GoDaddy', ko: 'GoDaddy' },
  steps: [
    {
      en: 'Sign in at godaddy.com, open your domains and choose the domain.',
      ko: 'godaddy.com에 로그인해 도메인 목록에서 도메인을 고릅니다.',
    },
    { en: 'Open DNS → Nameservers → Change Nameservers.', ko: 'DNS → Nameservers → Change Nameservers를 엽니다.' },
    {
      en: 'Choose “I’ll use my own nameservers”, enter the four names and save.',
      ko: '“I’ll use my own nameservers”를 고르고 네임서버 네 개를 입력해 저장합니다.',
    },
    {
      en: 'Confirm the warning, and the code if it asks for one.',
      ko: '경고를 확인하고, 인증 코드를 물으면 입력합니다.',
    },
  ],
  records: [
    {
      en: 'Sign in at godaddy.com, open your domains, choose the domain, then DNS → DNS Records.',
      ko: 'godaddy.com에 로그인해 도메인을 고르고 DNS → DNS Records를 엽니다.',
    },
    {
      en: 'Click Add New Record and choose the type.',
      ko: 'Add New Record를 누르고 타입을 고릅니다.',
    },
    {
      en: 'Name is the short name. Delete the A record “Parked”, if there is one of that name, and save.',
      ko: 'Name에는 짧은 이름을 넣습니다. 같은 이름에 Parked라는 A 레코드가 있으면 지우고 저장합니다.',
    },
  ],
  words: ['godaddy', 'go daddy', '고대디'],
  console: 'https://dcc.godaddy.com/control/portfolio',
};
