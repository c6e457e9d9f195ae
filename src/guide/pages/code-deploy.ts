import type { Topic } from '../topic.ts';

export const codeDeploy: Topic = {
  id: 'code-deploy',
  title: {
    en: 'CodeDeploy and pipelines',
    ko: 'CodeDeploy와 배포 파이프라인',
  },
  summary: {
    en: 'How a new version of your app gets onto the server.',
    ko: '앱의 새 버전을 서버에 올리는 방법입니다.',
  },
  words: [
    'codedeploy',
    'deploy',
    '배포',
    '배포 자동화',
    'pipeline',
    '파이프라인',
    'ci',
    'cd',
    'github actions',
    'appspec',
    'agent',
    '에이전트',
    'codepipeline',
    'codebuild',
  ],
  picture: {
    en: ['  git push ──▶ build and test ──▶ S3 bundle ──▶ agent on the server'].join('\n'),
    ko: ['  git push ──▶ 빌드와 테스트 ──▶ S3 묶음 ──▶ 서버의 에이전트'].join('\n'),
  },
  text: {
    en: 'Doing it by hand is slow and goes wrong. A pipeline has three stages: source (a change arrives in Git), build (compile and test, and pack a bundle) and deploy (bring the bundle onto the server).\n\nWith CodeDeploy an agent on the server asks AWS for work, fetches the bundle from S3 and follows appspec.yml in it: stop the old version, copy files, start the new one, check that it lives. When a step fails it can put the last good version back.',
    ko: '손으로 하면 느리고 실수가 생깁니다. 파이프라인은 세 단계입니다. 소스(Git에 변경이 들어옴), 빌드(컴파일과 테스트 후 묶음 생성), 배포(묶음을 서버에 올림).\n\nCodeDeploy는 서버의 에이전트가 AWS에 할 일을 물어 S3에서 묶음을 받고, 그 안의 appspec.yml대로 이전 버전을 멈추고, 파일을 복사하고, 새 버전을 시작하고, 살아 있는지 확인합니다. 실패하면 마지막 정상 버전으로 되돌릴 수 있습니다.',
  },
  here: {
    en: 'The server runs a welcome page until you put your app there.',
    ko: '앱을 올리기 전까지 서버는 환영 페이지를 보여 줍니다.',
  },
  about: [],
  see: ['s3', 'iam'],
  links: ['https://docs.aws.amazon.com/codedeploy/latest/userguide/welcome.html'],
};
