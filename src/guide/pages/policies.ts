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
A permission is one statement: which actions are allowed on which resources. A policy is a JSON document with one or more of them, which you attach to users, groups and roles. You cannot attach permissions one by one.

  { "Effect": "Allow",
    "Action": "secretsmanager:GetSecretValue",
    "Resource": "arn:aws:secretsmanager:…:secret:rds!db-…" }

- AWS provides some policies (AmazonSSMManagedInstanceCore); you write others.
- Nothing is allowed unless a policy allows it. One \`Deny\` overrides every \`Allow\`.
- Grant only what is needed, so that a leak does little damage.

An "AccessDenied" error names the missing action. Often that is all you need to add; sometimes an organization policy (SCP) above the account forbids it, and only its administrator can help.

# What stepway does
Before it changes anything, it asks IAM whether you have every permission it needs, and lists all that are missing. \`stepway plan --permissions\` prints the whole policy, and with "delivery" a second one for --delivery. Save each to a file, create a policy from it, and attach it to your group, user or role, which can have ten:

  aws iam create-policy --policy-name stepway \\
    --policy-document file://policy.json
  aws iam attach-group-policy --group-name GROUP --policy-arn ARN

If you are not allowed to ask IAM, \`--skip-permission-check\` continues until AWS denies something. The server's own policy lets it read one secret.
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
무엇이든 만들기 전에 필요한 권한이 다 있는지 IAM에 물어, 없는 권한을 한꺼번에 보여 줍니다. 전체 정책은 \`stepway plan --permissions\`로, --delivery에 더 필요한 정책은 뒤에 delivery를 붙여 볼 수 있습니다. 파일로 저장해 정책을 만들고 그룹이나 사용자, 역할에 붙이세요. 하나에 10개까지 붙일 수 있습니다.

  aws iam create-policy --policy-name stepway \\
    --policy-document file://policy.json
  aws iam attach-group-policy --group-name GROUP --policy-arn ARN

IAM에 물어볼 권한조차 없다면 \`--skip-permission-check\`로 진행하고, AWS가 거부하는 곳에서 멈춥니다. 서버의 역할에 붙이는 정책은 데이터베이스 비밀번호 하나를 읽는 것만 허용합니다.
`,
  },
};
