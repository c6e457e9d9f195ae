import type { Topic } from '../topic.ts';

export const codedeploy: Topic = {
  id: 'codedeploy',
  title: { en: 'CodeDeploy', ko: 'CodeDeploy' },
  summary: { en: 'puts a new version on the server, step by step', ko: '새 버전을 순서대로 서버에 올려 주는 서비스' },
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
  see: ['ci-cd', 's3', 'github-oidc', 'roles'],
  links: [
    'https://docs.aws.amazon.com/codedeploy/latest/userguide/welcome.html',
    'https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html',
  ],
  text: {
    en: `
CodeDeploy does not touch your server. It gives orders to an agent there, and the agent does the work:

  1. you:    bundle with appspec.yml ──▶ S3 (or GitHub)
  2. you:    "deploy this version to the group"
  3. agent:  asks for orders, fetches the bundle
  4. agent:  ApplicationStop ▸ BeforeInstall ▸ Install ▸ AfterInstall
             ▸ ApplicationStart ▸ ValidateService
  5. agent:  reports: succeeded or failed

appspec.yml, at the top of the bundle, says which files go where and which script runs at which hook, as which user. A script that fails ends the deployment: let ValidateService ask your health path.

Two roles are at work: the server's (to fetch the bundle from S3) and CodeDeploy's own. When a deployment hangs, the agent is mostly missing, or was started before the role was there. Its log:

  /var/log/aws/codedeploy-agent/codedeploy-agent.log

# What stepway does
The server that it builds is an ordinary Amazon Linux 2023, for which AWS offers the agent, and its tag \`stepway:name\` is what a deployment group can find it by.
`,
    ko: `
CodeDeploy는 서버를 직접 건드리지 않습니다. 서버에 설치된 에이전트에 지시하고, 일은 에이전트가 합니다.

  1. 나:        appspec.yml을 넣은 묶음 ──▶ S3(또는 GitHub)
  2. 나:        "이 버전을 이 그룹에 배포해 줘"
  3. 에이전트:  지시를 받아 묶음을 내려받음
  4. 에이전트:  ApplicationStop ▸ BeforeInstall ▸ Install ▸ AfterInstall
                ▸ ApplicationStart ▸ ValidateService
  5. 에이전트:  성공 또는 실패를 보고

묶음의 맨 위에 두는 appspec.yml에는 어떤 파일을 어디로 옮기고, 어느 시점(후크)에 어떤 스크립트를 어떤 사용자로 실행할지 적습니다. 스크립트가 실패하면 배포가 끝나므로 ValidateService에서 상태 확인 경로를 호출해 보세요.

역할이 두 개 필요합니다. S3에서 묶음을 받을 서버의 역할과 CodeDeploy 자신의 역할입니다. 배포가 멈춰 있다면 대개 에이전트가 없거나, 역할을 붙이기 전에 시작된 경우입니다. 로그는 여기 있습니다.

  /var/log/aws/codedeploy-agent/codedeploy-agent.log

# stepway가 하는 일
서버는 AWS가 에이전트를 제공하는 평범한 Amazon Linux 2023이고, 배포 그룹은 \`stepway:name\` 태그로 이 서버를 찾을 수 있습니다.
`,
  },
};
