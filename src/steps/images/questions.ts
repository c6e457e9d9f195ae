import { confirm, Unsuitable } from '../../questions/question.ts';
import { delivery } from '../delivery/questions.ts';

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
  },
});
