import { setAllFour, type Registrar } from './registrar.ts';

export const gabia: Registrar = {
  host: 'gabia',
  name: { en: 'Gabia', ko: '가비아' },
  steps: [
    {
      en: 'Sign in at gabia.com, open "My가비아" (my page), then "도메인" (domains).',
      ko: 'gabia.com에 로그인하고 My가비아에서 도메인을 엽니다.',
    },
    {
      en: 'Click "관리" (manage) next to it, then "설정" (set) next to "네임서버".',
      ko: '도메인 옆의 관리를 누르고, 네임서버 항목의 설정을 누릅니다.',
    },
    setAllFour,
    {
      en: 'Complete "소유자 인증" (owner check, by phone or email) and save.',
      ko: '소유자 인증(휴대전화 또는 이메일)을 마치고 적용합니다.',
    },
  ],
  records: [
    {
      en: 'Sign in at gabia.com, open "My가비아" (my page), then "DNS 관리툴" (DNS tool), and click "설정" (set) next to the domain.',
      ko: 'gabia.com에 로그인하고 My가비아에서 DNS 관리툴을 열어 도메인의 설정을 누릅니다.',
    },
    {
      en: 'Click "레코드 수정" (edit records), then "레코드 추가" (add), and choose the type.',
      ko: '레코드 수정을 누르고 레코드 추가에서 타입을 고릅니다.',
    },
    {
      en: '"호스트" (host) is the short name, "값/위치" (value) the value; end the value of a CNAME with a dot. Save.',
      ko: '호스트에는 짧은 이름을, 값/위치에는 값을 넣습니다(CNAME 값은 끝에 점을 찍습니다). 저장합니다.',
    },
  ],
  words: ['gabia', '가비아', '가비아 네임서버'],
  console: 'https://domain.gabia.com/manage/changeinfo/nameserver',
};
