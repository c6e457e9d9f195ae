import type { Topic } from '../topic.ts';

export const secrets: Topic = {
  id: 'secrets',
  title: { en: 'The database password (Secrets Manager)', ko: '데이터베이스 비밀번호(Secrets Manager)' },
  summary: {
    en: 'made by AWS, changed every 7 days; let your app read it',
    ko: 'AWS가 만들고 7일마다 바꾸는 비밀번호를 앱에서 읽는 방법',
  },
  words: [
    'secret',
    'secrets manager',
    'password',
    'passwords',
    'rotation',
    'rotate',
    '비밀번호',
    '암호',
    '비밀',
    '시크릿',
    '교체',
    '자동 교체',
    '7일',
  ],
  see: ['rds', 'roles', 'policies'],
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html'],
  text: {
    en: `
RDS makes the password itself and keeps it in Secrets Manager. Nobody types it, it is in no file, no log and no chat; stepway never sees it.

It changes every seven days. A password copied into a configuration works at first and stops within a week: the riddle of "it worked on Friday". So read it when you connect:

  aws secretsmanager get-secret-value --secret-id SECRET_ARN \\
    --query SecretString --output text
  {"username":"app_owner","password":"***"}

In your app, with the AWS SDK: read the secret at the start, keep it, and when the database refuses the password, read it again. For Java there is the AWS Secrets Manager JDBC driver, which does just that. Connections that are open go on after a change.

# What stepway does
The server's role may read this one secret and no other. \`stepway outputs\` shows its ARN with the command. A secret costs 0.40 USD a month, and goes away with the database.
`,
    ko: `
비밀번호는 RDS가 직접 만들어 Secrets Manager에 보관합니다. 콘솔에서는 "보안 암호"라고 합니다. 아무도 입력하지 않으니 파일에도 로그에도 채팅에도 남지 않고, stepway도 보지 못합니다.

그리고 7일마다 바뀝니다. 설정 파일에 복사해 두면 처음에는 잘 되다가 일주일 안에 접속이 끊깁니다. "금요일까지는 됐는데요"는 대개 이 때문입니다. 접속할 때마다 읽으세요.

  aws secretsmanager get-secret-value --secret-id SECRET_ARN \\
    --query SecretString --output text
  {"username":"app_owner","password":"***"}

앱에서는 AWS SDK로 시작할 때 읽어 두었다가, 데이터베이스가 비밀번호를 거부하면 다시 읽으면 됩니다. Java라면 이 일을 그대로 해 주는 AWS Secrets Manager JDBC 드라이버가 있습니다. 이미 열린 연결은 비밀번호가 바뀌어도 이어집니다.

# stepway가 하는 일
서버의 역할이 이 보안 암호 하나만 읽을 수 있게 합니다. ARN과 명령은 \`stepway outputs\`에 나옵니다. 보안 암호 하나에 월 0.40달러이고, 데이터베이스를 삭제하면 함께 사라집니다.
`,
  },
};
