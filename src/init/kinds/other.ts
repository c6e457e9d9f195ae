import type { Detect, Refused } from '../traits.ts';

/** Whoever writes a `start.sh` says how an app of any kind is started. */
export const other: Detect = (project, isSaid) => {
  if (!project.has('start.sh')) return isSaid ? noStart : undefined;
  return {
    traits: { kind: 'other' },
    because: {
      en: 'Detected a custom server (start.sh). Fill in what it runs on in deploy/prepare.sh.',
      ko: 'start.sh가 있음: 직접 만든 서버. 실행에 필요한 런타임은 deploy/prepare.sh에 적어 주세요',
    },
  };
};

const noStart: Refused = {
  what: { en: 'There is no start.sh in this project.', ko: '이 프로젝트에 start.sh가 없습니다.' },
  instead: {
    en: 'Write a start.sh with the command that starts your app on $PORT and stays in the foreground. Then run the command again.',
    ko: '$PORT에서 요청을 받고 백그라운드로 가지 않는 앱 시작 명령을 start.sh에 적은 뒤 다시 실행하세요.',
  },
};
