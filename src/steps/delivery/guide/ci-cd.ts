import type { Topic } from '../../../guide/topic.ts';

export const ciCd: Topic = {
  id: 'ci-cd',
  title: { en: 'Automatic deployment: source, build, deploy', ko: '배포 자동화: 소스, 빌드, 배포' },
  summary: { en: 'the stages of a pipeline, and the services for each', ko: '파이프라인의 단계와 단계별 서비스' },
  words: [
    'pipeline',
    'deployment',
    'automation',
    'continuous integration',
    'codepipeline',
    'codebuild',
    'codecommit',
    '배포 자동화',
    '배포',
    'deploy',
    '파이프라인',
    '자동 배포',
    '코드빌드',
    '코드커밋',
    '코드파이프라인',
    '휴먼 에러',
  ],
  about: ['delivery'],
  see: ['codedeploy', 's3', 'github-oidc'],
  links: ['https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome.html'],
  text: {
    en: `
By hand you build, copy, stop and start, and one day you forget a step. A pipeline runs the same steps in the same order every time:

  ┌─ source ─────┐   ┌─ build ──────┐   ┌─ deploy ─────┐
  │ a push to    │──▶│ compile,     │──▶│ install on   │
  │ the main     │   │ test, pack   │   │ the server   │
  └──────────────┘   └──────────────┘   └──────────────┘
  GitHub             GitHub Actions     CodeDeploy
  CodeCommit         CodeBuild          CodeDeploy, S3

AWS has a service for each stage, and CodePipeline to connect them. For a small project, GitHub and GitHub Actions do the first two for free, and CodeDeploy is free on EC2.

Each stage starts only after the previous one succeeds: a failing test never reaches your visitors.

# What stepway does
It asks how you want to deploy. \`--delivery local\` sets up what you need to deploy from your machine: a bucket, CodeDeploy and its agent. \`--delivery github\` also lets one repository's workflow deploy on every push. With \`--delivery none\` you deploy it yourself, from a Session Manager shell.
`,
    ko: `
손으로 배포하면 빌드하고, 복사하고, 멈추고, 시작하다가 언젠가 하나를 빠뜨립니다(휴먼 에러). 파이프라인은 같은 일을 매번 같은 순서로 합니다.

  ┌─ 소스 ───────┐   ┌─ 빌드 ───────┐   ┌─ 배포 ───────┐
  │ main에 push  │──▶│ 컴파일,      │──▶│ 서버에       │
  │ 하면 시작    │   │ 테스트, 묶기 │   │ 올리기       │
  └──────────────┘   └──────────────┘   └──────────────┘
  GitHub             GitHub Actions     CodeDeploy
  CodeCommit         CodeBuild          CodeDeploy, S3

AWS에는 단계마다 서비스가 있고, CodePipeline이 그 단계들을 연결합니다. 작은 프로젝트라면 앞의 두 단계는 GitHub와 GitHub Actions로 무료로 되고, EC2에 배포하는 CodeDeploy도 무료입니다.

앞 단계가 성공해야 다음 단계가 시작되므로, 테스트에 실패한 코드는 배포되지 않습니다.

# stepway가 하는 일
앱의 새 버전을 어떻게 올릴지 묻습니다. \`--delivery local\`은 내 컴퓨터에서 배포하는 데 필요한 버킷, CodeDeploy, 에이전트를 만듭니다. \`--delivery github\`는 여기에 더해, 지정한 저장소에 푸시할 때마다 GitHub Actions가 배포하게 합니다. \`--delivery none\`이라면 Session Manager로 접속해 직접 올립니다.
`,
  },
};
