import type { Topic } from '../topic.ts';

export const roles: Topic = {
  id: 'roles',
  title: { en: 'Roles', ko: '역할(Role)' },
  summary: {
    en: 'permissions for a server, without a key on its disk',
    ko: '서버에 키를 두지 않고 권한을 주는 방법',
  },
  words: [
    'role',
    'iam role',
    'assume role',
    'assumerole',
    'sts',
    'trust policy',
    '역할',
    '롤',
    '신뢰 정책',
    '임시 자격 증명',
  ],
  about: ['server-role'],
  see: ['instance-profile', 'policies', 'iam', 'imdsv2', 'github-oidc'],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html'],
  text: {
    en: `
Suppose your app needs to read a secret from AWS. You could put an access key on the server's disk, where it would stay, in backups too, until someone finds it. A role avoids that.

A role has two kinds of policies:

  who can assume it (trust)      "EC2 can"
  what it can do                 "read this one secret"

Whoever assumes it gets temporary keys from STS (Security Token Service), and new ones before they expire. On a server the SDK does all this. Keep keys out of your code and environment: they take precedence over the role.

Roles are also how one account gives another access, and how GitHub deploys without stored keys.

# What stepway does
It creates one role for the server that only EC2 can assume. The role can use Session Manager and read the database's secret, nothing else. To allow more (send email, say, or read a bucket), attach your own policy to it in the console, and detach it before \`stepway teardown\`.
`,
    ko: `
서버의 앱이 AWS에서 비밀번호를 읽어야 한다고 합시다. 액세스 키를 디스크에 두면 되지만, 백업에까지 남아 누군가 찾을 때까지 그대로 있습니다. 역할은 그런 키가 필요 없게 해 줍니다.

역할에는 성격이 다른 두 가지 정책이 있습니다.

  누가 맡을 수 있나(신뢰 정책)     "EC2가 맡을 수 있다"
  무엇을 할 수 있나(권한 정책)     "이 비밀번호를 읽을 수 있다"

역할을 맡으면 STS(Security Token Service)가 임시 키를 주고, 만료되기 전에 새것으로 바꿔 줍니다. 서버에서는 SDK가 모두 알아서 합니다. 코드나 환경 변수에 키가 있으면 그 키가 먼저 쓰여 역할이 무시되니, 적어 두지 마세요.

다른 계정에 권한을 빌려주거나, GitHub가 키 없이 배포할 때도 역할을 씁니다.

# stepway가 하는 일
서버용 역할을 하나 만듭니다. EC2만 맡을 수 있고, Session Manager와 통신하고 데이터베이스 비밀번호를 읽는 것만 할 수 있습니다. 메일 발송이나 S3 읽기처럼 더 필요하면 콘솔에서 정책을 직접 붙이고, \`stepway teardown\` 전에 떼어 주세요.
`,
  },
};
