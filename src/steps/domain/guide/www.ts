import type { Topic } from '../../../guide/topic.ts';

export const www: Topic = {
  id: 'www',
  title: { en: 'www. or not', ko: 'www를 붙일지 말지' },
  summary: { en: 'two names for one site', ko: '한 사이트에 두 이름을 쓸지 말지' },
  words: ['www.', 'subdomain', 'apex', 'naked domain', '서브도메인', '서브 도메인', '루트 도메인'],
  about: ['www', 'www-alias', 'www-address'],
  see: ['dns', 'acm', 'hosted-zone'],
  text: {
    en: `
To DNS, www.example.com and example.com are two different names. Each needs a record, and each must be on the certificate, or visitors see a warning. Neither happens automatically.

- A site at example.com: many people type www. first. Say yes.
- An API or an app at app.example.com: nobody types www.app.example.com. Say no.

Both names show the same site. Search engines prefer a single one: have your app redirect one to the other, or declare the main one in \`<link rel="canonical">\`.

# What stepway does
With \`--www\`, both names get a record and are on the certificate. You can change this later: a certificate's names are fixed when it is issued, so a second one is made and takes the place of the first. \`stepway up\`, \`deploy\` and \`doctor\` visit both names as a browser would, and say when their redirects contradict each other.
`,
    ko: `
DNS에서 www.example.com과 example.com은 서로 다른 이름입니다. 각각 레코드가 필요하고, 인증서에도 둘 다 있어야 경고가 뜨지 않습니다. 저절로 되는 것은 없습니다.

- example.com 같은 사이트: www.를 붙여 입력하는 사람이 많으니 "예".
- app.example.com 같은 앱이나 API: www.app.example.com을 입력하는 사람은 없으니 "아니요".

두 이름 모두 같은 사이트를 보여 줍니다. 검색 엔진은 하나로 정해 두는 것을 좋아하니, 앱에서 한쪽으로 리디렉션하거나 \`<link rel="canonical">\`에 대표 주소를 적으세요.

# stepway가 하는 일
\`--www\`를 쓰면 두 이름 모두 레코드를 만들고 인증서에 넣습니다. 나중에 바꿀 수도 있습니다. 인증서의 이름은 발급할 때 정해지므로 새 인증서를 만들어 바꿉니다. \`stepway up\`, \`deploy\`, \`doctor\`는 두 이름 모두 브라우저처럼 접속해 보고, 서로 반대로 보내는 리디렉션이 있으면 알려 줍니다.
`,
  },
};
