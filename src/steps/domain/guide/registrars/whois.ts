import { setAllFour, type Registrar } from './registrar.ts';

export const whois: Registrar = {
  host: 'whois',
  name: { en: 'Whois (whois.co.kr)', ko: '후이즈' },
  steps: [
    {
      en: 'Sign in at whois.co.kr and open your domains: "마이후이즈" → "내 도메인 자산 관리".',
      ko: 'whois.co.kr에 로그인하고 마이후이즈 → 내 도메인 자산 관리를 엽니다.',
    },
    {
      en: 'Select the domain, click "네임서버 변경" (change name servers), and choose to enter them yourself.',
      ko: '도메인을 선택하고 네임서버 변경을 누른 뒤 직접 입력을 고릅니다.',
    },
    setAllFour,
    {
      en: 'Continue to the last page, agree, and submit: "신청하기".',
      ko: '다음 단계에서 내용을 확인하고 신청하기를 누릅니다.',
    },
  ],
  records: [
    {
      en: 'Sign in at whois.co.kr and open your domains: "마이후이즈" → "내 도메인 자산 관리".',
      ko: 'whois.co.kr에 로그인하고 마이후이즈 → 내 도메인 자산 관리를 엽니다.',
    },
    {
      en: 'Select the domain and open "네임서버 고급설정" (advanced name server settings).',
      ko: '도메인을 선택하고 네임서버 고급설정을 엽니다.',
    },
    {
      en: 'Add a line under CNAME or A with the short name and the value, and submit: "신청하기".',
      ko: 'CNAME 또는 A 항목에 짧은 이름과 값을 추가하고 신청하기를 누릅니다.',
    },
  ],
  words: ['whois', 'whois.co.kr', '후이즈'],
  console: 'https://domain.whois.co.kr',
};
