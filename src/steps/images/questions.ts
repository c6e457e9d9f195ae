import { confirm, Unsuitable } from '../../questions/question.ts';
import { build, delivery } from '../delivery/questions.ts';

export const docker = confirm({
  key: 'docker',
  title: { en: 'Docker image', ko: 'Docker 이미지' },
  message: { en: 'Is your app a Docker image?', ko: '앱을 Docker 이미지로 배포할까요?' },
  help: {
    en: 'Deploy the image that your Dockerfile builds: makes a registry (ECR), and the server runs it with docker.',
    ko: 'Dockerfile로 만든 이미지를 배포합니다. 이미지 저장소(ECR)를 만들고, 서버가 docker로 실행합니다.',
  },
  fallback: () => false,
  unasked: true,
  check(value, answered) {
    if (value && answered(delivery) === 'none')
      throw new Unsuitable({
        en: 'needs a way for the image to reach the server: --delivery local or github',
        ko: '이미지를 서버로 보낼 방법이 필요합니다. --delivery local 또는 github를 함께 쓰세요',
      });
    if (value && answered(build) === 'codebuild')
      throw new Unsuitable({
        en: 'does not go with --build codebuild, which builds no images: with --build here docker on this machine builds them, with --delivery github the workflow does, too',
        ko: '--build codebuild와 함께 쓸 수 없습니다. CodeBuild에서는 이미지를 빌드하지 않으므로, 이 컴퓨터의 docker로 빌드하는 --build here를 쓰세요. --delivery github이면 워크플로도 이미지를 빌드합니다',
      });
  },
});
