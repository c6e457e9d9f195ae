import type { Topic } from '../../../guide/topic.ts';

export const env: Topic = {
  id: 'env',
  title: { en: "Your app's settings and secrets", ko: '앱의 설정과 비밀 값' },
  summary: { en: 'environment variables: what to set, and where they are', ko: '환경 변수: 설정하는 법과 보관하는 곳' },
  words: [
    'environment',
    'environment variables',
    'parameter store',
    'securestring',
    'dotenv',
    'api key',
    'jwt_secret',
    '환경 변수',
    '설정',
    '비밀 값',
  ],
  see: ['secrets', 'releases', 'bundle'],
  about: ['app-settings'],
  text: {
    en: `
What differs between your computer and the server does not belong in the code: the key of an API, the secret that signs tokens, the address of the database. An app reads such things from its environment: process.env.NAME in Node.js, os.environ["NAME"] in Python.

  stepway env set JWT_SECRET               asks for the value, unseen
  stepway env set API_URL=https://a.com    sets it at once
  stepway env set --file .env.production   sets what a file has
  stepway env                              lists the names
  stepway env unset API_URL                removes one
  stepway env pull --file .env             writes all to a file

A value is kept exactly, whatever is in it, several lines too. A value that is typed on the command line stays in the history of your shell: for secrets, use the first form, or a file.

In a .env file, NAME=value is a line each. Between double quotes a backslash makes \\n a line break; between single quotes everything is what it is. $NAME is not replaced. Such a file never belongs in git.

# What stepway does
The server itself sets PORT, AWS_REGION, HOME, and with a database DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_ENGINE, DATABASE_SECRET_ARN, DATABASE_USER, DATABASE_PASSWORD and DATABASE_CA. These names cannot be set. DATABASE_URL, which it sets as well, can: for a database elsewhere.

Your settings are in Parameter Store, a part of AWS Systems Manager: one SecureString each, under /stepway/ and the id of the stack. AWS encrypts them with a key of its own, which costs nothing; a key of yours would cost 1 USD a month and let in the same people. Up to 4 KB a value are free; larger ones are refused. Only this stack's server can read them. They go with \`stepway teardown\`.

A change is live in seconds: the app starts with the new values beside the one that serves, and takes over once it responds. With values that it does not start with, all are put back as they were, and your visitors notice nothing. \`--no-restart\` leaves them for the next deployment.
`,
    ko: `
내 컴퓨터와 서버에서 서로 다른 값은 코드에 넣지 않습니다. API 키, 토큰을 서명하는 비밀 값, 데이터베이스 주소 같은 것입니다. 앱은 이런 값을 환경 변수에서 읽습니다. Node.js는 process.env.NAME, Python은 os.environ["NAME"]입니다.

  stepway env set JWT_SECRET               값을 숨겨서 입력
  stepway env set API_URL=https://a.com    바로 설정
  stepway env set --file .env.production   파일에 있는 값 모두 설정
  stepway env                              이름 목록
  stepway env unset API_URL                하나 없애기
  stepway env pull --file .env             모두 파일로 저장

여러 줄이든 특수 문자든 값은 그대로 보관합니다. 명령줄에 입력한 값은 셸 기록에 남으므로, 비밀 값은 첫 번째 방법이나 파일로 설정하세요.

.env 파일은 한 줄에 하나씩 NAME=value로 씁니다. 큰따옴표 안에서는 역슬래시를 써서 \\n이 줄바꿈이 되고, 작은따옴표 안에서는 모두 쓴 그대로입니다. $NAME은 바꾸지 않습니다. 이런 파일은 절대 git에 올리지 마세요.

# stepway가 하는 일
PORT, AWS_REGION, HOME은 서버가 직접 정합니다. 데이터베이스가 있으면 DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_ENGINE, DATABASE_SECRET_ARN, DATABASE_USER, DATABASE_PASSWORD, DATABASE_CA도 그렇습니다. 이 이름으로는 설정할 수 없습니다. 서버가 정하는 DATABASE_URL은, 데이터베이스가 다른 곳에 있을 때 바꿔 설정할 수 있습니다.

설정은 AWS Systems Manager의 Parameter Store에 SecureString으로 하나씩, /stepway/와 스택 ID로 시작하는 이름으로 보관합니다. AWS의 키로 암호화하므로 비용이 없습니다. 직접 만든 키는 매달 1USD가 들고, 읽을 수 있는 사람은 같습니다. 값 하나에 4KB까지 무료이고 더 크면 받지 않습니다. 이 스택의 서버만 읽을 수 있고, \`stepway teardown\`으로 함께 사라집니다.

바꾼 값은 몇 초면 적용됩니다. 실행 중인 앱 옆에서 새 값으로 앱을 시작하고, 정상으로 응답하면 넘겨받습니다. 새 값으로 시작되지 않으면 모두 원래대로 되돌리므로 방문자는 알아차리지 못합니다. \`--no-restart\`를 쓰면 다음 배포 때 적용합니다.
`,
  },
};
