import { setAllFour, type Registrar } from './registrar.ts';

export const dotname: Registrar = {
  host: 'dotname',
  name: { en: 'Dotname Korea', ko: '닷네임코리아' },
  steps: [
    {
      en: 'Sign in at dotname.co.kr and open your domains: "마이페이지" → "도메인 관리".',
      ko: 'dotname.co.kr에 로그인하고 마이페이지 → 도메인 관리를 엽니다.',
    },
    {
      en: 'Choose the domain and click "네임서버 변경" (change name servers).',
      ko: '도메인을 선택하고 네임서버 변경을 누릅니다.',
    },
    setAllFour,
  ],
  records: [
    {
      en: 'Sign in at dotname.co.kr, open "마이페이지" → "도메인 관리" and choose the domain.',
      ko: 'dotname.co.kr에 로그인하고 마이페이지 → 도메인 관리에서 도메인을 고릅니다.',
    },
    {
      en: 'Open "DNS 관리" (DNS records).',
      ko: 'DNS 관리를 엽니다.',
    },
    {
      en: 'Add a record of the type, with the short name and the value, and apply.',
      ko: '타입을 골라 짧은 이름과 값으로 레코드를 추가하고 적용합니다.',
    },
  ],
  words: ['dotname', '닷네임', '닷네임코리아'],
  console: 'https://www.dotname.co.kr',
};
