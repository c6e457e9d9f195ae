import type { Topic } from '../../../guide/topic.ts';

export const codedeploy: Topic = {
  id: 'codedeploy',
  title: { en: 'CodeDeploy', ko: 'CodeDeploy' },
  summary: { en: 'puts new versions on the server, step by step', ko: '새 버전을 순서대로 서버에 올려 주는 서비스' },
  words: [
    'code deploy',
    'appspec',
    'appspec.yml',
    'agent',
    'hooks',
    '코드디플로이',
    '코드 디플로이',
    '배포',
    'deploy',
    '에이전트',
    '앱스펙',
  ],
  about: ['application', 'deployment-group', 'deploy-agent', 'deploy-role', 'deploy-policy', 'app-config'],
  see: ['releases', 'bundle', 'ci-cd', 's3', 'github-oidc', 'roles'],
  links: [
    'https://docs.aws.amazon.com/codedeploy/latest/userguide/welcome.html',
    'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html',
  ],
  text: {
    en: `
CodeDeploy does not touch your server directly. An agent on the server gets instructions from it and does the work:

  1. you:    bundle with appspec.yml ──▶ S3 (or GitHub)
  2. you:    "deploy this version to the group"
  3. agent:  gets instructions, downloads the bundle
  4. agent:  ApplicationStop ▸ BeforeInstall ▸ Install ▸ AfterInstall
             ▸ ApplicationStart ▸ ValidateService
  5. agent:  reports: succeeded or failed

appspec.yml, at the root of the bundle, says which files go where, and which script runs at which hook, as which user. A failing script ends the deployment, and CodeDeploy deploys the last good version again.

Two roles are involved: the server's (to download the bundle from S3) and CodeDeploy's own. When a deployment hangs, the agent is usually missing, or was started before the role existed. Its log:

  /var/log/aws/codedeploy-agent/codedeploy-agent.log

# What stepway does
With \`--delivery local\` or \`--delivery github\` it installs the agent on the server and creates the application, the deployment group and CodeDeploy's role. CodeDeploy finds the server by its tags.

Before it sends anything, \`stepway deploy\` runs the bundle on your computer the way the server will, and asks it for the health path as nginx does. A version that would fail is not sent. What only AWS has (the database, your settings) cannot be tried here, and it says so; \`--no-try\` leaves this out.

What happens on the server then: \`stepway explain releases\`. What \`stepway deploy\` puts into a bundle: \`stepway explain bundle\`.
`,
    ko: `
CodeDeploy는 서버를 직접 건드리지 않습니다. 서버에 설치된 에이전트가 지시를 받아 일합니다. 배포할 파일을 묶은 것을 번들이라고 합니다.

  1. 나:        appspec.yml을 넣은 번들 ──▶ S3(또는 GitHub)
  2. 나:        "이 버전을 이 그룹에 배포해 줘"
  3. 에이전트:  지시를 받아 번들을 내려받음
  4. 에이전트:  ApplicationStop ▸ BeforeInstall ▸ Install ▸ AfterInstall
                ▸ ApplicationStart ▸ ValidateService
  5. 에이전트:  성공 또는 실패를 보고

번들의 최상위 폴더에 두는 appspec.yml에는 어떤 파일을 어디로 옮기고, 어느 시점(후크)에 어떤 스크립트를 어떤 사용자로 실행할지 적습니다. 스크립트가 실패하면 배포도 실패로 끝나고, CodeDeploy가 마지막 정상 버전을 다시 배포합니다.

역할이 두 개 필요합니다. S3에서 번들을 받을 서버의 역할과 CodeDeploy 자신의 역할입니다. 배포가 진행되지 않는다면 대개 에이전트가 없거나, 서버에 역할을 붙이기 전에 에이전트가 시작된 경우입니다. 에이전트의 로그는 여기 있습니다.

  /var/log/aws/codedeploy-agent/codedeploy-agent.log

# stepway가 하는 일
\`--delivery local\`이나 \`--delivery github\`를 고르면 서버에 에이전트를 설치하고 CodeDeploy 애플리케이션, 배포 그룹, CodeDeploy의 역할을 만듭니다. 서버는 태그로 찾습니다.

\`stepway deploy\`는 보내기 전에 번들을 이 컴퓨터에서 서버와 똑같이 실행하고, nginx처럼 상태 확인 경로를 호출해 봅니다. 실패할 버전은 보내지 않습니다. 데이터베이스나 앱 설정처럼 AWS에만 있는 것은 여기서 확인할 수 없으므로 그렇다고 알려 줍니다. \`--no-try\`를 쓰면 실행해 보지 않습니다.

그다음 서버에서 일어나는 일은 \`stepway explain releases\`에, \`stepway deploy\`가 번들에 넣는 것은 \`stepway explain bundle\`에 있습니다.
`,
  },
};
