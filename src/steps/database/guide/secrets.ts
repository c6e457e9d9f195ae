import type { Topic } from '../../../guide/topic.ts';

export const secrets: Topic = {
  id: 'secrets',
  title: { en: 'The database password (Secrets Manager)', ko: '데이터베이스 비밀번호(Secrets Manager)' },
  summary: {
    en: 'made by AWS, rotated every 7 days; what your app uses',
    ko: 'AWS가 만들고 7일마다 바꾸는 비밀번호, 앱이 대신 쓰는 것',
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
RDS generates the password and stores it in Secrets Manager. Nobody types it, it is in no file, log or chat, and stepway never sees it.

It is rotated every seven days. A password copied into a config file works at first and fails within a week ("it worked on Friday"). So it is read at each connection, as \`stepway db connect\` and \`stepway db tunnel\` do for you. The administrator's, by hand:

  aws secretsmanager get-secret-value --secret-id SECRET_ARN \\
    --query SecretString --output text
  {"username":"app_owner","password":"***"}

An app that reads its configuration once, at its start, cannot live with that. It needs a user of its own, whose password does not change by itself.

# What stepway does
The server's role can read this one secret and no other. With it, the server makes a user \`app\`, who owns the database \`app\` and has no power over others; its password is made on the server and never leaves it. Your app finds it in DATABASE_URL, or in DATABASE_USER and DATABASE_PASSWORD, and Spring in SPRING_DATASOURCE_URL and so on. Connections are verified with RDS's authorities, a file that DATABASE_CA names: DATABASE_URL says so for PostgreSQL; for MySQL, tell your driver.

\`stepway outputs --json\` has its ARN. The secret costs 0.40 USD a month and is deleted with the database.
`,
    ko: `
비밀번호는 RDS가 직접 만들어 Secrets Manager에 보관합니다. 콘솔에서는 "보안 암호"라고 합니다. 아무도 입력하지 않으니 파일에도 로그에도 채팅에도 남지 않고, stepway도 보지 못합니다.

그리고 7일마다 바뀝니다. 설정 파일에 복사해 두면 처음에는 잘 되다가 일주일 안에 접속이 끊깁니다. "금요일까지는 됐는데요"는 대개 이 때문입니다. 그래서 접속할 때마다 읽어야 하고, \`stepway db connect\`와 \`stepway db tunnel\`이 그렇게 합니다. 관리자의 비밀번호는 직접 이렇게 읽습니다.

  aws secretsmanager get-secret-value --secret-id SECRET_ARN \\
    --query SecretString --output text
  {"username":"app_owner","password":"***"}

시작할 때 한 번만 설정을 읽는 앱은 이렇게 쓸 수 없습니다. 비밀번호가 저절로 바뀌지 않는 전용 사용자가 필요합니다.

# stepway가 하는 일
서버의 역할이 이 보안 암호 하나만 읽을 수 있게 합니다. 서버는 이것으로 \`app\` 사용자를 만듭니다. 이 사용자는 \`app\` 데이터베이스의 소유자이고 다른 권한은 없으며, 비밀번호는 서버에서 만들어 밖으로 나가지 않습니다. 앱은 DATABASE_URL이나 DATABASE_USER, DATABASE_PASSWORD를 읽으면 되고, Spring은 SPRING_DATASOURCE_URL 등을 알아서 읽습니다. 접속할 서버는 DATABASE_CA 파일에 있는 RDS의 인증 기관으로 확인합니다. PostgreSQL은 DATABASE_URL에 들어 있고, MySQL은 드라이버에 지정하세요.

ARN은 \`stepway outputs --json\`에 나옵니다. 보안 암호 하나에 월 0.40달러이고, 데이터베이스를 삭제하면 함께 사라집니다.
`,
  },
};
