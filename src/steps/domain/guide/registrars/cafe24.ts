import { setAllFour, type Registrar } from './registrar.ts';

export const cafe24: Registrar = {
  host: 'cafe24',
  name: { en: 'Cafe24', ko: '카페24' },
  steps: [
    {
      en: 'Sign in at hosting.cafe24.com with the account that registered the domain.',
      ko: 'hosting.cafe24.com에 도메인을 등록한 아이디로 로그인합니다.',
    },
    {
      en: 'Open "나의 서비스관리" (my services) → "도메인관리" (domains) → "네임서버 변경".',
      ko: '나의 서비스관리 → 도메인관리 → 네임서버 변경을 엽니다.',
    },
    {
      en: 'Complete "본인인증" (identity check); you cannot change anything without it.',
      ko: '본인인증을 마칩니다. 인증해야 변경할 수 있습니다.',
    },
    setAllFour,
  ],
  records: [
    {
      en: 'Sign in at hosting.cafe24.com and open "나의 서비스관리" (my services) → "도메인 부가서비스" → "DNS 관리".',
      ko: 'hosting.cafe24.com에 로그인하고 나의 서비스관리 → 도메인 부가서비스 → DNS 관리를 엽니다.',
    },
    {
      en: 'Choose the domain, then "별칭(CNAME) 관리" for a CNAME or "호스트 IP(A 레코드) 관리" for an A record.',
      ko: '도메인을 고르고 CNAME은 별칭(CNAME) 관리, A 레코드는 호스트 IP(A 레코드) 관리를 엽니다.',
    },
    {
      en: 'Click "추가" (add), enter the short name and the value, and confirm.',
      ko: '추가를 누르고 짧은 이름과 값을 입력한 뒤 확인합니다.',
    },
  ],
  note: {
    en: 'If it requires IP addresses, look them up with: nslookup NAME',
    ko: 'IP를 꼭 넣으라고 하면 nslookup 네임서버이름 으로 확인할 수 있습니다.',
  },
  words: ['cafe24', '카페24', '카페 24'],
  console: 'https://hosting.cafe24.com',
};
