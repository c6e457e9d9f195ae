import type { Chapter } from '../chapter.ts';
import { githubPushes, serverPulls } from './access.ts';
import { imagesExpiry } from './expiry.ts';
import { imageStorage } from './prices.ts';
import { docker } from './questions.ts';
import { images } from './repository.ts';

declare module '../../engine/outputs.ts' {
  interface Outputs {
    readonly images?: string;
  }
}

const steps = [images, imagesExpiry, serverPulls, githubPushes];

export const imagesChapter: Chapter = {
  id: 'images',
  title: { en: 'Images', ko: '이미지' },
  why: {
    en: 'A Docker image has your app and all that it runs on, in any language. Each version is pushed to a registry of your own; the server pulls it from there and runs it with docker, beside the version that serves until it responds.',
    ko: 'Docker 이미지에는 앱과 앱이 돌아가는 데 필요한 것이 모두 들어 있어, 어떤 언어로 만든 앱이든 배포할 수 있습니다. 버전마다 이미지를 전용 저장소에 올리면 서버가 받아 docker로 실행합니다. 새 버전은 실행 중인 버전 옆에서 시작하고, 정상으로 응답한 뒤에야 방문자를 받습니다.',
  },
  asks: [docker],
  steps,
  policy: 'delivery',
  links: [{ id: 'images', title: { en: 'Images of the app', ko: '앱 이미지' }, at: 'delivery', steps }],
  bystanders: (answered) =>
    answered(docker)
      ? [
          {
            on: 'beside',
            sign: 'box',
            name: { en: 'ECR registry', ko: 'ECR 저장소' },
            details: { en: 'keeps the images of the app', ko: '앱 이미지 보관' },
          },
        ]
      : [],
  shows: ({ images }) => [{ at: 'delivery', what: { en: 'Registry of images', ko: '이미지 저장소' }, lines: [images] }],
  rates: [imageStorage],
};
