import type { Topic } from '../../../guide/topic.ts';

export const acm: Topic = {
  id: 'acm',
  title: { en: 'Certificate (ACM)', ko: '인증서(ACM)' },
  summary: {
    en: 'free once you prove the domain is yours; renews itself',
    ko: '무료, 도메인 소유가 확인되면 발급, 갱신은 자동',
  },
  words: [
    'certificate',
    'certificates',
    'aws certificate manager',
    'ssl',
    'tls',
    'caa',
    'validation',
    'renewal',
    '인증서',
    '인증서 발급',
    '갱신',
    '소유 확인',
    'ssl 인증서',
  ],
  about: ['certificate', 'validation-records', 'issued'],
  see: ['https', 'dns-spoofing', 'delegation', 'entry'],
  links: [
    'https://docs.aws.amazon.com/acm/latest/userguide/acm-overview.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
  ],
  text: {
    en: `
ACM (AWS Certificate Manager) issues certificates for free. First you prove that the domain is yours, either by answering an email to its owner or by adding a DNS record. The record is better, because it also validates every renewal.

  you: certificate for app.example.com, please
  ACM: point _a1b2.app.example.com at _c3d4.acm-validations.aws
  you: (adds the record)
  ACM: issued                     usually within minutes

A certificate is valid for about half a year (198 days). ACM renews it well before it expires, as long as the record stays and the certificate is in use. Do not delete that CNAME.

A free ACM certificate works only on AWS services (load balancer, CloudFront, API Gateway), not on your server. If your domain has CAA records, one of them must allow amazon.com.

# What stepway does
Once the name servers are right, it requests the certificate, creates the record, waits until it is issued (about two minutes) and attaches it to the load balancer. It checks for CAA records that forbid this before it builds anything. With \`--entry elastic-ip\` it skips all this: the server gets its own certificate.
`,
    ko: `
ACM(AWS Certificate Manager)은 인증서를 무료로 발급합니다. 먼저 도메인이 내 것임을 확인해야 하는데, 소유자에게 온 메일에 답하거나 DNS에 정해진 레코드를 넣으면 됩니다. DNS가 좋습니다. 갱신할 때도 그 레코드로 자동 확인되기 때문입니다.

  나:  app.example.com 인증서 주세요
  ACM: _a1b2.app.example.com이 _c3d4.acm-validations.aws를 가리키게 하세요
  나:  (레코드를 넣음)
  ACM: 발급했습니다               보통 몇 분

인증서의 수명은 반년쯤(198일)입니다. 레코드가 남아 있고 인증서가 쓰이고 있으면 만료되기 한참 전에 ACM이 갱신합니다. 그 CNAME을 지우지 마세요.

무료 ACM 인증서는 로드 밸런서, CloudFront, API Gateway 같은 AWS 서비스에만 붙이고 서버에는 직접 설치하지 못합니다. 도메인에 CAA 레코드가 있다면 amazon.com을 허용해야 합니다.

# stepway가 하는 일
네임서버가 맞게 바뀌면 인증서를 요청하고, 레코드를 만들고, 발급될 때까지(약 2분) 기다렸다가 로드 밸런서에 붙입니다. 발급을 막는 CAA 레코드가 있는지는 만들기 전에 미리 확인합니다. \`--entry elastic-ip\`라면 서버가 직접 받으므로 이 과정이 없습니다.
`,
  },
};
