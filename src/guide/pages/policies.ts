import type { Topic } from '../topic.ts';

export const policies: Topic = {
  id: 'policies',
  title: { en: 'Policies and permissions', ko: '정책과 권한' },
  summary: { en: 'the documents that say what is allowed', ko: '무엇을 허용하는지 적은 문서' },
  words: [
    'policy',
    'iam policy',
    'permission',
    'permissions',
    'least privilege',
    'access denied',
    'accessdenied',
    'unauthorized',
    '정책',
    '권한',
    '최소 권한',
    '액세스 거부',
  ],
  about: ['permissions', 'database-secret-policy'],
  see: ['iam', 'roles', 'users', 'secrets'],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html'],
  text: {
    en: `
A permission is one sentence: who, may, what, on which thing. A policy is a number of them, in JSON, and is what you attach to users, groups and roles. Permissions cannot be attached one by one.

  { "Effect": "Allow",
    "Action": "secretsmanager:GetSecretValue",
    "Resource": "arn:aws:secretsmanager:…:secret:rds!db-…" }

- AWS writes some itself (AmazonSSMManagedInstanceCore), you write others.
- Nothing is allowed unless a policy says so. One \`Deny\` beats every \`Allow\`.
- Give what is needed and no more: a leak is then a small one.

"AccessDenied" names the action that was missing. Often that is all you need to add; sometimes an organisation's policy (SCP) above the account forbids it, and only its administrator can help.

# What stepway does
Before the first write it asks IAM whether you may do everything, and lists what is missing, all at once. \`stepway plan --permissions\` prints the whole policy. May you not ask IAM? \`--skip-permission-check\` goes on, and stops where AWS says no. The server's own policy allows it to read one secret.
`,
    ko: `
권한은 한 문장입니다. 누가, 무엇을, 어디에 할 수 있는가. 정책은 이 문장들을 모은 JSON 문서이고, 사용자와 그룹과 역할에 붙입니다. 권한을 하나씩 따로 붙일 수는 없습니다.

  { "Effect": "Allow",
    "Action": "secretsmanager:GetSecretValue",
    "Resource": "arn:aws:secretsmanager:…:secret:rds!db-…" }

- AWS가 만들어 둔 것(AmazonSSMManagedInstanceCore)도 있고 직접 쓸 수도 있습니다.
- 허용한다고 적지 않은 것은 모두 금지입니다. \`Deny\`가 하나라도 있으면 \`Allow\`가 있어도 금지입니다.
- 필요한 만큼만 주세요. 그래야 새어 나가도 피해가 작습니다.

"AccessDenied" 오류에는 권한이 없는 작업의 이름이 나옵니다. 대개 그것만 추가하면 됩니다. 조직의 정책(SCP)이 막고 있다면 조직 관리자에게 요청해야 합니다.

# stepway가 하는 일
무엇이든 만들기 전에 필요한 권한이 다 있는지 IAM에 물어, 없는 권한을 한꺼번에 보여 줍니다. 전체 정책은 \`stepway plan --permissions\`로 볼 수 있습니다. IAM에 물어볼 권한조차 없다면 \`--skip-permission-check\`로 진행하고, AWS가 거부하는 곳에서 멈춥니다. 서버의 역할에 붙이는 정책은 데이터베이스 비밀번호 하나를 읽는 것만 허용합니다.
`,
  },
};
