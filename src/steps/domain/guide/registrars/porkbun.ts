import { setAllFour, type Registrar } from './registrar.ts';

export const porkbun: Registrar = {
  host: 'porkbun',
  name: { en: 'Porkbun', ko: 'Porkbun' },
  steps: [
    {
      en: 'Sign in at porkbun.com, open Domain Management and click Details next to the domain.',
      ko: 'porkbun.com에 로그인해 Domain Management에서 도메인 옆의 Details를 누릅니다.',
    },
    {
      en: 'Click the pencil next to Authoritative Nameservers.',
      ko: 'Authoritative Nameservers 옆의 연필을 누릅니다.',
    },
    setAllFour,
  ],
  records: [
    {
      en: 'Sign in at porkbun.com, open Domain Management and click DNS next to the domain.',
      ko: 'porkbun.com에 로그인해 Domain Management에서 도메인 옆의 DNS를 누릅니다.',
    },
    {
      en: 'Delete the parking records (ALIAS and * CNAME to pixie.porkbun.com), if they are there.',
      ko: '주차(parking) 레코드(pixie.porkbun.com으로 가는 ALIAS와 * CNAME)가 있으면 지웁니다.',
    },
    {
      en: 'Choose the type, enter the short name as Host and the value as Answer, and click Add.',
      ko: '타입을 고르고 Host에 짧은 이름, Answer에 값을 넣은 뒤 Add를 누릅니다.',
    },
  ],
  words: ['porkbun', '포크번'],
  console: 'https://porkbun.com/account/domainsSpeedy',
};
