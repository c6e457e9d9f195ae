import { setAllFour, type Registrar } from './registrar.ts';

export const hostingKr: Registrar = {
  host: 'hosting-kr',
  name: { en: 'Hosting.kr', ko: '호스팅케이알' },
  steps: [
    {
      en: 'Sign in at hosting.kr and open "나의 서비스" (my services) → "도메인 관리" (domains).',
      ko: 'hosting.kr에 로그인하고 나의 서비스 → 도메인 관리를 엽니다.',
    },
    {
      en: 'Choose the domain, then "네임서버 주소변경" (change name servers).',
      ko: '도메인을 선택하고 네임서버 주소변경을 누릅니다.',
    },
    setAllFour,
    {
      en: 'Click "변경하기" (change); it may ask for an owner check.',
      ko: '변경하기를 누릅니다. 소유자 인증을 요구할 수 있습니다.',
    },
  ],
  records: [
    {
      en: 'Sign in at hosting.kr and open "나의 서비스" (my services) → "도메인 관리" (domains).',
      ko: 'hosting.kr에 로그인하고 나의 서비스 → 도메인 관리를 엽니다.',
    },
    {
      en: 'Choose the domain, then "네임서버/DNS" → "DNS 레코드 관리" (records).',
      ko: '도메인을 고르고 네임서버/DNS → DNS 레코드 관리를 엽니다.',
    },
    {
      en: 'Click "새 레코드 추가" (add record), choose the type, enter the short name and the value, and save.',
      ko: '새 레코드 추가를 누르고 타입을 고른 뒤 짧은 이름과 값을 입력해 저장합니다.',
    },
  ],
  words: ['hosting.kr', '호스팅케이알', '호스팅kr'],
  console: 'https://www.hosting.kr',
};
