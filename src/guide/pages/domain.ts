import type { Topic } from '../topic.ts';

export const domain: Topic = {
  id: 'domain',
  title: {
    en: 'Domain and registrar',
    ko: '도메인과 등록 업체',
  },
  summary: {
    en: 'The name of your site, and who sold it to you.',
    ko: '사이트의 이름과 그것을 판매한 업체입니다.',
  },
  words: [
    'domain',
    '도메인',
    'registrar',
    '등록 업체',
    '가비아',
    'gabia',
    'cafe24',
    '카페24',
    'hosting.kr',
    'whois',
    '후이즈',
    'godaddy',
    'namecheap',
  ],
  text: {
    en: 'You rent a domain such as example.com from a registrar (Gabia, Cafe24, Namecheap and so on), by the year. The registrar also writes down which name servers answer for it: that entry decides whose records count.\n\nNames in front of it, such as api.example.com, are yours to invent and cost nothing.',
    ko: 'example.com 같은 도메인은 가비아, 카페24, Namecheap 같은 등록 업체에서 연 단위로 빌립니다. 등록 업체에는 이 도메인을 어느 네임서버가 담당하는지도 적혀 있고, 그 값이 누구의 레코드가 유효한지를 정합니다.\n\napi.example.com처럼 앞에 붙이는 이름은 마음대로 만들 수 있고 무료입니다.',
  },
  here: {
    en: 'Needs a domain that you have already: it does not buy one. It stays with your registrar; only its name servers change. A name such as app.example.com can use a hosted zone of example.com that is there already.',
    ko: '이미 가진 도메인이 필요합니다(구매는 하지 않습니다). 도메인은 등록 업체에 그대로 있고 네임서버만 바뀝니다. app.example.com 같은 이름은 이미 있는 example.com 호스팅 영역을 함께 쓸 수 있습니다.',
  },
  about: ['domain'],
  see: ['name-servers', 'route-53', 'www'],
  links: [],
};
