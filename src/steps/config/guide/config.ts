import type { Topic } from '../../../guide/topic.ts';

export const config: Topic = {
  id: 'config',
  title: { en: 'How things were set up (AWS Config)', ko: '자원이 어떻게 설정되어 있었는지(AWS Config)' },
  summary: { en: 'a history of settings, checked by rules', ko: '설정의 변경 기록과 규칙 점검' },
  words: [
    'aws config',
    'compliance',
    'recorder',
    'configuration item',
    'rules',
    '구성',
    '규정 준수',
    '레코더',
    '규칙',
    '점검',
  ],
  about: [
    'config',
    'config-bucket',
    'config-bucket-closed',
    'config-bucket-policy',
    'config-bucket-expiry',
    'config-role',
    'config-recorder',
    'config-channel',
    'config-recording',
    'config-rule-ssh',
    'config-rule-metadata',
    'config-rule-disks',
    'config-rule-buckets-closed',
    'config-rule-buckets-tls',
    'config-rule-trail',
    'config-rule-database-encrypted',
    'config-rule-database-private',
  ],
  see: ['audit', 's3', 'costs'],
  links: [
    'https://docs.aws.amazon.com/config/latest/developerguide/WhatIsConfig.html',
    'https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html',
  ],
  text: {
    en: `
CloudTrail records calls: somebody changed a security group. AWS Config records what came of it: which ports were open before, which ones since, and from when to when. When something broke on Tuesday, it shows how everything was set up on Monday.

Rules look at each change and say whether it is still as it should be: SSH not open to the world, disks and database encrypted, the database not public, buckets closed and TLS only, the metadata of the server behind a token, CloudTrail on. A rule only tells; it changes nothing.

You need it when somebody asks you to prove how things were set up, or when several people work in one account. Alone, with one site, the trail is mostly enough.

Each record of a new or changed resource costs 0.003 USD, each look of a rule at a resource 0.001 USD. A site with few changes comes to about half a dollar a month. AWS cannot record one stack alone: whatever the account has of these kinds in the Region is recorded, and whoever starts servers all day pays for each. So stepway records only the kinds of things that it makes.

A Region has one recorder. If your account has one already, stepway leaves it alone and says so before anything is made: stay with \`--audit trail\`.

# What stepway does
\`--audit trail+config\` adds to the trail: a bucket of its own (AWS Config cannot write to a locked one), the recorder with AWS's own role, which only reads, the channel to the bucket, and the rules, which look only at this stack. Files expire after a year. \`stepway doctor\` says when the recorder was stopped, when it records other things, and which rules are broken; \`stepway up\` puts the recorder right. \`--audit trail\` and \`stepway teardown\` remove all of it with the bucket's files; AWS's own role stays, and costs nothing.
`,
    ko: `
CloudTrail은 누가 보안 그룹을 바꿨다는 요청을 기록하고, AWS Config는 그 결과를 기록합니다. 전에는 어떤 포트가 열려 있었고 그 뒤로는 무엇이 열렸는지, 언제부터 언제까지 그랬는지 알 수 있습니다. 화요일에 문제가 생겼다면 월요일의 설정을 볼 수 있습니다.

규칙은 설정이 바뀔 때마다 지금도 올바른지 알려 줍니다. SSH가 누구에게나 열리지 않았는지, 디스크와 데이터베이스가 암호화되었는지, 데이터베이스가 공개되지 않았는지, 버킷이 공개되지 않고 TLS만 허용하는지, 서버 메타데이터에 토큰이 필요한지, CloudTrail이 켜져 있는지 점검합니다. 규칙은 알려 주기만 하고 아무것도 바꾸지 않습니다.

설정이 어떠했는지 증명해야 하거나 여러 사람이 한 계정을 쓴다면 필요합니다. 혼자 사이트 하나를 운영한다면 대개 추적만으로 충분합니다.

새로 만들거나 바꾼 자원을 한 번 기록할 때 0.003달러, 규칙이 자원을 한 번 점검할 때 0.001달러입니다. 변경이 적은 사이트라면 월 0.5달러쯤입니다. 스택 하나만 골라 기록할 수는 없어서 리전에 있는 같은 종류의 자원이 모두 기록되고, 온종일 서버를 만드는 계정이라면 그만큼 요금이 늘어납니다. 그래서 stepway는 직접 만드는 종류의 자원만 기록합니다.

레코더는 리전에 하나뿐입니다. 계정에 이미 있으면 stepway는 건드리지 않고, 무엇을 만들기 전에 알려 줍니다. 그때는 \`--audit trail\`을 쓰세요.

# stepway가 하는 일
\`--audit trail+config\`를 지정하면 추적에 더해 전용 버킷(AWS Config는 잠긴 버킷에 쓸 수 없습니다), 읽기만 하는 AWS 역할을 쓰는 레코더, 버킷으로 보내는 채널, 이 스택만 점검하는 규칙을 만듭니다. 파일은 1년 뒤 자동으로 삭제됩니다. 레코더가 멈췄거나 다른 자원을 기록하거나 어긋난 규칙이 있으면 \`stepway doctor\`가 알려 주고, 레코더는 \`stepway up\`이 되돌립니다. \`--audit trail\`이나 \`stepway teardown\`을 실행하면 버킷의 파일까지 모두 삭제합니다. AWS의 역할은 남지만 요금이 없습니다.
`,
  },
};
