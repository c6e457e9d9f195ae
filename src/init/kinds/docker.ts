import type { Detect, Refused } from '../traits.ts';

/** Whoever has a Dockerfile says how an app in any language is built and started. */
export const docker: Detect = (project, isSaid) => {
  if (!project.has('Dockerfile')) return isSaid ? noDockerfile : undefined;
  return {
    traits: { kind: 'docker' },
    because: {
      en: 'Found a Dockerfile: the app is deployed as the image that it builds.',
      ko: 'Dockerfile이 있음: Dockerfile로 만든 이미지를 배포',
    },
  };
};

const noDockerfile: Refused = {
  what: {
    en: 'There is no Dockerfile at the top of this project.',
    ko: '이 프로젝트의 최상위 폴더에 Dockerfile이 없습니다.',
  },
  instead: {
    en: 'Write one that starts your app, with EXPOSE and its port. Then run the command again.',
    ko: '앱을 시작하는 Dockerfile을 만들고 EXPOSE로 포트를 적은 뒤 다시 실행하세요.',
  },
};
