import type { Topic } from '../../../guide/topic.ts';

export const codebuild: Topic = {
  id: 'codebuild',
  title: { en: 'Builds on AWS (CodeBuild)', ko: 'AWS에서 빌드(CodeBuild)' },
  summary: { en: 'builds your app on a fresh machine on AWS', ko: 'AWS의 깨끗한 서버에서 앱을 빌드하는 서비스' },
  words: [
    'code build',
    'buildspec',
    'build',
    'compile',
    'build log',
    '코드빌드',
    '코드 빌드',
    '빌드',
    '컴파일',
    '빌드 로그',
  ],
  about: ['build', 'build-log', 'build-log-retention', 'build-role', 'build-policy', 'build-project'],
  see: ['bundle', 'codedeploy', 's3', 'roles', 'cloudwatch'],
  links: [
    'https://docs.aws.amazon.com/codebuild/latest/userguide/welcome.html',
    'https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html',
  ],
  text: {
    en: `
CodeBuild starts a fresh machine for each build, runs the commands it is given, keeps what they made, and throws the machine away:

  1. you:        sources ──▶ S3
  2. CodeBuild:  machine ▸ sources ▸ install ▸ build ▸ pack
  3. CodeBuild:  bundle ──▶ S3, what was printed ──▶ CloudWatch Logs
  4. CodeDeploy: bundle ──▶ server

You pay by the minute: about 0.005 USD on the smallest machine, and the first 100 minutes of each month are free. Nothing runs between builds.

A build runs code that other people wrote: every package may run a script while it is installed. So a build gets a role that reaches almost nothing, and no secrets.

A new account may not be allowed any builds at first ("Cannot have more than 0 builds in queue"). AWS Support lifts that.

# What stepway does
With \`--build codebuild\`, \`stepway deploy\` sends your sources (what git would take, without secrets), starts the build, shows its phases and deploys what comes out. The commands are those of \`--build here\`, on Amazon Linux 2023 with your server's processor. One build runs at a time, for 30 minutes at most. Its role reads the sources and writes the bundle and its log, nothing else; logs are kept for 30 days.

A build goes on when you press Ctrl-C, but nothing is deployed then: the next \`stepway deploy\` finds it. When it fails, you see the lines that say why. An app that is built on AWS is not tried on your computer first. With \`--docker\` it builds your image from the Dockerfile and pushes it to your registry; only then the machine has docker, and its role may push there (see docker).
`,
    ko: `
CodeBuild는 빌드할 때마다 깨끗한 머신을 새로 시작해 명령을 실행하고, 결과물을 보관한 뒤 머신을 버립니다.

  1. 나:         소스 ──▶ S3
  2. CodeBuild:  머신 준비 ▸ 소스 ▸ 설치 ▸ 빌드 ▸ 묶기
  3. CodeBuild:  번들 ──▶ S3, 출력 ──▶ CloudWatch Logs
  4. CodeDeploy: 번들 ──▶ 서버

요금은 분 단위입니다. 가장 작은 머신은 1분에 약 0.005달러이고, 매달 처음 100분은 무료입니다. 빌드하지 않을 때는 아무것도 실행되지 않습니다.

빌드할 때는 다른 사람이 만든 코드도 실행됩니다. 어떤 패키지든 설치하면서 스크립트를 실행할 수 있습니다. 그래서 빌드의 역할에는 꼭 필요한 권한만 주고, 비밀 값은 주지 않습니다.

새 계정에서는 처음에 빌드가 전혀 허용되지 않기도 합니다("Cannot have more than 0 builds in queue"). AWS Support에 요청하면 풀어 줍니다.

# stepway가 하는 일
\`--build codebuild\`를 고르면 \`stepway deploy\`가 소스를(git이 관리할 파일만, 비밀은 빼고) 보내 빌드를 시작하고, 단계별로 보여 준 뒤 결과물을 배포합니다. 명령은 \`--build here\`와 같고, 서버와 같은 프로세서의 Amazon Linux 2023에서 실행합니다. 빌드는 한 번에 하나씩, 길어도 30분까지만 실행합니다. 빌드의 역할은 소스를 읽고 번들과 로그를 쓰는 것만 할 수 있으며, 로그는 30일 보관합니다.

Ctrl-C를 눌러도 빌드는 계속되지만 배포되지는 않습니다. 다음 \`stepway deploy\`가 그 빌드를 찾아 이어 갑니다. 빌드가 실패하면 원인이 적힌 줄을 보여 줍니다. AWS에서 빌드하는 앱은 이 컴퓨터에서 먼저 실행해 보지 않습니다. \`--docker\`이면 Dockerfile로 이미지를 빌드해 저장소에 올립니다. 그때만 빌드 머신에 docker를 켜고 이미지를 올릴 권한을 줍니다(docker 참고).
`,
  },
};
