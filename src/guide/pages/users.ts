import type { Topic } from '../topic.ts';

export const users: Topic = {
  id: 'users',
  title: { en: 'IAM users and groups', ko: 'IAM 사용자와 그룹' },
  summary: { en: 'people with passwords, programs with keys', ko: '비밀번호로 로그인하는 사람과 키를 쓰는 프로그램' },
  words: [
    'user',
    'group',
    'groups',
    'iam user',
    'iam users',
    'access key',
    'mfa',
    'identity center',
    'sso',
    '사용자',
    '그룹',
    '액세스 키',
    'iam 사용자',
    'iam 그룹',
  ],
  see: ['iam', 'policies', 'credentials', 'account'],
  links: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html',
  ],
  text: {
    en: `
A user is one person or one program in your account. A person signs in to the console with a password and, ideally, MFA. A program uses an access key: an ID (AKIA…) and a secret, which AWS shows only once.

Groups save work: attach policies to \`developers\`, then add and remove people. A user can be in several groups; groups cannot be nested and cannot sign in.

  group developers ◀── policy: EC2, RDS read
     ├─ minji
     └─ junho          joins the team: one change, all permissions

Access keys never expire by themselves. Do not give them to people, who can sign in with \`aws login\` or IAM Identity Center (\`aws configure sso\`) and get keys that last a few hours. If a key ever ends up in git, deactivate it immediately.

# What stepway does
It creates no users, groups or keys, and never asks for a key. \`stepway plan --permissions\` prints the policy that your user needs: attach it to your group.
`,
    ko: `
사용자는 계정 안의 한 사람 또는 한 프로그램입니다. 사람은 비밀번호(그리고 꼭 MFA)로 콘솔에 로그인하고, 프로그램은 액세스 키를 씁니다. 액세스 키는 ID(AKIA…)와 비밀 키로 되어 있고 비밀 키는 만들 때 한 번만 보여 줍니다.

그룹은 수고를 덜어 줍니다. developers 그룹에 정책을 붙여 두고 사람만 넣고 빼면 됩니다. 한 사용자가 여러 그룹에 속할 수 있지만, 그룹 안에 그룹을 넣거나 그룹으로 로그인할 수는 없습니다.

  그룹 developers ◀── 정책: EC2와 RDS 조회
     ├─ minji
     └─ junho          새로 합류: 한 줄이면 권한이 모두 생김

액세스 키는 만료되지 않습니다. 사람에게는 만들어 주지 마세요. \`aws login\`이나 IAM Identity Center(\`aws configure sso\`)로 로그인하면 몇 시간짜리 임시 키를 받습니다. 키가 git에 올라갔다면 바로 비활성화하세요.

# stepway가 하는 일
사용자도 그룹도 키도 만들지 않고, 키를 입력하라고 하지도 않습니다. 필요한 권한은 \`stepway plan --permissions\`로 출력해 그룹에 붙이세요.
`,
  },
};
