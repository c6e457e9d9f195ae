import type { Topic } from '../../../guide/topic.ts';

export const imdsv2: Topic = {
  id: 'imdsv2',
  title: { en: 'Instance metadata (IMDSv2)', ko: '인스턴스 메타데이터(IMDSv2)' },
  summary: {
    en: 'how a server gets its credentials, and why it takes a token',
    ko: '서버가 자기 정보를 얻는 방법과 토큰이 필요한 이유',
  },
  words: ['imds', 'metadata', '169.254.169.254', 'ssrf', 'token', '메타데이터', '인스턴스 메타데이터', '토큰'],
  see: ['instance-profile', 'roles', 'ec2', 'credentials'],
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html'],
  text: {
    en: `
Every server can query 169.254.169.254 about itself: its ID, its zone, and the temporary keys of its role. The AWS SDK does this behind the scenes.

The old version (IMDSv1) answered any plain GET from the server. If a visitor can trick your app into fetching a URL (SSRF), the visitor gets the role's keys. This has happened to large companies.

IMDSv2 requires a token first, from a PUT request that such attacks usually cannot send:

  TOKEN=$(curl -sX PUT http://169.254.169.254/latest/api/token \\
    -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
  curl -H "X-aws-ec2-metadata-token: $TOKEN" \\
    http://169.254.169.254/latest/meta-data/instance-id

# What stepway does
The server accepts IMDSv2 only, and tokens travel only one hop. A Docker container with its own network is two hops away: with \`--docker\` tokens travel that far, and without it they do not. If someone loosens this, \`stepway up\` restores it.
`,
    ko: `
서버는 169.254.169.254에 물어 자기 ID, 가용 영역, 역할의 임시 키를 얻습니다. AWS SDK가 뒤에서 하는 일입니다.

예전 방식(IMDSv1)은 서버 안에서 GET만 보내면 누구에게나 답했습니다. 방문자가 준 주소를 앱이 대신 열어 주는 허점(SSRF)이 있으면 역할의 키가 그대로 새어 나갑니다. 큰 회사에서 실제로 일어난 일입니다.

IMDSv2는 먼저 PUT으로 토큰을 받아야 합니다. 그런 허점으로는 보내기 어려운 요청입니다.

  TOKEN=$(curl -sX PUT http://169.254.169.254/latest/api/token \\
    -H 'X-aws-ec2-metadata-token-ttl-seconds: 60')
  curl -H "X-aws-ec2-metadata-token: $TOKEN" \\
    http://169.254.169.254/latest/meta-data/instance-id

# stepway가 하는 일
서버는 IMDSv2만 받고, 토큰은 한 홉(hop)까지만 갑니다. 자체 네트워크를 쓰는 Docker 컨테이너는 두 홉 거리라 닿지 않습니다. \`--docker\`를 지정하면 두 홉까지 갑니다. 누가 이 설정을 풀면 \`stepway up\`이 되돌립니다.
`,
  },
};
