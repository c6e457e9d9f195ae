import type { Topic } from '../../../guide/topic.ts';

export const bundle: Topic = {
  id: 'bundle',
  title: { en: 'What leaves your computer', ko: '이 컴퓨터에서 나가는 파일' },
  summary: { en: 'what a deployment sends, leaves out and refuses', ko: '배포할 때 보내는 것, 빼는 것, 거부하는 것' },
  words: ['stepwayignore', '.stepwayignore', 'gitignore', '.gitignore', '.env', 'files', '번들', '비밀 값', '파일'],
  see: ['codedeploy', 's3', 'secrets'],
  text: {
    en: `
A bundle is a copy of your project in one file. It goes to a bucket, and from there to the server. A password or a private key that happens to lie in your folder would be in both, and so would the data in a database file.

git already knows what belongs to the project: .gitignore lists what does not. Two things are different on a server. It needs what the build made, which git ignores. And some files in git are of no use there, such as documents: list them in .stepwayignore, at the top of the project. It has the syntax of .gitignore and the last word:

  docs/               leave a folder out
  !/generated/        send it, although git ignores it
  !/config/ca.key     send this file, although it looks like a secret

Settings and passwords do not belong in the bundle. The app gets its settings from environment variables, and reads the database password when it connects.

# What stepway does
\`stepway deploy\` builds the app in a copy of what git has of the project, and packs the dependencies that it runs with for the server's system and processor. What is compiled on a Mac, or for another processor, would not run there. \`--no-build\` deploys the folder as it is; the server then installs packages.

\`stepway deploy --list\` shows every path and why it goes or stays. It needs no stack and sends nothing.

- Goes: what git would take, what the build made (dist, build, .next …), and what the start command names.
- Left out: what git ignores, node_modules and virtual environments (they are made anew), links that lead to what is left out.
- Refused: private keys, tokens, .env files, Terraform state, dumps, database files. \`stepway deploy\` names them and sends nothing. Only a line that names the file itself sends it, not one for its folder.

A deployment from GitHub packs what is in the repository there and what its build makes, without what .stepwayignore lists. It does not look for secrets: what is in a repository has left your computer already.
`,
    ko: `
번들은 프로젝트를 파일 하나로 묶은 것입니다. 버킷에 올라갔다가 서버로 갑니다. 폴더에 비밀번호나 개인 키, 데이터베이스 파일이 있으면 함께 올라갑니다.

무엇이 프로젝트에 속하는지는 git이 이미 압니다. 아닌 것이 .gitignore에 적혀 있으니까요. 서버에서는 두 가지가 다릅니다. 빌드 결과는 git이 무시하지만 서버에는 필요합니다. 반대로 문서처럼 git에는 있어도 서버에는 쓸모없는 파일이 있습니다. 이런 것은 프로젝트 최상위 폴더의 .stepwayignore에 적으세요. 문법은 .gitignore와 같고, 가장 나중에 적용됩니다.

  docs/               폴더를 뺌
  !/generated/        git이 무시해도 보냄
  !/config/ca.key     비밀 값으로 보여도 이 파일은 보냄

설정과 비밀번호는 번들에 넣지 않는 것이 좋습니다. 앱의 설정은 환경 변수로 받고, 데이터베이스 비밀번호는 접속할 때 읽으면 됩니다.

# stepway가 하는 일
\`stepway deploy\`는 git에 있는 파일의 사본에서 앱을 빌드하고, 실행에 필요한 의존성을 서버의 시스템과 프로세서에 맞게 묶습니다. Mac에서 컴파일한 것이나 다른 프로세서용으로 빌드한 것은 서버에서 실행되지 않으니까요. \`--no-build\`를 쓰면 폴더를 그대로 배포하고, 의존성은 서버에서 설치합니다.

\`stepway deploy --list\`로 모든 경로와 이유를 볼 수 있습니다. 스택이 없어도 되고 아무것도 보내지 않습니다.

- 보냄: git이 가져갈 파일, 빌드 결과(dist, build, .next 등), 시작 명령에 적힌 파일.
- 뺌: git이 무시하는 파일, node_modules와 가상 환경(새로 만듦), 빠지는 파일을 가리키는 링크.
- 거부: 개인 키, 토큰, .env, Terraform 상태, 덤프, 데이터베이스 파일. \`stepway deploy\`가 이름을 알려 주고 아무것도 보내지 않습니다. 꼭 보내려면 그 파일을 직접 가리키는 줄이 필요하고, 폴더를 보내는 줄로는 나가지 않습니다.

GitHub에서 하는 배포는 저장소에 있는 것과 빌드 결과를 묶고, .stepwayignore에 적힌 것은 뺍니다. 비밀 값은 따로 찾지 않습니다. 저장소에 있다면 이미 이 컴퓨터를 떠난 것이니까요.
`,
  },
};
