import type { Topic } from '../topic.ts';

export const certificate: Topic = {
  id: 'certificate',
  title: {
    en: 'ACM: the certificate',
    ko: 'ACM: 인증서',
  },
  summary: {
    en: 'Proof that the site is yours, and the key to https.',
    ko: '사이트의 주인임을 증명하고 https를 가능하게 합니다.',
  },
  words: ['acm', 'certificate', '인증서', 'https', 'tls', 'ssl', '암호화', '유효성 검사'],
  text: {
    en: "A certificate says that a trusted authority has checked who owns the name. With it the browser encrypts everything and shows no warning; without it there is no https.\n\nACM issues one for nothing, once a record that it asks for stands in your DNS. As long as the record stays, ACM renews the certificate by itself. It works only on AWS's own services, such as a load balancer: its key never leaves them.",
    ko: '인증서는 신뢰할 수 있는 기관이 이 이름의 주인을 확인했다는 증명입니다. 있으면 브라우저가 모든 통신을 암호화하고 경고를 띄우지 않으며, 없으면 https를 쓸 수 없습니다.\n\nACM은 요구한 레코드가 DNS에 있으면 무료로 발급하고, 레코드가 남아 있는 한 알아서 갱신합니다. 로드 밸런서 같은 AWS 서비스에서만 쓸 수 있고 개인 키는 밖으로 나오지 않습니다.',
  },
  here: {
    en: 'Requests it only after the name servers have been seen to lead to Route 53, puts the record there, and waits. `stepway doctor` says why one is refused.',
    ko: '네임서버가 Route 53을 가리키는 것을 확인한 뒤에 요청하고, 레코드를 넣고 기다립니다. 거부되면 이유를 `stepway doctor`가 알려 줍니다.',
  },
  about: ['certificate', 'validation-records', 'issued'],
  see: ['name-servers', 'load-balancer', 'dns-spoofing'],
  links: ['https://docs.aws.amazon.com/acm/latest/userguide/acm-overview.html'],
};
