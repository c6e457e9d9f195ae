import type { Topic } from '../topic.ts';

export const credentials: Topic = {
  id: 'credentials',
  title: { en: 'Credentials, and their order', ko: '자격 증명과 찾는 순서' },
  summary: {
    en: 'where programs find your AWS keys, and which ones win',
    ko: '프로그램이 AWS 키를 어디서 찾고 무엇이 먼저인지',
  },
  words: [
    'credential',
    'keys',
    'access key',
    'aws configure',
    'aws login',
    'aws_profile',
    'proxy',
    '프록시',
    'profile',
    'sso',
    'sign in',
    'login',
    '자격 증명',
    '자격증명',
    '키',
    '로그인',
    '프로필',
    '우선순위',
    '순서',
  ],
  see: ['users', 'roles', 'instance-profile', 'account'],
  links: [
    'https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html',
    'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html',
  ],
  text: {
    en: `
Programs that use AWS look for credentials in a fixed order and use the first ones they find:

  1. keys written in the code             never do this
  2. environment: AWS_ACCESS_KEY_ID …
  3. the profile in ~/.aws: sign-in, SSO, keys
  4. the role of the server               best, on AWS

This order explains a common mystery: a server has a role, but a forgotten key in its environment or ~/.aws takes precedence. To use the role, remove the rest. With a named profile (\`--profile\` or AWS_PROFILE), stepway skips the keys in the environment.

On your own computer, the best options store no long-term key:

  aws login             browser; keys for up to 12 hours (AWS CLI 2.32)
  aws configure sso     for IAM Identity Center

# What stepway does
It uses what the AWS SDK finds, honors \`--profile\` and \`--region\`, and shows who you are signed in as. It never asks for, prints or stores a key. If your sign-in expires during a build, sign in again and run \`stepway up\` to continue. If a profile has an MFA device, it asks for the code once, at the start.

In the network of a company, AWS is reached through the proxy that HTTPS_PROXY names (\`http://<name>:<password>@<host>:<port>\`), except for the hosts in NO_PROXY. If the network reads TLS along, set AWS_CA_BUNDLE to the file with the certificate of its CA; your IT department has it. Your site is visited through the proxy, too. Where no name server can be reached directly, DNS is asked over HTTPS (dns.google, then cloudflare-dns.com, or what \`--dns-server https://<host>/dns-query\` names): allow one of them in the proxy.
`,
    ko: `
AWS를 쓰는 프로그램은 정해진 순서로 자격 증명을 찾아 처음 찾은 것을 씁니다.

  1. 코드에 적은 키                       절대 하지 마세요
  2. 환경 변수: AWS_ACCESS_KEY_ID 등
  3. ~/.aws의 프로필: 로그인, SSO, 키
  4. 서버의 역할                          AWS 안에서는 가장 좋음

이 순서를 모르면 헤매기 쉽습니다. 서버에 역할이 있어도 환경 변수나 ~/.aws에 남은 키가 먼저 쓰입니다. 역할을 쓰려면 나머지를 지워야 합니다. 또 프로필을 지정하면(\`--profile\` 또는 AWS_PROFILE) stepway는 환경 변수의 키를 건너뜁니다.

내 컴퓨터에는 오래가는 키를 남기지 않는 방법이 좋습니다.

  aws login             브라우저 로그인, 최대 12시간(AWS CLI 2.32 이상)
  aws configure sso     IAM Identity Center를 쓰는 경우

# stepway가 하는 일
AWS SDK가 찾은 것을 그대로 쓰고(\`--profile\`, \`--region\`으로 지정 가능) 누구로 로그인했는지 보여 줍니다. 키를 묻거나 출력하거나 저장하지 않습니다. 도중에 로그인이 만료되면 다시 로그인하고 \`stepway up\`을 실행하세요. 멈춘 곳부터 이어집니다. 프로필에 MFA 기기가 있으면 처음에 코드를 한 번 묻습니다.

회사 네트워크에서는 HTTPS_PROXY에 적은 프록시로 AWS에 연결하고(\`http://<이름>:<암호>@<호스트>:<포트>\`), NO_PROXY에 적은 호스트는 바로 연결합니다. 네트워크가 TLS를 검사한다면 그 CA의 인증서 파일을 AWS_CA_BUNDLE로 지정하세요. 파일은 사내 IT 부서에서 받을 수 있습니다. 사이트 방문도 프록시를 거칩니다. 네임서버에 직접 연결할 수 없으면 DNS는 HTTPS로 조회하므로(dns.google, cloudflare-dns.com 순, \`--dns-server https://<호스트>/dns-query\`로 다른 서버 지정), 그중 하나를 프록시에서 허용하세요.
`,
  },
};
