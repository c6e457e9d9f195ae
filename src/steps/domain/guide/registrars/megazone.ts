import { setAllFour, type Registrar } from './registrar.ts';

export const megazone: Registrar = {
  host: 'megazone',
  name: { en: 'Megazone (Hostway)', ko: '메가존(호스트웨이)' },
  steps: [
    {
      en: 'Sign in to the page where your domains are managed (SiteControl: sitecontrol.hostway.co.kr).',
      ko: '도메인을 관리하는 페이지(SiteControl: sitecontrol.hostway.co.kr)에 로그인합니다.',
    },
    {
      en: 'Open the domain, then "Name Servers" ("네임서버").',
      ko: '도메인을 열고 네임서버(Name Servers) 항목으로 갑니다.',
    },
    setAllFour,
    {
      en: 'Save. If you cannot find this page, ask support to set the four names.',
      ko: '저장합니다. 화면에 메뉴가 없으면 고객 지원에 네임서버 네 개를 알려 주고 변경을 요청하세요.',
    },
  ],
  records: [
    {
      en: 'Sign in to the page where your domains are managed (SiteControl: sitecontrol.hostway.co.kr).',
      ko: '도메인을 관리하는 페이지(SiteControl: sitecontrol.hostway.co.kr)에 로그인합니다.',
    },
    {
      en: 'Open the domain, then its DNS ("DNS 관리").',
      ko: '도메인을 열고 DNS 관리로 갑니다.',
    },
    {
      en: 'Add a record of the type, with the short name and the value, and save. If there is no such page, ask support to add it.',
      ko: '타입을 골라 짧은 이름과 값으로 레코드를 추가하고 저장합니다. 메뉴가 없으면 고객 지원에 추가를 요청하세요.',
    },
  ],
  note: {
    en: '.kr domains may need an IP address for each name: look it up with nslookup NAME',
    ko: '.kr 도메인은 이름마다 IP를 함께 요구할 수 있습니다. nslookup 네임서버이름 으로 확인하세요.',
  },
  words: ['megazone', 'hostway', '메가존', '호스트웨이'],
  console: 'https://sitecontrol.hostway.co.kr',
};
