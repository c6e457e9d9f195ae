import { confirm } from '../../questions/question.ts';

/** Without a delivery of stepway's it still lets containers on the server reach its role. */
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
});
