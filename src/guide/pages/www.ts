import type { Topic } from '../topic.ts';

export const www: Topic = {
  id: 'www',
  title: {
    en: 'www in front of the domain',
    ko: '도메인 앞의 www',
  },
  summary: {
    en: 'A second name for the same site.',
    ko: '같은 사이트의 두 번째 이름입니다.',
  },
  words: ['www'],
  text: {
    en: 'example.com and www.example.com are two names. Many people type www out of habit; without a record they get an error. It makes sense for a site at the registered domain itself, and hardly ever for a name such as api.example.com.',
    ko: 'example.com과 www.example.com은 서로 다른 이름입니다. 습관적으로 www를 붙이는 사람이 많은데 레코드가 없으면 오류가 납니다. 등록한 도메인 자체를 사이트로 쓸 때 의미가 있고, api.example.com 같은 이름에는 거의 필요 없습니다.',
  },
  here: {
    en: 'With --www both names get a record, and the certificate is for both.',
    ko: '--www를 쓰면 두 이름 모두에 레코드를 만들고 인증서도 두 이름으로 발급받습니다.',
  },
  about: ['www'],
  see: ['domain', 'certificate'],
  links: [],
};
