import type { Topic } from '../topic.ts';

export const iam: Topic = {
  id: 'iam',
  title: { en: 'Who can do what (IAM)', ko: '누가 무엇을 할 수 있는지(IAM)' },
  summary: {
    en: 'users, groups, roles and policies, and how they fit together',
    ko: '사용자, 그룹, 역할, 정책이 어떻게 이어지는지',
  },
  words: [
    'identity and access management',
    'permission',
    'permissions',
    'access denied',
    '권한',
    '아이엠',
    '접근 권한',
    '권한 관리',
  ],
  see: ['users', 'roles', 'policies', 'instance-profile', 'credentials'],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html'],
  text: {
    en: `
Every call to AWS comes from an identity, and IAM decides whether to allow it. Everything is denied until a policy allows it, and an explicit deny always wins.

  user ──── in ────▶ group ◀── policy   "can read from S3"
  user ◀── policy
  role ◀── policy                       no password, no key of its own
   ▲
   └ assumed for a while by a server, a service, another account

- User: a person or a program, with a password or long-term keys.
- Group: users who share the same policies.
- Role: permissions that trusted identities can assume. Whoever does gets temporary keys that expire within hours.
- Policy: a JSON document that lists what is allowed.

People should sign in through IAM Identity Center or as a user with MFA; programs on AWS should use a role. Keys that never expire are the most common way in for attackers.

# What stepway does
It works with the identity you are signed in as, and creates one role for the server. \`stepway plan --permissions\` prints the policy that you need.
`,
    ko: `
AWS로 가는 모든 요청에는 보낸 사람(또는 프로그램)이 있고, 그 일을 해도 되는지를 IAM이 정합니다. 정책이 허용하기 전에는 아무것도 할 수 없고, 거부하는 정책이 하나라도 있으면 거부됩니다.

  사용자 ── 소속 ──▶ 그룹 ◀── 정책     "S3에서 읽어도 된다"
  사용자 ◀── 정책
  역할   ◀── 정책                      자기 비밀번호도 키도 없음
   ▲
   └ 서버, 서비스, 다른 계정이 잠시 맡음

- 사용자: 사람이나 프로그램. 오래가는 비밀번호나 액세스 키를 가집니다.
- 그룹: 같은 정책을 받는 사용자들의 모임입니다.
- 역할: 주인이 정해지지 않은 권한. 역할을 맡으면 몇 시간 뒤 만료되는 임시 키를 받습니다.
- 정책: 무엇을 허용하는지 적은 JSON 문서입니다.

사람은 IAM Identity Center나 MFA를 건 사용자로, AWS 안의 프로그램은 역할로 AWS를 쓰는 것이 좋습니다. 만료되지 않는 액세스 키가 사고의 가장 흔한 원인입니다.

# stepway가 하는 일
지금 로그인한 사람의 권한으로 일하고, 서버를 위한 역할을 하나 만듭니다. 필요한 정책은 \`stepway plan --permissions\`로 볼 수 있습니다.
`,
  },
};
